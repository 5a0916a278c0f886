import PointSpread
import TestSupport
import Testing

@Suite("Lines so long that they are cut into segments")
struct LongLineTests {
    @Test("give the bits of the reference, interleaved and planar, on any number of threads", arguments: UInt64(1)...4)
    func segments(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let long = Int.random(in: 2 * 4096...3 * 4096, using: &random)
        // Nothing runs along the columns, which are more than one segment.
        let images: [(roles: [AxisRole], shape: Shape)] = [
            ([.y, .x], [5, long]), ([.y, .x, .channel], [4, long / 3, 4]), ([.y, .x, .channel], [4, long / 2, 3]),
            ([.channel, .y, .x], [4, 3, long / 2]), ([.z, .y, .x], [3, 2, long]),
        ]
        let filters: [any Filter] = [
            GaussianFilter(sigma: 1, border: .reflect101), BoxFilter(width: 3, border: .wrap),
            UnsharpMaskFilter(sigma: 1, amount: 2, threshold: 1),
            CorrelationFilter(separable: [try Taps([1, 2, -4])], border: .constant(0)),
        ]
        let types: [ElementType] = [.uint8, .uint16, .float32, .float64, .int32, .float16]
        for image in images {
            var metadata = ImageMetadata(roles: image.roles)
            if image.roles.contains(.channel) { metadata.alpha = .straight }
            let type = types[Int(seed) % types.count]
            let pixels = try randomArray(of: type, shape: image.shape, .small, using: &random)
            let rows = image.roles.firstIndex(of: .y) ?? 0
            let layout = try AnyImage(pixels, metadata).layout.filtering([rows])
            for filter in filters {
                let plan = try filter.plan(for: seed.isMultiple(of: 2) ? layout : layout.inLinearLight())
                let expected = try referenceResults(of: plan.program, pixels)[0]
                #expect(plan.method != .reference)
                for threads in [1, 2, 7] {
                    guard let words = try difference(plan.run(pixels, threads: threads)[0], expected) else { continue }
                    Issue.record("seed \(seed), \(image.shape), \(threads) threads: \(words)\n\(plan)")
                }
            }
        }
    }
}
