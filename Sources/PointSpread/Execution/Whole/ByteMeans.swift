/// A program that sums boxes of bytes in integers and takes them to bytes again, where what it makes of every sum is the quotient by
/// the size of the box, rounded half to even or half up: then it is a program of boxes as `BoxFilter` makes them.
struct ByteMeans {
    /// The program of boxes, with the same results.
    let program: FilterProgram

    /// Looks at a program, or gives up where it does something else.
    init?(_ original: FilterProgram) {
        guard original.branches.count == 1, original.outputs.count == 1, original.isPlain(original.outputs[0]),
            original.inputType == .uint8, original.outputs[0].type == .uint8, let last = original.branches[0].last,
            original.branches[0].allSatisfy(Self.isBox)
        else { return nil }
        let passes = original.branches[0]
        let area = passes.reduce(1) { $0 * $1.kernel.tapCount }
        guard Set(passes.map { $0.kernel.axes[0] }).count == passes.count, area > 1, area * 255 < 1 << 24,
            passes.dropLast().allSatisfy({
                $0.store.steps.isEmpty && $0.store.type.isInteger && $0.store.type.size >= 4
            }),
            let rounding = Self.rounding(last.store, of: area, in: last.accumulation.type)
        else { return nil }
        let sorted = passes.sorted { $0.kernel.axes[0] < $1.kernel.axes[0] }
        let boxes = sorted.enumerated().map { place, pass in
            var box = pass
            box.accumulation = Accumulation(.float32, order: .doubling, isFused: true, ignoredMagnitude: 0)
            box.store =
                place == sorted.count - 1
                ? Store(.uint8, steps: [.divide(by: Double(area))], rounding: rounding) : Store(.float32)
            return box
        }
        guard
            let program = try? FilterProgram(
                inputShape: original.inputShape, inputType: .uint8, channelAxis: original.channelAxis, passes: boxes)
        else { return nil }
        self.program = program
    }

    /// Whether a pass sums a box in integers that hold all its sums, with nothing but zeros and samples around.
    private static func isBox(_ pass: Pass) -> Bool {
        let type = pass.accumulation.type
        return pass.kernel.axes.count == 1 && pass.kernel.channels == nil && pass.accumulation.order == .leftToRight
            && pass.accumulation.start ?? 0 == 0 && type.isInteger && type.size >= 4 && pass.load.maps.isEmpty
            && pass.split == nil && pass.store.rim.isEmpty && pass.geometry[0].stuffing == 0
            && pass.kernel.weights.allSatisfy { $0 == 1 && pass.accumulation.visits($0) }
            && [pass.border[0].before, pass.border[0].after].allSatisfy {
                if case .constant(let value) = $0 { value == 0 } else { true }
            }
    }

    /// How a store rounds that makes of every sum of so many bytes the nearest whole quotient.
    ///
    /// Its steps never make a smaller number of a larger one, so that it is enough to look where the quotient changes.
    private static func rounding(_ store: Store, of area: Int, in type: ElementType) -> RoundingRule? {
        let isRising = store.steps.allSatisfy {
            switch $0 {
            case .add, .shiftRight: true
            case .convert(let type): !type.isInteger || type.size >= 4
            case .multiply(let factor): factor >= 0
            case .divide: false
            }
        }
        // In a wider type nothing overflows unseen.
        guard isRising, let result = try? ArrayBuffer(uninitialized: [1], of: .int64) else { return nil }
        var wide = store
        wide.type = .int64
        func made(of sum: Int) -> Int64 {
            if type == .int32 {
                wide.write(Int32(truncatingIfNeeded: sum), to: result, offset: 0)
            } else {
                wide.write(Int64(sum), to: result, offset: 0)
            }
            return result.base.load(as: Int64.self)
        }
        guard type == .int32 || type == .int64, made(of: 0) == 0, made(of: 255 * area) == 255 else { return nil }
        return [RoundingRule.halfEven, .halfUp].first { rounding in
            (1...255).allSatisfy { mean in
                // Twice the sum from which on the mean is rounded to this one.
                let edge = (2 * mean - 1) * area
                let takesHalf = rounding == .halfUp || mean % 2 == 0
                let first = edge % 2 == 0 && takesHalf ? edge / 2 : edge / 2 + 1
                return made(of: first) == Int64(mean) && made(of: first - 1) == Int64(mean - 1)
            }
        }
    }
}
