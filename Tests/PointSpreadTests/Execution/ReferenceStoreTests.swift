import PointSpread
import TestSupport
import Testing

@Suite("The reference executor by hand: how sums leave")
struct ReferenceStoreTests {
    /// One number through a store, summed in a type.
    private func stored(_ number: Double, _ sum: ElementType, _ store: Store) throws -> Double {
        try OnePass([1], count: 1, sum: Accumulation(sum, order: .leftToRight), store: store).result([number])[0]
    }

    @Test(
        "rounding", arguments: RoundingRule.allCases)
    func rounding(rule: RoundingRule) throws {
        let expected: [Double] =
            switch rule {
            case .halfEven: [-4, -2, -2, -1, 0, 0, 0, 0, 1, 2, 2, 4]
            case .halfUp: [-3, -2, -1, -1, 0, 0, 0, 1, 1, 2, 3, 4]
            case .halfAwayFromZero: [-4, -3, -2, -1, -1, 0, 0, 1, 1, 2, 3, 4]
            case .towardZero: [-3, -2, -1, 0, 0, 0, 0, 0, 0, 1, 2, 3]
            case .down: [-4, -3, -2, -1, -1, -1, 0, 0, 0, 1, 2, 3]
            }
        let numbers = [-3.5, -2.5, -1.5, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1.5, 2.5, 3.5]
        #expect(try numbers.map { try stored($0, .float64, Store(.int8, rounding: rule)) } == expected)
    }

    @Test(
        "overflow",
        arguments: [
            (ElementType.uint8, 300, 255, 44), (.uint8, -1, 0, 255), (.int8, 128, 127, -128),
            (.int16, -32769, -32768, 32767),
            (.uint8, .infinity, 255, 0), (.uint8, .nan, 0, 0), (.float16, 70000, .infinity, .infinity),
        ] as [(ElementType, Double, Double, Double)])
    func overflow(type: ElementType, number: Double, saturated: Double, wrapped: Double) throws {
        #expect(try stored(number, .float64, Store(type, overflow: .saturate)) == saturated)
        #expect(try stored(number, .float64, Store(type, overflow: .wrap)) == wrapped)
    }

    @Test func steps() throws {
        #expect(try stored(7, .float64, Store(.float64, steps: [.add(1), .multiply(by: 3), .divide(by: 5)])) == 4.8)
        #expect(try stored(7, .int32, Store(.int32, steps: [.divide(by: 2)])) == 3)
        #expect(try stored(-7, .int32, Store(.int32, steps: [.divide(by: 2)])) == -4)
        #expect(try stored(-7, .int32, Store(.int32, steps: [.divide(by: -2)])) == 3)
        #expect(try stored(-7, .int32, Store(.int32, steps: [.divide(by: 0)])) == 0)
        #expect(try stored(-128, .int8, Store(.int8, steps: [.divide(by: -1)])) == -128)
        #expect(try stored(-7, .int32, Store(.int32, steps: [.shiftRight(by: 1)])) == -4)
        #expect(try stored(7, .float32, Store(.float32, steps: [.shiftRight(by: 2)])) == 1.75)
        // The fixed point of 8 fractional bits: (v + 2⁷) >> 8.
        let fixed = Store(.uint8, steps: [.add(128), .shiftRight(by: 8)])
        #expect(try [127, 128, 384, 65500, 65300].map { try stored($0, .int32, fixed) } == [0, 1, 2, 255, 255])
        // Steps follow each other in the type of the last conversion.
        let convert = Store(.float64, steps: [.convert(to: .uint8), .add(10), .convert(to: .float64), .add(0.5)])
        #expect(try [2.5, 3.5, 250, -4].map { try stored($0, .float64, convert) } == [12.5, 14.5, 4.5, 10.5])
    }

    @Test func stepsRoundInTheTypeOfTheSum() throws {
        #expect(try stored(16_777_216, .float32, Store(.float64, steps: [.add(1)])) == 16_777_216)
        #expect(try stored(16_777_216, .float64, Store(.float64, steps: [.add(1)])) == 16_777_217)
    }

    @Test func theRimKeepsTheInput() throws {
        var line = try OnePass([1, 1, 1], count: 5, before: 1, store: Store(.uint8, steps: [.add(100)]))
        line.pass.store.rim = [Store.Rim(before: 1, after: 2)]
        #expect(try line.result([1, 2, 3, 4, 300]) == [1, 106, 109, 4, 255])
        var plane = OnePass(
            [10], extents: [1, 1], anchor: [0, 0], shape: [3, 3], border: [.replicate, .replicate])
        plane.pass.store.rim = [Store.Rim(before: 1, after: 0), Store.Rim(before: 0, after: 1)]
        #expect(try plane.result([1, 2, 3, 4, 5, 6, 7, 8, 9]) == [1, 2, 3, 40, 50, 6, 70, 80, 9])
    }

    @Test func theRimKeepsTheInputAsItWasBeforeItsMaps() throws {
        var line = try OnePass([1], count: 3)
        line.pass.load = Load([.multiplied(by: 10)])
        line.pass.store.rim = [Store.Rim(before: 1, after: 0)]
        #expect(try line.result([1, 2, 3]) == [1, 20, 30])
    }

    @Test("the end of each row is summed and stored otherwise")
    func split() throws {
        var plane = OnePass(
            [1], extents: [1, 1], anchor: [0, 0], shape: [2, 5], border: [.replicate, .replicate],
            store: Store(.int16, rounding: .down))
        let sum = Accumulation(.float64, order: .leftToRight, start: 100)
        let store = Store(.int16, steps: [.add(0.25)], rounding: .halfUp)
        plane.pass.split = Split(axes: [1], start: 3, accumulation: sum, store: store)
        let samples = (0..<10).map { Double($0) + 0.5 }
        #expect(try plane.result(samples) == [0, 1, 2, 104, 105, 5, 6, 7, 109, 110])
        // A row may be made of several axes, the last one fastest.
        plane.pass.split?.axes = [0, 1]
        #expect(try plane.result(samples) == [0, 1, 2, 104, 105, 106, 107, 108, 109, 110])
        plane.pass.split?.axes = [1, 0]
        #expect(try plane.result(samples) == [0, 1, 103, 104, 105, 5, 107, 108, 109, 110])
    }

    @Test("a row may change more than once")
    func furtherSplits() throws {
        var line = try OnePass([1], count: 5)
        func change(_ start: Int, adding term: Double) -> Split {
            Split(
                axes: [0], start: start, accumulation: line.pass.accumulation,
                store: Store(line.pass.store.type, steps: [.add(term)]))
        }
        line.pass.split = change(1, adding: 10)
        line.pass.split?.further = [change(2, adding: 20), change(4, adding: 30)]
        #expect(try line.result([0, 1, 2, 3, 4]) == [0, 11, 22, 23, 34])
    }

    @Test func loadsMapSamplesInOrder() throws {
        var line = try OnePass([1], count: 3)
        line.pass.load = Load([.multiplied(by: 0.5), .squared])
        #expect(try line.result([2, 4, -6]) == [1, 4, 9])
        line.pass.load = Load([.squared, .multiplied(by: 0.5)])
        #expect(try line.result([2, 4, -6]) == [2, 8, 18])
        line.pass.load = Load([.multiplied(by: 0.5), .atLeast(-1)])
        #expect(try line.result([2, 4, -6]) == [1, 2, -1])
        #expect(try line.result([0, .nan, 0])[1].isNaN)
        line.pass.load = Load([.decoded(.sRGB, fullScale: 255, alpha: nil)])
        let light = try line.result([0, 255, 5.1])
        #expect(light[0] == 0 && light[1] == 1 && abs(light[2] - 0.02 / 12.92) < 1e-15)
    }

    @Test func alphaMultipliesColoursAndNotItself() throws {
        var plane = OnePass([1], extents: [1, 1], anchor: [0, 0], shape: [2, 3], border: [.replicate, .replicate])
        plane.channelAxis = 1
        plane.pass.load = Load([.premultiplied(.init(axis: 1, channel: 2))])
        #expect(try plane.result([1, 2, 10, 3, 4, 0.5]) == [10, 20, 10, 1.5, 2, 0.5])
        plane.pass.load = Load([.premultiplied(.init(axis: 1, channel: 0))])
        #expect(try plane.result([2, 3, 4, 0, 5, 6]) == [2, 6, 8, 0, 0, 0])
    }
}
