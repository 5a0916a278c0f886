import PointSpread
import TestSupport
import Testing

@Suite("The reference executor by hand: which samples meet which taps")
struct ReferenceGeometryTests {
    @Test(
        "borders at any distance",
        arguments: [
            (Border.constant(9), "9999999 123 9999999"), (.replicate, "1111111 123 3333333"),
            (.symmetric, "1123321 123 3211233"), (.reflect101, "2321232 123 2123212"), (.wrap, "3123123 123 1231231"),
        ] as [(Border, String)])
    func borders(border: Border, picture: String) throws {
        let line = try OnePass([1], count: 3, before: 7, outputs: 17, border: border)
        #expect(try line.result([1, 2, 3]) == picture.compactMap { $0.wholeNumberValue }.map(Double.init))
        let single = try OnePass([1], count: 1, before: 4, outputs: 9, border: border)
        let outside = [Double](repeating: border == .constant(9) ? 9 : 5, count: 4)
        #expect(try single.result([5]) == outside + [5] + outside)
    }

    @Test func bordersMayDifferAtTheTwoEnds() throws {
        var line = try OnePass([1, 10, 100], count: 3, before: 1)
        line.pass.border = [BorderPair(before: .wrap, after: .constant(7))]
        #expect(try line.result([1, 2, 3]) == [213, 321, 732])
    }

    @Test("an asymmetric kernel, with its anchor at every tap")
    func anchors() throws {
        let expected: [[Double]] = [[321, 432, 43, 4], [210, 321, 432, 43], [100, 210, 321, 432]]
        for anchor in 0...2 {
            #expect(try OnePass([1, 10, 100], count: 4, before: anchor).result([1, 2, 3, 4]) == expected[anchor])
        }
    }

    @Test("an even kernel in two dimensions")
    func plane() throws {
        func result(_ anchor: [Int], _ border: [Border]) throws -> [Double] {
            try OnePass([1, 10, 100, 1000], extents: [2, 2], anchor: anchor, shape: [2, 2], border: border)
                .result([1, 2, 3, 4])
        }
        #expect(try result([1, 1], [.constant(0), .constant(0)]) == [1000, 2100, 3010, 4321])
        #expect(try result([0, 0], [.constant(0), .constant(0)]) == [4321, 402, 43, 4])
        #expect(try result([1, 1], [.replicate, .wrap]) == [1212, 2121, 3412, 4321])
        #expect(try result([1, 1], [.wrap, .constant(5)]) == [1535, 2143, 3515, 4321])
        #expect(try result([0, 1], [.reflect101, .symmetric]) == [3311, 4321, 1133, 2143])
    }

    @Test func kernelsLargerThanTheImage() throws {
        let weights = (1...7).map(Double.init)
        #expect(try OnePass(weights, count: 2, before: 3, border: .wrap).result([1, 10]) == [172, 136])
        #expect(try OnePass(weights, count: 2, before: 3, border: .constant(0)).result([1, 10]) == [54, 43])
        #expect(try OnePass(weights, count: 1, before: 6, outputs: 7).result([2]) == [14, 12, 10, 8, 6, 4, 2])
    }

    @Test func strideDilationAndCrop() throws {
        let samples = (1...6).map(Double.init)
        #expect(try OnePass([1, 10], count: 6, outputs: 3, stride: 2, dilation: 2).result(samples) == [31, 53, 5])
        #expect(
            try OnePass([1, 10], count: 6, before: 3, outputs: 3, stride: 4, dilation: 3).result(samples) == [
                10, 52, 6,
            ])
        #expect(try OnePass([1], count: 6, before: -2, outputs: 3).result(samples) == [3, 4, 5])
        #expect(
            try OnePass([1, 10], count: 6, before: -8, outputs: 2, border: .symmetric).result(samples) == [34, 23])
    }

    @Test func zerosBetweenSamples() throws {
        let samples: [Double] = [1, 2, 3]
        #expect(
            try OnePass([1, 10], count: 3, before: 1, outputs: 5, stuffing: 1).result(samples) == [10, 1, 20, 2, 30])
        let replicated = try OnePass([1], count: 3, before: 4, outputs: 12, stuffing: 1, border: .replicate)
        #expect(try replicated.result(samples) == [1, 0, 1, 0, 1, 0, 2, 0, 3, 0, 3, 0])
        let constant = try OnePass([1], count: 2, before: 3, outputs: 8, stuffing: 2, border: .constant(7))
        #expect(try constant.result([1, 2]) == [7, 0, 0, 1, 0, 0, 2, 0])
    }

    @Test("modes are numbers")
    func modes() throws {
        #expect(AxisGeometry.same(count: 640, taps: 5, anchor: 2) == AxisGeometry(before: 2, outputCount: 640))
        #expect(AxisGeometry.full(count: 640, taps: 5) == AxisGeometry(before: 4, outputCount: 644))
        #expect(AxisGeometry.valid(count: 640, taps: 5) == AxisGeometry(before: 0, outputCount: 636))
        #expect(
            AxisGeometry.valid(count: 3, taps: 5).outputCount == 0
                && AxisGeometry.full(count: 0, taps: 5).outputCount == 0)
        #expect(AxisGeometry.full(count: 640, taps: 5).after(inputCount: 640, taps: 5) == 4)
    }

    @Test("the index map of every border equals walking step by step")
    func indexMap() {
        for border in [Border.replicate, .symmetric, .reflect101, .wrap] {
            for count in 1...6 {
                var forward = 0
                var direction = 1
                for position in 0..<40 {
                    #expect(border.place(of: position, count: count) == forward, "\(border) \(position) of \(count)")
                    // One step to the right of the walker's own place.
                    switch border {
                    case .wrap: forward = (forward + 1) % count
                    case .replicate: forward = min(forward + 1, count - 1)
                    default:
                        let isEnd = direction > 0 ? forward == count - 1 : forward == 0
                        if isEnd { direction = -direction }
                        if !isEnd || border == .reflect101 && count > 1 { forward += direction }
                    }
                }
                for position in -30..<0 {
                    // Everything but `replicate` repeats.
                    let period =
                        border == .reflect101 ? max(2 * count - 2, 1) : border == .symmetric ? 2 * count : count
                    let expected = border == .replicate ? 0 : border.place(of: position + 60 * period, count: count)
                    #expect(border.place(of: position, count: count) == expected, "\(border) \(position) of \(count)")
                }
            }
        }
        #expect(Border.constant(1).place(of: -1, count: 3) == nil && Border.constant(1).place(of: 2, count: 3) == 2)
    }

    @Test func emptyInputs() throws {
        #expect(try OnePass([1, 1], count: 0, before: 1, outputs: 3, border: .constant(4)).result([]) == [8, 8, 8])
        #expect(try OnePass([1, 1], count: 4, outputs: 0).result([1, 2, 3, 4]).isEmpty)
    }
}
