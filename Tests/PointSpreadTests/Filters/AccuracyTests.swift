import PointSpread
import TestSupport
import Testing

@Suite("Gaussians of a stated accuracy")
struct AccuracyTests {
    /// Noise, an impulse, an edge and a constant, none above 1.
    private func signals() throws -> [NDArray<Double>] {
        var random = SeededGenerator(seed: 11)
        let count = 300
        let places = 0..<count
        return try [
            places.map { _ in Double.random(in: -1...1, using: &random) }, places.map { $0 == 40 ? 1 : 0 },
            places.map { $0 < 100 ? -1 : 1 }, places.map { _ in 1 },
        ].map { try NDArray($0, shape: [count]) }
    }

    @Test("are no further from the ideal one", arguments: [1e-1, 1e-3, 1e-5, 1e-8, 1e-12])
    func errors(accuracy: Double) throws {
        let borders: [PerAxis<BorderPair>] = [.symmetric, .reflect101, .replicate, .wrap, .constant(0.5)]
        for signal in try signals() {
            for border in borders {
                for sigma in [0.3, 1, 7.5] {
                    // What lies beyond twelve standard deviations weighs less than 10⁻³⁰.
                    var wide = GaussianFilter(sigma: .samples(sigma), border: border)
                    wide.truncate = 12
                    let ideal = try signal.filtered(by: wide)
                    let filter = GaussianFilter(sigma: .samples(sigma), accuracy: accuracy, border: border)
                    let found = try signal.filtered(by: filter)
                    let narrow = try NDArray<Float>(signal.elements.map { Float($0) }, shape: signal.shape)
                    let rounded = try narrow.filtered(by: filter)
                    for (place, value) in ideal.elements.enumerated() {
                        #expect(abs(found.elements[place] - value) <= accuracy)
                        // The samples and the result are rounded too.
                        #expect(abs(Double(rounded.elements[place]) - value) <= accuracy + 0x1p-23)
                    }
                }
            }
        }
    }

    @Test func smallerRadiiDo() throws {
        let layout = Layout(shape: [1000], elementType: .float32)
        let radii = try [1e-1, 1e-3, 1e-6].map { accuracy in
            try GaussianFilter(sigma: 4, accuracy: accuracy).program(for: layout).reach(along: 0).before
        }
        #expect(radii == radii.sorted() && radii[0] < 10 && radii[2] < 24)
        // Sums of 32 bits are not enough for the last.
        let types = try [1e-3, 1e-7].map { accuracy in
            try GaussianFilter(sigma: 10, accuracy: accuracy).program(for: layout).branches[0][0].accumulation.type
        }
        #expect(types == [.float32, .float64])
    }

    @Test func whatCannotBeIsRefused() {
        let layout = Layout(shape: [10], elementType: .float32)
        for accuracy in [0, -1, 2, 1e-13, .nan, .infinity] {
            #expect(throws: FilterError.self) {
                try GaussianFilter(sigma: 1, accuracy: accuracy).program(for: layout)
            }
        }
        var derivative = GaussianFilter(sigma: 1, order: 1)
        derivative.accuracy = 1e-3
        #expect(throws: FilterError.self) { try derivative.program(for: layout) }
    }
}
