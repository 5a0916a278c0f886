import PointSpread
import TestSupport
import Testing

/// 2²⁴, where floats stop to tell neighbouring integers apart.
private let big = 16_777_216.0

@Suite("The reference executor by hand: orders of summation")
struct ReferenceSumTests {
    /// The first output of taps on samples of the same number, summed in floats.
    private func sum(
        _ samples: [Double], _ order: Accumulation.Order, weights: [Double]? = nil, isFused: Bool = false,
        start: Double? = nil, ignoring ignored: Double? = nil, type: ElementType = .float32
    ) throws -> Double {
        let sum = Accumulation(type, order: order, start: start, isFused: isFused, ignoredMagnitude: ignored)
        let weights = weights ?? samples.map { _ in 1 }
        return try OnePass(weights, count: samples.count, outputs: 1, sum: sum).result(samples)[0]
    }

    @Test func oneAfterTheOther() throws {
        #expect(try sum([1, 1, big], .leftToRight) == big + 2)
        #expect(try sum([big, 1, 1], .leftToRight) == big)
        #expect(try sum([1, 1, big], .lastThenLeftToRight) == big)
        #expect(try sum([1, 1, big], .leftToRight, type: .float64) == big + 2)
    }

    @Test func backward() throws {
        #expect(try sum([1, 1, big], .backward(.leftToRight)) == big)
        #expect(try sum([big, 1, 1], .backward(.leftToRight)) == big + 2)
        #expect(try sum([1, 1, 0, big], .backward(.groups(of: 2))) == big + 2)
        #expect(try sum([1, 2, 3], .backward(.leftToRight), weights: [1, 10, 100]) == 321)
    }

    @Test func pairsAreJoinedBeforeTheProduct() throws {
        #expect(try sum([1, big, 1], .leftToRight) == big)
        #expect(try sum([1, big, 1], .centreOutward(.symmetric)) == big + 2)
        #expect(try sum([1, big, 3], .centreOutward(.antisymmetric)) == big + 2)
        #expect(try sum([1, 5, 7, 2], .centreOutward(.antisymmetric), weights: [-3, -2, 2, 3]) == 7)
        #expect(try sum([1, 5, 7, 2], .centreOutward(.symmetric), weights: [3, 2, 2, 3]) == 33)
        #expect(try sum([1, 5, 7, 2], .outermostInward(.turnedAntisymmetric), weights: [-3, -2, 2, 3]) == 7)
        // Of equal samples only the sign of the zero differs.
        #expect(try sum([-1, -1, -1], .outermostInward(.antisymmetric), weights: [-1, 0, 1]).sign == .plus)
        #expect(try sum([-1, -1, -1], .outermostInward(.turnedAntisymmetric), weights: [-1, 0, 1]).sign == .minus)
    }

    @Test func pairsOutwardInwardAndTheInnermostFirst() throws {
        // Centre 1, inner pair 2²⁴, outer pair 1.
        let samples = [1, big, 1, 0, 0]
        #expect(try sum(samples, .centreOutward(.symmetric)) == big)
        #expect(try sum(samples, .outermostInward(.symmetric)) == big + 2)
        #expect(try sum([0, 0, 1, big, 1], .outermostInward(.antisymmetric)) == big + 2)
        // Fused, the first product is rounded and the second is not.
        let weight = 1 + 0x1p-12
        let fused: [Double] = [-(1 + 0x1p-11), weight, 0]
        #expect(try sum(fused, .centreOutward(.symmetric), weights: [1, weight, 1], isFused: true) == 0)
        #expect(try sum(fused, .pairThenCentreOutward(.symmetric), weights: [1, weight, 1], isFused: true) == 0x1p-24)
        // Inner pair 1, centre 1, outer pair 2²⁴.
        #expect(try sum([0, 0, 1, 1, big], .pairThenCentreOutward(.symmetric)) == big + 2)
        #expect(try sum([1, 2, 3, 4, 6], .pairThenCentreOutward(.antisymmetric)) == 3 + 2 + 5)
    }

    @Test func fusedSumsRoundOnce() throws {
        let weight = 1 + 0x1p-12
        let samples: [Double] = [-(1 + 0x1p-11), weight]
        #expect(try sum(samples, .leftToRight, weights: [1, weight], isFused: true) == 0x1p-24)
        #expect(try sum(samples, .leftToRight, weights: [1, weight]) == 0)
    }

    @Test("some products of a fused sum are rounded")
    func roundedTerms() throws {
        let weight = 1 + 0x1p-12
        let samples: [Double] = [-(1 + 0x1p-11), weight]
        func sum(_ terms: Range<Int>) throws -> Double {
            try self.sum(samples, .roundingTerms(terms, of: .leftToRight), weights: [1, weight], isFused: true)
        }
        #expect(try sum(0..<1) == 0x1p-24)
        #expect(try sum(1..<2) == 0)
        #expect(try sum(2..<9) == 0x1p-24)
        // The terms are counted as they are added: the pair is the second.
        let pair: [Double] = [weight, -(1 + 0x1p-11), 0]
        let order = Accumulation.Order.centreOutward(.symmetric)
        #expect(try self.sum(pair, .roundingTerms(1..<2, of: order), weights: [weight, 1, weight], isFused: true) == 0)
        #expect(
            try self.sum(pair, .roundingTerms(2..<3, of: order), weights: [weight, 1, weight], isFused: true) == 0x1p-24
        )
    }

    @Test func groupsAndRows() throws {
        #expect(try sum([big, 0, 1, 1], .groups(of: 2)) == big + 2)
        #expect(try sum([big, 1, 1], .groups(of: 2)) == big)
        #expect(try sum([big, 0, 0, 0, 1, 1, 0, 0], .groups(of: 4)) == big + 2)
        #expect(try sum([big, 0, 1, 1, 2], .groups(of: 2)) == big + 4)
        let kernel = [1.0, 1, 1, 1]
        func plane(_ order: Accumulation.Order) throws -> Double {
            try OnePass(
                kernel, extents: [2, 2], anchor: [0, 0], shape: [2, 2], border: [.constant(0), .constant(0)],
                sum: Accumulation(.float32, order: order)
            ).result([big, 0, 1, 1])[0]
        }
        #expect(try plane(.rows) == big + 2)
        #expect(try plane(.rowsFromLast) == big + 2)
        #expect(try plane(.leftToRight) == big)
        let rows = [Double(big), 1, 1]
        func column(_ order: Accumulation.Order) throws -> Double {
            try OnePass(
                [1, 1, 1], extents: [3, 1], anchor: [0, 0], shape: [3, 1], border: [.constant(0), .constant(0)],
                sum: Accumulation(.float32, order: order)
            ).result(rows)[0]
        }
        #expect(try column(.rows) == big)
        #expect(try column(.rowsFromLast) == big + 2)
        // A group ends with its row.
        #expect(try plane(.groups(of: 4)) == big)
        #expect(try plane(.groups(of: 2)) == big + 2)
    }

    @Test func doublingFollowsTheBinaryDigitsOfTheWidth() throws {
        #expect(try sum([big, 0, 1, 1], .doubling) == big + 2)
        #expect(try sum([big, 0, 1], .doubling) == big)
        #expect(try sum([big, 0, 0, 0, 1, 1, 0], .doubling) == big + 2)
        #expect(try sum([big, 0, 0, 0, 1, 0, 1], .doubling) == big)
        #expect(try sum([4, 1, 2, 8], .doubling, weights: [0.5, 1, 1, 0.5]) == 9)
        #expect(try sum([1, big, 1], .doubling, weights: [0.75, 1, 0.75]) == big + 2)
    }

    @Test func slidingSumsCarryTheirErrorsOn() throws {
        func line(_ step: Accumulation.SlidingStep, _ samples: [Double] = [big, 1, 1, 1]) throws -> [Double] {
            let sum = Accumulation(.float32, order: .sliding(step))
            return try OnePass([1, 1], count: samples.count, outputs: samples.count - 1, sum: sum).result(samples)
        }
        #expect(try line(.difference) == [big, 1, 1])
        #expect(try line(.enterThenLeave) == [big, 0, 0])
        #expect(try line(.leaveThenEnter) == [big, 1, 1])
        #expect(try line(.difference, [0.5, big, 1.5]) == [big, big])
        #expect(try line(.leaveThenEnter, [0.5, big, 1.5]) == [big, big + 2])
        #expect(try line(.differenceOfSquares, [1, 2, 3, 5]) == [5, 13, 34])
    }

    @Test func startsAndIgnoredTaps() throws {
        #expect(try sum([1, 2], .leftToRight, start: 0.5) == 3.5)
        #expect(try sum([-0.0], .leftToRight).sign == .minus)
        #expect(try sum([-0.0], .leftToRight, start: 0).sign == .plus)
        #expect(try sum([1, .nan, .infinity], .leftToRight, weights: [1, 0, 0], ignoring: 0) == 1)
        #expect(try sum([1, .nan, 1], .leftToRight, weights: [1, 0, 1]).isNaN)
        #expect(try sum([1, 2, 3], .leftToRight, weights: [1, 0.25, 0.5], ignoring: 0.25) == 2.5)
        #expect(try sum([1, .nan, 3], .centreOutward(.symmetric), weights: [2, 0, 2], ignoring: 0) == 8)
        #expect(try sum([.nan, 1, .nan], .leftToRight, weights: [0, 0, 0], ignoring: 0) == 0)
    }

    @Test("integer sums wrap around", arguments: [(ElementType.int8, -56.0), (.uint8, 200), (.int16, 200)])
    func wrapping(type: ElementType, expected: Double) throws {
        #expect(try sum([100, 100], .leftToRight, type: type) == expected)
        #expect(try sum([100, 50], .leftToRight, weights: [1, 2], type: type) == expected)
    }
}
