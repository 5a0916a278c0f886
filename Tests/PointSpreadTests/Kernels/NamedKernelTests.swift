import PointSpread
import Testing

@Suite("Named dense kernels")
struct NamedKernelTests {
    @Test func laplacian() throws {
        #expect(try Kernel.laplacian(rank: 1).weights == [1, -2, 1])
        #expect(try Kernel.laplacian(rank: 2) == Kernel([0, 1, 0, 1, -4, 1, 0, 1, 0], extents: [3, 3]))
        let solid = try Kernel.laplacian(rank: 3)
        #expect(solid.weights[13] == -6)
        #expect(solid.weights.filter { $0 == 1 }.count == 6 && solid.sum == 0)
    }

    @Test func outerProduct() throws {
        let product = try Kernel.outerProduct(of: [Taps([1, 2], anchor: 0), Taps([3, 4, 5])])
        #expect(try product == Kernel([3, 4, 5, 6, 8, 10], extents: [2, 3], anchor: [0, 1]))
        #expect(try Kernel.outerProduct(of: [Taps([2, 3])]).weights == [2, 3])
        expectRefusal(of: "kernel", saying: "1 to 8 axes") { () throws(FilterError) in
            try Kernel.outerProduct(of: [])
        }
        expectRefusal(of: "kernel", saying: "at most 2^27 weights") { () throws(FilterError) in
            let long = try Taps.box(width: 1 << 20)
            return try Kernel.outerProduct(of: [long, long])
        }
    }

    @Test("the Laplacian of a Gaussian gives 0 on a constant and 2 per axis on a paraboloid", arguments: [1, 2, 3])
    func laplacianOfGaussian(rank: Int) throws {
        let kernel = try Kernel.laplacianOfGaussian(sigma: 0.8, rank: rank)
        let size = kernel.extents[0]
        let response = kernel.weights.enumerated().reduce(0) { sum, cell in
            var index = cell.offset
            var square = 0
            for _ in 0..<rank {
                let x = index % size - size / 2
                square += x * x
                index /= size
            }
            return sum + cell.element * Double(square)
        }
        #expect(abs(kernel.sum) < 1e-14)
        #expect(abs(response - 2 * Double(rank)) < 1e-13)
        #expect(kernel.turned == kernel)
    }

    @Test func differenceOfGaussians() throws {
        let kernel = try Kernel.differenceOfGaussians(sigma: 1, sigma2: 2)
        #expect(kernel.extents == [17, 17])
        #expect(abs(kernel.sum) < 1e-15)
        let (narrow, wide) = try (Taps.gaussian(sigma: 1), Taps.gaussian(sigma: 2))
        let peak = narrow.weights[4] * narrow.weights[4] - wide.weights[8] * wide.weights[8]
        #expect(kernel.weights[8 * 17 + 8] == peak)
        #expect(kernel.weights[0] == -wide.weights[0] * wide.weights[0])
    }

    @Test func unsharp() throws {
        let kernel = try Kernel.unsharp(sigma: 1, amount: 0.5)
        let middle = try Taps.gaussian(sigma: 1).weights[4]
        #expect(abs(kernel.sum - 1) < 1e-15)
        #expect(abs(kernel.weights[40] - (1.5 - 0.5 * middle * middle)) < 1e-15)
        #expect(try Kernel.unsharp(sigma: 0, amount: 3).weights == [1])
        #expect(try Kernel.unsharp(sigma: 1, amount: 0, rank: 1).weights == [0, 0, 0, 0, 1, 0, 0, 0, 0])
    }

    @Test("an oriented Gaussian along the axes is an outer product, and turns by quarters")
    func orientedGaussian() throws {
        let level = try Kernel.orientedGaussian(sigmaAlong: 3, sigmaAcross: 1.2, angle: 0)
        let product = try Kernel.outerProduct(of: [Taps.gaussian(sigma: 1.2), Taps.gaussian(sigma: 3)])
        #expect(level.extents == product.extents)
        #expect(greatestDifference(level.weights, product.weights) < 1e-17)
        let upright = try Kernel.orientedGaussian(sigmaAlong: 1.2, sigmaAcross: 3, angle: 90)
        #expect(greatestDifference(upright.weights, level.weights) < 1e-17)
        let tilted = try Kernel.orientedGaussian(sigmaAlong: 3, sigmaAcross: 1, angle: 30)
        #expect(tilted.turned == tilted)
        #expect(abs(tilted.sum - 1) < 1e-15)
        // Along 30° the end of the ellipse lies to the right and up, at a lower row.
        let (row, column) = (tilted.anchor[0], tilted.anchor[1])
        let width = tilted.extents[1]
        #expect(tilted.weights[(row - 2) * width + column + 3] > 5 * tilted.weights[(row + 2) * width + column + 3])
    }

    @Test func refusals() {
        for rank in [0, 9, -1] {
            expectRefusal(of: "rank", saying: "expected 1 to 8, found \(rank)") { () throws(FilterError) in
                try Kernel.laplacian(rank: rank)
            }
            expectRefusal(of: "rank", saying: "expected 1 to 8") { () throws(FilterError) in
                try Kernel.unsharp(sigma: 1, amount: 1, rank: rank)
            }
        }
        expectRefusal(of: "amount", saying: "found nan") { () throws(FilterError) in
            try Kernel.unsharp(sigma: 1, amount: .nan)
        }
        expectRefusal(of: "sigma", saying: "found -1.0") { () throws(FilterError) in
            try Kernel.differenceOfGaussians(sigma: 1, sigma2: -1)
        }
        expectRefusal(of: "sigmaAcross", saying: "above 0") { () throws(FilterError) in
            try Kernel.orientedGaussian(sigmaAlong: 1, sigmaAcross: 0, angle: 0)
        }
        expectRefusal(of: "sigma", saying: "at most 2^24 weights") { () throws(FilterError) in
            try Kernel.orientedGaussian(sigmaAlong: 1e6, sigmaAcross: 1e6, angle: 0)
        }
        expectRefusal(of: "angle", saying: "found inf") { () throws(FilterError) in
            try Kernel.orientedGaussian(sigmaAlong: 1, sigmaAcross: 1, angle: .infinity)
        }
    }
}
