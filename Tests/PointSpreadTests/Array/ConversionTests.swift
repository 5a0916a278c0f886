import PointSpread
import TestSupport
import Testing

@Suite("Conversion between types of element")
struct ConversionTests {
    @Test(
        "equals exact arithmetic for every pair of types, rounding and overflow rule", arguments: ElementType.allCases)
    func everyPair(source: ElementType) throws {
        var random = SeededGenerator(seed: 17)
        let samples = try source.accept(EdgeSamples(random: &random))
        for target in ElementType.allCases {
            for rounding in RoundingRule.allCases {
                for overflow in OverflowRule.allCases {
                    for sample in samples {
                        if let words = try mismatch(sample, target, rounding, overflow) {
                            Issue.record("\(source) to \(target), \(rounding), \(overflow): \(words)")
                            return
                        }
                    }
                }
            }
        }
    }

    /// What is wrong with the conversion of an array of one element, if anything is.
    private func mismatch(
        _ sample: AnyArray, _ target: ElementType, _ rounding: RoundingRule, _ overflow: OverflowRule
    ) throws -> String? {
        let value = ExactNumber(sample)
        let expected = value.converted(to: target, rounding, overflow)
        do {
            let found = ExactNumber(try sample.converted(to: target, rounding: rounding, overflow: overflow))
            return found == expected
                ? nil : "\(value) became \(found) instead of \(expected.map { "\($0)" } ?? "an error")"
        } catch {
            guard expected != nil || error.code != .unrepresentable else { return nil }
            return "\(value): \(error)"
        }
    }

    @Test func errorsNameTheElement() throws {
        let array = try NDArray<Double>([1, 300, -1], shape: [3])
        #expect {
            try array.converted(to: UInt8.self, rounding: .halfEven, overflow: .fail)
        } throws: { error in
            "\(error)" == "conversion: expected numbers that uint8 can hold, found 300.0; choose to saturate or to wrap"
        }
    }

    @Test func viewsAreConvertedInTheirOrder() throws {
        let array = try NDArray<Double>([0.5, 1.5, 2.5, 3.5, -0.5, 254.5], shape: [2, 3])
        let bytes = try array.transposed.converted(to: UInt8.self, rounding: .halfEven, overflow: .saturate)
        #expect(bytes.shape == [3, 2] && bytes.isContiguous)
        #expect(bytes.elements == [0, 4, 2, 0, 2, 254])
    }
}

/// Samples of a type around its own limits and those of all other types, halves and their neighbours, and random bits; each
/// as an array of one element.
private struct EdgeSamples: ElementVisitor {
    var random: SeededGenerator

    init(random: inout SeededGenerator) { self.random = random }

    func visit<Element: Accumulator>(_ type: Element.Type) throws -> [AnyArray] {
        var random = random
        var numbers: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 0.49999999999999994, 65519.99, 65520, 65504]
        for bits in [7, 8, 10, 11, 15, 16, 23, 24, 25, 31, 32, 52, 53, 54, 62, 63, 64, 65, 127, 128, 200] {
            let power = Double(sign: .plus, exponent: bits, significand: 1)
            numbers += [
                power, power.nextDown, power.nextUp, power - 1, power + 1, power + 0.5, power - 0.5, power * 1.5,
            ]
        }
        for whole in 0..<6 {
            numbers += [Double(whole) + 0.5, (Double(whole) + 0.5).nextUp, (Double(whole) + 0.5).nextDown]
        }
        numbers += [1e-300, 5e-324, 1e300, 5.9e-8, 2.98e-8, 6.1e-5, 1.4e-45, 3.4028235677973366e38, 3.402823e38]
        var elements = numbers.flatMap { [Element(number: $0), Element(number: -$0)] }
        if let sample = Element.zero as? any FixedWidthInteger, let bits = Element.self as? any FixedWidthInteger.Type {
            _ = sample
            for _ in 0..<40 { elements.append(Element.converting(random.next(), overflow: .wrap) ?? .zero) }
            for shift in 0..<bits.bitWidth {
                for offset in [-1, 0, 1] as [Int128] {
                    let value = (Int128(1) << Int128(shift)) + offset
                    elements.append(Element.converting(value, overflow: .wrap) ?? .zero)
                }
            }
        }
        return try elements.map { AnyArray(try NDArray([$0], shape: [1])) }
    }
}
