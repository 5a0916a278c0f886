import PointSpread
import TestSupport
import Testing

@Suite("Separable factors")
struct SeparableTests {
    static let seed: UInt64 = 0x5eed_0003

    /// Whether products of the factors, multiplied from the first axis on, give back a two-dimensional kernel's bits.
    private func reproduces(_ factors: [Taps], _ kernel: Kernel) throws -> Bool {
        try Kernel.outerProduct(of: factors) == kernel
    }

    @Test("integer kernels give integer factors")
    func integers() throws {
        let sobel = try Kernel([-1, 0, 1, -2, 0, 2, -1, 0, 1], extents: [3, 3])
        #expect(sobel.separated()?.map(\.weights) == [[1, 2, 1], [-1, 0, 1]])
        let eighths = try Kernel(sobel.weights.map { $0 / 8 }, extents: [3, 3])
        #expect(eighths.separated()?.map(\.weights) == [[1, 2, 1], [-0.125, 0, 0.125]])
        let threes = try Kernel([-6, -9, -12, -18], extents: [2, 2], anchor: [0, 1])
        #expect(threes.separated()?.map(\.weights) == [[1, 2], [-6, -9]])
        #expect(threes.separated()?.map(\.anchor) == [0, 1])
        let solid = try Kernel.outerProduct(of: [Taps([3, 5]), Taps([7, -3]), Taps([6, 14])])
        #expect(solid.separated()?.map(\.weights) == [[3, 5], [7, -3], [6, 14]])
    }

    @Test("zeros, single rows and impulses are separable")
    func small() throws {
        #expect(try Kernel([0, 0, 0, 0], extents: [2, 2]).separated()?.map(\.weights) == [[0, 0], [0, 0]])
        #expect(try Kernel([0, 0.1, 0, 0], extents: [2, 2]).separated()?.map(\.weights) == [[1, 0], [0, 0.1]])
        let row = [0.1, 0.7, -0.3]
        #expect(try Kernel(row, extents: [1, 3]).separated()?.map(\.weights) == [[1], row])
        #expect(try Kernel(row, extents: [3]).separated()?.map(\.weights) == [row])
    }

    @Test("boxes and native Gaussians of any pair of sigmas, and their derivatives, are found")
    func native() throws {
        var random = SeededGenerator(seed: Self.seed)
        for width in 1...12 {
            let value = 1 / Double(width * (width + 1))
            let box = try Kernel(Array(repeating: value, count: width * (width + 1)), extents: [width, width + 1])
            #expect(try reproduces(#require(box.separated()), box))
        }
        for trial in 0..<24 {
            let (a, b) = (Double.random(in: 0.3..<4, using: &random), Double.random(in: 0.3..<4, using: &random))
            let taps = try [Taps.gaussian(sigma: a, order: trial % 3), Taps.gaussian(sigma: b, order: trial / 3 % 2)]
            let kernel = try Kernel.outerProduct(of: taps)
            let factors = try #require(kernel.separated(), "seed \(Self.seed): sigmas \(a), \(b), trial \(trial)")
            #expect(try reproduces(factors, kernel), "seed \(Self.seed): sigmas \(a), \(b), trial \(trial)")
        }
        let taps = try Taps.gaussian(sigma: 1.3)
        let square = try #require(Kernel.outerProduct(of: [taps, taps]).separated())
        #expect(square == [taps, taps])
    }

    @Test("three axes are found to 1.5 ulp")
    func solid() throws {
        let taps = try [Taps.gaussian(sigma: 0.6), Taps.gaussian(sigma: 1), Taps.gaussian(sigma: 0.8, order: 1)]
        let kernel = try Kernel.outerProduct(of: taps)
        let product = try Kernel.outerProduct(of: #require(kernel.separated()))
        for (weight, other) in zip(kernel.weights, product.weights) {
            #expect(abs(weight - other) <= 3 * weight.ulp)
        }
        let ones = try Kernel(Array(repeating: 2, count: 27), extents: [3, 3, 3])
        #expect(ones.separated()?.map(\.weights) == [[1, 1, 1], [1, 1, 1], [2, 2, 2]])
    }

    @Test("random products are found as often as is documented, and what is found is right")
    func random() throws {
        var random = SeededGenerator(seed: Self.seed)
        var found = [2: 0, 3: 0, 5: 0]
        for size in [2, 3, 5] {
            for _ in 0..<30 {
                let taps = try (0..<2).map { _ in
                    try Taps((0..<size).map { _ in Double.random(in: -1...1, using: &random) })
                }
                let kernel = try Kernel.outerProduct(of: taps)
                guard let factors = kernel.separated() else { continue }
                found[size, default: 0] += 1
                #expect(try reproduces(factors, kernel), "seed \(Self.seed)")
            }
        }
        // Nearly all of 2 × 2, most of 3 × 3, hardly any of 5 × 5.
        #expect(found[2, default: 0] >= 28 && found[3, default: 0] >= 15, "\(found), seed \(Self.seed)")
    }

    @Test("kernels that are no products are refused, also by one ulp too many")
    func refusals() throws {
        #expect(try Kernel.laplacian(rank: 2).separated() == nil)
        #expect(try Kernel.motion(length: 5, angle: 30).separated() == nil)
        #expect(try Kernel([1, 2, 2, 4.000000001], extents: [2, 2]).separated() == nil)
        let taps = try Taps.gaussian(sigma: 1.3)
        let kernel = try Kernel.outerProduct(of: [taps, taps])
        var weights = kernel.weights
        weights[40] += 4 * weights[40].ulp
        #expect(try Kernel(weights, extents: kernel.extents).separated() == nil)
        weights = kernel.weights
        weights[3] = 0
        #expect(try Kernel(weights, extents: kernel.extents).separated() == nil)
    }
}

@Suite("Low rank")
struct LowRankTests {
    static let seed: UInt64 = 0x5eed_0004

    private func error(of terms: [SeparableTerm], for kernel: Kernel) throws -> Double {
        var residual = kernel.weights
        for term in terms {
            let product = try Kernel.outerProduct(of: [term.column, term.row])
            #expect(product.anchor == kernel.anchor)
            for index in residual.indices { residual[index] -= product.weights[index] }
        }
        let size = kernel.weights.reduce(0) { $0 + abs($1) }
        return residual.reduce(0) { $0 + abs($1) } / size
    }

    @Test("a sum of three random products takes three terms", arguments: [[7, 7], [5, 12], [12, 5]])
    func sums(extents: [Int]) throws {
        var random = SeededGenerator(seed: Self.seed)
        var weights = Array(repeating: 0.0, count: extents[0] * extents[1])
        for _ in 0..<3 {
            let taps = try extents.map { extent in
                try Taps((0..<extent).map { _ in Double.random(in: -1...1, using: &random) })
            }
            let product = try Kernel.outerProduct(of: taps)
            for index in weights.indices { weights[index] += product.weights[index] }
        }
        let kernel = try Kernel(weights, extents: extents, anchor: [1, 2])
        let terms = try #require(kernel.lowRankTerms(tolerance: 1e-13), "seed \(Self.seed)")
        #expect(terms.count == 3, "seed \(Self.seed)")
        #expect(try error(of: terms, for: kernel) <= 1e-13, "seed \(Self.seed)")
    }

    @Test("a disc keeps its tolerance with the fewest leading terms")
    func disc() throws {
        let weights = (0..<225).map { cell in
            let (x, y) = (cell % 15 - 7, cell / 15 - 7)
            return x * x + y * y <= 49 ? 1.0 : 0
        }
        let kernel = try Kernel(weights, extents: [15, 15])
        var previous = 0
        for tolerance in [0.5, 0.1, 1e-2, 1e-4, 1e-12] {
            let terms = try #require(kernel.lowRankTerms(tolerance: tolerance))
            #expect(try error(of: terms, for: kernel) <= tolerance)
            #expect(try error(of: terms.dropLast(), for: kernel) > tolerance)
            #expect(terms.count >= previous)
            previous = terms.count
        }
        // Rows with the same chord are equal: the disc has 5 different ones.
        #expect(Set((0..<15).map { Array(weights[$0 * 15..<$0 * 15 + 15]) }).count == previous)
    }

    @Test func limits() throws {
        #expect(try Kernel([0, 0, 0, 0], extents: [2, 2]).lowRankTerms(tolerance: 0) == [])
        #expect(try Kernel([1, 2], extents: [2]).lowRankTerms(tolerance: 1) == nil)
        #expect(try Kernel.laplacian(rank: 2).lowRankTerms(tolerance: .nan) == nil)
        #expect(try Kernel.laplacian(rank: 2).lowRankTerms(tolerance: -1) == nil)
        #expect(try Kernel.laplacian(rank: 2).lowRankTerms(tolerance: 1) == [])
        #expect(try Kernel.laplacian(rank: 2).lowRankTerms(tolerance: 1e-14)?.count == 2)
    }
}
