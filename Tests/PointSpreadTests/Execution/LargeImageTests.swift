import PointSpread
import TestSupport
import Testing

@Suite("Plans on images of more than two megapixels and odd widths")
struct LargeImageTests {
    private static let types: [ElementType] = [.uint8, .float32, .uint16, .float64, .float16, .int16]

    private func filter(_ number: Int, _ border: PerAxis<BorderPair>) throws -> any Filter {
        switch number % 5 {
        case 0: GaussianFilter(sigma: 1, border: border)
        case 1: BoxFilter(width: 5, border: border)
        case 2: CorrelationFilter(kernel: try Kernel([1, 0, -2, 3, 1, 0.5], extents: [2, 3]), border: border)
        case 3: DerivativeFilter(along: 1, kind: .sobel, border: border)
        default: UnsharpMaskFilter(sigma: 0.7, amount: 0.5, threshold: 2, border: border)
        }
    }

    @Test("give the same bits on 1, 2 and 7 threads, and those of the reference", arguments: 0..<52)
    func threads(number: Int) throws {
        var random = SeededGenerator(seed: UInt64(number))
        let width = 2 * Int.random(in: 200...1600, using: &random) + 1
        let height = 2_000_000 / width + Int.random(in: 1...9, using: &random)
        let borders: [PerAxis<BorderPair>] = [.symmetric, .replicate, .reflect101, .constant(7), .wrap]
        let filter = try filter(number, borders[number / 5 % 5])
        let type = Self.types[number % Self.types.count]
        let image = try randomArray(of: type, shape: Shape([height, width]), using: &random)
        let plan = try filter.plan(for: image.layout)
        let expected = try plan.run(image, threads: 1)[0]
        for threads in [2, 7] {
            guard let words = try difference(plan.run(image, threads: threads)[0], expected) else { continue }
            Issue.record("seed \(number), \(threads) threads: \(words)\n\(plan)")
            return
        }
        // Strips of the image, whose inner ends see other neighbours within the radius only.
        let radius = 6
        guard borders[number / 5 % 5] != .wrap else { return }
        for rows in [0..<18, height / 2..<height / 2 + 15, height - 16..<height] {
            let strip = image[.range(rows)]
            let program = try filter.program(for: strip.layout)
            let reference = try referenceResults(of: program, strip)[0]
            let kept = (rows.lowerBound == 0 ? 0 : radius)..<(rows.count - (rows.upperBound == height ? 0 : radius))
            let place = rows.lowerBound + kept.lowerBound..<rows.lowerBound + kept.upperBound
            if let words = try difference(expected[.range(place)], reference[.range(kept)]) {
                Issue.record("seed \(number), rows \(rows): \(words)\n\(plan)")
                return
            }
        }
    }
}
