import PointSpread
import TestSupport
import Testing

@Suite("Programs whose parts do not fit are errors")
struct ProgramCheckTests {
    /// Makes sure that a changed pass over a 3×4 array makes no program.
    private func expectMisfit(
        _ words: String, channelAxis: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout Pass) -> Void
    ) {
        var plane = OnePass(
            [1, 2], extents: [1, 2], anchor: [0, 0], shape: [3, 4], border: [.symmetric, .symmetric])
        plane.channelAxis = channelAxis
        change(&plane.pass)
        do {
            _ = try plane.program
            Issue.record("expected an error that says \(words)", sourceLocation: sourceLocation)
        } catch {
            #expect("\(error)".contains(words), "\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test func kernels() {
        expectMisfit("at least one axis") {
            $0.kernel = PassKernel(axes: [], extents: [], weights: [1])
            ($0.geometry, $0.border) = ([], [])
        }
        expectMisfit("different axes of an input of rank 2") { $0.kernel.axes = [0, 0] }
        expectMisfit("different axes of an input of rank 2") { $0.kernel.axes = [0, 2] }
        expectMisfit("different axes of an input of rank 2") { $0.kernel.axes = [-1, 0] }
        expectMisfit("one extent, geometry and border") { $0.kernel.extents = [2] }
        expectMisfit("one extent, geometry and border") { $0.geometry = [] }
        expectMisfit("one extent, geometry and border") { $0.border.removeLast() }
        expectMisfit("one extent, geometry and border") { $0.store.rim = [.init(before: 0, after: 0)] }
        expectMisfit("at least one tap") { $0.kernel.extents = [0, 2] }
        expectMisfit("one weight for each tap") { $0.kernel.weights = [1] }
        expectMisfit("one weight for each tap") { $0.kernel.extents = [1 << 40, 1 << 40] }
    }

    @Test func banks() {
        func bank(_ axis: Int, _ inputs: Int, _ outputs: Int, _ groups: Int) {
            expectMisfit("groups that divide the channels") {
                $0.kernel = PassKernel(
                    axes: [0], extents: [1], weights: [1],
                    channels: .init(axis: axis, inputsPerGroup: inputs, outputs: outputs, groups: groups))
                $0.geometry.removeLast()
                $0.border.removeLast()
            }
        }
        bank(0, 3, 1, 1)
        bank(2, 4, 1, 1)
        bank(1, 3, 1, 1)
        bank(1, 2, 3, 2)
        bank(1, 4, 1, 0)
        bank(1, 0, 1, 4)
        bank(1, .max, 1, .max)
        bank(1, 4, 0, 1)
        bank(1, 4, -2, 1)
    }

    @Test func geometry() {
        expectMisfit("strides and dilations") { $0.geometry[0].stride = 0 }
        expectMisfit("strides and dilations") { $0.geometry[1].dilation = -1 }
        expectMisfit("strides and dilations") { $0.geometry[0].stuffing = -1 }
        expectMisfit("strides and dilations") { $0.geometry[0].outputCount = -1 }
        for huge in [Int.max, 1 << 61] {
            expectMisfit("positions below 2^60") { $0.geometry[0].stride = huge }
            expectMisfit("positions below 2^60") { $0.geometry[0].dilation = huge }
            expectMisfit("positions below 2^60") { $0.geometry[0].stuffing = huge }
            expectMisfit("positions below 2^60") { $0.geometry[0].before = huge }
            expectMisfit("positions below 2^60") { $0.geometry[0].before = -huge }
            expectMisfit("positions below 2^60") { $0.geometry[0].outputCount = huge }
        }
        expectMisfit("positions below 2^60") { $0.geometry[0].before = .min }
        // An axis without samples has no end that zeros could lie before.
        let line = try? OnePass([1], count: 0, outputs: 1, stuffing: .max)
        #expect(throws: FilterError.self) { try line?.program }
        expectMisfit("shape") {
            $0.geometry[0].outputCount = 1 << 32
            $0.geometry[1].outputCount = 1 << 32
        }
        expectMisfit("supplied neighbours for every tap") { $0.border[1].after = .supplied }
        expectMisfit("supplied neighbours for every tap") {
            $0.border[0].before = .supplied
            $0.geometry[0].before = 1
        }
    }

    @Test func sums() {
        expectMisfit("whole taps for an integer accumulator") {
            $0.accumulation.type = .int32
            $0.kernel.weights = [1, 0.5]
        }
        expectMisfit("groups of at least one product") { $0.accumulation.order = .groups(of: 0) }
        expectMisfit("groups of at least one product") { $0.accumulation.order = .backward(.groups(of: 0)) }
        expectMisfit("counted from the last") { $0.accumulation.order = .backward(.centreOutward(.symmetric)) }
        expectMisfit("a sliding sum along one axis") { $0.accumulation.order = .sliding(.difference) }
        expectMisfit("sums by doubling along one axis") { $0.accumulation.order = .doubling }
        func line(_ words: String, _ order: Accumulation.Order, _ weights: [Double], stride: Int = 1, dilation: Int = 1)
        {
            expectMisfit(words) {
                $0.kernel = PassKernel(axes: [1], extents: [weights.count], weights: weights)
                $0.geometry = [AxisGeometry(before: 0, outputCount: 4, stride: stride, dilation: dilation)]
                $0.border.removeLast()
                $0.accumulation.order = order
            }
        }
        line("unit taps", .sliding(.difference), [1, 2])
        line("stride and dilation 1", .sliding(.difference), [1, 1], stride: 2)
        line("stride and dilation 1", .sliding(.enterThenLeave), [1, 1], dilation: 2)
        line("unit taps, but for two equal ends", .doubling, [1, 2, 1])
        line("unit taps, but for two equal ends", .doubling, [0.5, 1, 0.25])
        line("unit taps, but for two equal ends", .doubling, [0.5])
        line("unit taps, but for two equal ends", .doubling, [0.5, 0.5])
    }

    @Test func storesAndRowEnds() {
        expectMisfit("saturate or wrap") { $0.store.overflow = .fail }
        expectMisfit("rims of 0 or more") { $0.store.rim = [.init(before: -1, after: 0), .init(before: 0, after: 0)] }
        expectMisfit("a result of the input's shape") {
            $0.store.rim = [.init(before: 1, after: 0), .init(before: 0, after: 0)]
            $0.geometry[0] = .full(count: 3, taps: 1)
            $0.geometry[0].outputCount = 7
        }
        func split(_ words: String, _ change: @escaping (inout Split) -> Void) {
            expectMisfit(words) {
                var split = Split(axes: [1], start: 2, accumulation: $0.accumulation, store: $0.store)
                change(&split)
                $0.split = split
            }
        }
        split("rows of different axes") { $0.axes = [2] }
        split("rows of different axes") { $0.axes = [0, 0] }
        split("rows of different axes") { $0.axes = [-1] }
        split("the types of the pass") { $0.store.type = .int8 }
        split("the types of the pass") { $0.accumulation.type = .float32 }
        split("the types of the pass, and no rim") { $0.store.rim = [.init(before: 0, after: 0)] }
        split("saturate or wrap") { $0.store.overflow = .fail }
        split("groups of at least one product") { $0.accumulation.order = .groups(of: -1) }
        split("further changes in the same rows") { $0.further = [$0] }
        split("further changes in the same rows") { split in
            var later = split
            later.start = 3
            later.axes = [0]
            split.further = [later]
        }
        split("the types of the pass") { split in
            var later = split
            later.start = 3
            later.store.type = .int8
            split.further = [later]
        }
        split("a sum that is made term by term") { $0.accumulation.order = .roundingTerms(0..<1, of: .rows) }
        split("a sum that is made term by term") { $0.accumulation.order = .roundingTerms(-1..<1, of: .leftToRight) }
    }

    @Test func alphaAmongTheChannels() {
        expectMisfit("alpha among the channels") { $0.load = Load([.premultiplied(.init(axis: 1, channel: 0))]) }
        expectMisfit("alpha among the channels", channelAxis: 1) {
            $0.load = Load([.premultiplied(.init(axis: 1, channel: 4))])
        }
        expectMisfit("alpha among the channels", channelAxis: 1) {
            $0.load = Load([.decoded(.sRGB, fullScale: 1, alpha: .init(axis: 0, channel: 0))])
        }
        expectMisfit("a channel axis of the input", channelAxis: 2) { _ in }
    }

    @Test func joins() throws {
        func expectMisfit(_ words: String, _ outputs: [FilterProgram.Output], branches: [[Pass]] = [[]]) {
            do {
                _ = try FilterProgram(
                    inputShape: [3, 4], inputType: .float32, channelAxis: 1, branches: branches, outputs: outputs)
                Issue.record("expected an error that says \(words)")
            } catch { #expect("\(error)".contains(words), "\(error)") }
        }
        func output(_ join: Join, _ overflow: OverflowRule = .saturate) -> FilterProgram.Output {
            FilterProgram.Output(join, arithmetic: .float32, type: .float32, overflow: overflow)
        }
        expectMisfit("at least one output", [])
        expectMisfit("joins of the 1 branches", [output(.sum(.branch(0), .branch(1)))])
        expectMisfit("joins of the 1 branches", [output(.branch(-1))])
        expectMisfit("joins of the 1 branches", [output(.largest(ofBranch: 3))])
        expectMisfit("channels from 0..<4", [output(.channel(4, ofBranch: 0))])
        expectMisfit("channels from 0..<4", [output(.magnitude(.channel(-1, ofBranch: 0)))])
        expectMisfit("channels from 0..<4", [output(.whereChannel(7, then: .branch(0), otherwise: .branch(0)))])
        expectMisfit("saturate or wrap", [output(.branch(0), .fail)])
        expectMisfit("saturate or wrap", [output(.rounded(.branch(0), to: .int8, .halfEven, .fail))])
        var pass = OnePass([1], extents: [1, 1], anchor: [0, 0], shape: [3, 4], border: [.wrap, .wrap]).pass
        pass.geometry[0].outputCount = 2
        expectMisfit("branches that end in one shape", [output(.sum(.branch(0), .branch(1)))], branches: [[], [pass]])
        #expect(throws: FilterError.self) {
            try FilterProgram(
                inputShape: [3, 4], inputType: .float32, branches: [[]], outputs: [output(.channel(0, ofBranch: 0))])
        }
    }

    @Test("random changes of sound programs never trap", arguments: UInt64(1)...4)
    func randomMisfits(seed: UInt64) throws {
        var draws = RandomProgram(seed: seed)
        let numbers = [Int.min, -1, 0, 1, 2, 3, 7, 1 << 31, 1 << 62, .max]
        var refused = 0
        for _ in 0..<2000 {
            guard var passes = draws.draw()?.branches[0], !passes.isEmpty else { continue }
            let place = draws.integer(0...passes.count - 1)
            let number = draws.pick(numbers)
            switch draws.integer(0...8) {
            case 0: passes[place].geometry[0].before = number
            case 1: passes[place].geometry[0].outputCount = number
            case 2: passes[place].geometry[0].stride = number
            case 3: passes[place].geometry[0].dilation = number
            case 4: passes[place].geometry[0].stuffing = number
            case 5: passes[place].kernel.axes[0] = number
            case 6: passes[place].kernel.extents[0] = number
            case 7:
                passes[place].kernel.weights[0] = [.nan, .infinity, -1e300].randomElement(using: &draws.random) ?? 0
            default:
                passes[place].kernel.channels = .init(
                    axis: draws.pick(numbers), inputsPerGroup: number, outputs: draws.pick(numbers),
                    groups: draws.pick(numbers))
            }
            do { _ = try FilterProgram(inputShape: [3, 4, 2, 2], inputType: .float32, passes: passes) } catch {
                refused += 1
            }
        }
        #expect(refused > 200)
    }
}
