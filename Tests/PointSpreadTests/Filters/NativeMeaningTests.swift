import PointSpread
import TestSupport
import Testing

/// The lines of the native convention's table that are about what filters mean: derivatives, angles, unsharp masks.
@Suite("The native convention, version 1: meanings")
struct NativeMeaningTests {
    /// x + 10 y, so that the derivatives are 1 and 10.
    private func ramp() throws -> NDArray<Float> { try NDArray(shape: [7, 9]) { Float($0[1]) + 10 * Float($0[0]) } }

    @Test("derivatives: 1 on a unit ramp, positive along increasing index", arguments: DerivativeKernel.allCases)
    func derivatives(kind: DerivativeKernel) throws {
        let ramp = try ramp()
        for (axis, slope) in [(0, Float(10)), (1, 1)] {
            let found = try ramp.derivative(along: axis, kind: kind)
            let inner = found[.range(1..<6), .range(1..<8)].elements
            #expect(inner.allSatisfy { abs($0 - slope) < 1e-5 }, "axis \(axis): \(inner)")
        }
        let squares = try NDArray<Double>(shape: [9, 9]) { Double($0[1] * $0[1] + $0[0] * $0[0]) }
        #expect(try squares.laplacian()[4, 4] == 4)
        #expect(
            abs(try NDArray<Double>(shape: [41, 41]) { Double($0[1] * $0[1]) }.laplacian(sigma: 1.5)[20, 20] - 2)
                < 1e-12)
    }

    @Test("of integers they are Float, and an error in place")
    func derivativesOfIntegers() throws {
        let bytes = try NDArray<UInt8>([10, 8, 2], shape: [3])
        let slope: NDArray<Float> = try bytes.derivative(along: 0)
        #expect(slope.elements == [-1, -4, -3])
        #expect(try AnyArray(bytes).derivative(along: 0).elementType == .float32)
        #expect(try NDArray<Int32>([1, 2, 4], shape: [3]).gradientMagnitude().elements == [0.5, 1.5, 1])
        #expect(try NDArray<Float16>([1, 2, 4], shape: [3]).derivative(along: 0).elements == [0.5, 1.5, 1])
        for work in [
            { try $0.differentiate(along: 0) }, { try $0.replaceByGradientMagnitude() },
            { try $0.replaceByLaplacian() }, { try $0.filter(by: GaussianFilter(sigma: 1, order: 1)) },
        ] as [(inout NDArray<UInt8>) throws -> Void] {
            var copy = bytes
            #expect { try work(&copy) } throws: { ($0 as? FilterError)?.code == .mismatch }
            #expect(copy == bytes)
        }
        #expect(throws: FilterError.self) { try bytes.filtered(by: DerivativeFilter(along: 0)) }
        #expect(throws: FilterError.self) { try bytes.results(of: GaussianFilter(sigma: 1), axes: .all) }
    }

    @Test("orientation is atan2(∂y, ∂x) in (−π, π]")
    func orientation() throws {
        func angle(_ x: Double, _ y: Double) throws -> Double {
            try NDArray<Double>(shape: [5, 5]) { x * Double($0[1]) + y * Double($0[0]) }.gradientOrientation()[2, 2]
        }
        #expect(try angle(1, 0) == 0)
        #expect(try angle(-1, 0) == .pi)
        #expect(try angle(0, 1) == .pi / 2)
        #expect(try angle(0, -1) == -.pi / 2)
        #expect(try angle(1, 1) == .pi / 4)
        #expect(try angle(-1, -1) == -3 * .pi / 4)
        #expect(try angle(0, 0) == 0)
    }

    @Test func gradients() throws {
        let image = try NDArray<Double>(shape: [5, 5]) { 3 * Double($0[1]) + 4 * Double($0[0]) }
        let components = try image.gradient()
        #expect(components.count == 2 && components[0][2, 2] == 4 && components[1][2, 2] == 3)
        #expect(try image.gradientMagnitude()[2, 2] == 5)
        #expect(try image.gradientMagnitude(axes: [1])[2, 2] == 3)
    }

    @Test("motion: degrees counter-clockwise from +x as displayed, rows counted downwards")
    func motion() throws {
        var image = try NDArray<Double>(repeating: 0, shape: [11, 11])
        image[5, 5] = 1
        func lit(_ angle: Double, direction: Double = 0) throws -> [(row: Int, column: Int)] {
            let filter = MotionFilter(length: 5, angle: angle, direction: direction)
            let response = try image.filtered(by: filter)
            let brightest = response.elements.max() ?? 0
            return (0..<121).map { ($0 / 11, $0 % 11) }.filter { response[$0.0, $0.1] > brightest * 0.999 }
        }
        #expect(try lit(0).map(\.row) == [5, 5, 5, 5, 5] && lit(0).map(\.column) == [3, 4, 5, 6, 7])
        #expect(try lit(90).map(\.column) == [5, 5, 5, 5, 5])
        let diagonal = try lit(45)
        #expect(diagonal.allSatisfy { $0.row + $0.column == 10 } && diagonal.contains { $0 == (4, 6) })
        // The head, which counts most, lies where the angle points: up is towards lower rows.
        #expect(try lit(90, direction: 1).map { [$0.row, $0.column] } == [[3, 5]])
        #expect(try lit(0, direction: 1).map { [$0.row, $0.column] } == [[5, 7]])
        #expect(try lit(180, direction: 1).map { [$0.row, $0.column] } == [[5, 3]])
        let sum = try image.motionBlurred(length: 6.3, angle: 17).elements.reduce(0, +)
        #expect(abs(sum - 1) < 1e-14)
    }

    @Test("unsharp: x + amount · (x − blur x) where the difference is above the threshold")
    func unsharp() throws {
        let line = try NDArray<Double>([10, 10, 10, 20, 20, 20, 21, 20, 20], shape: [9])
        let blur = try line.gaussianBlurred(sigma: 1)
        for (amount, threshold) in [(1.0, 0.0), (2.5, 0.5), (-0.5, 2), (1, 100)] {
            let found = try line.unsharpMasked(sigma: 1, amount: amount, threshold: threshold)
            for place in 0..<9 {
                let (x, difference) = (line[place], line[place] - blur[place])
                let expected = abs(difference) > threshold ? x.addingProduct(amount, difference) : x
                #expect(found[place] == expected, "\(amount) \(threshold) at \(place)")
            }
        }
    }

    @Test("unsharp: integers saturate, floats are not clipped")
    func unsharpRange() throws {
        let bytes = try NDArray<UInt8>([0, 0, 0, 255, 255, 255], shape: [6])
        let sharp = try bytes.unsharpMasked(sigma: 1, amount: 3).elements
        #expect(sharp == [0, 0, 0, 255, 255, 255])
        let floats = try NDArray<Float>([0, 0, 0, 1, 1, 1], shape: [6]).unsharpMasked(sigma: 1, amount: 3).elements
        #expect(floats[2] < -0.5 && floats[3] > 1.5)
        let flat = try NDArray<Float>([3, 3, 3], shape: [3])
        #expect(try flat.unsharpMasked(sigma: 2, amount: 100, threshold: 1e-6).elements == [3, 3, 3])
    }

    @Test func scaleOfGaussianDerivatives() throws {
        let ramp = try NDArray<Double>(shape: [31]) { Double($0[0]) }
        #expect(abs(try ramp.filtered(by: GaussianFilter(sigma: 2, order: 1))[15] - 1) < 1e-12)
        let parabola = try NDArray<Double>(shape: [41]) { Double($0[0] * $0[0]) / 2 }
        #expect(abs(try parabola.filtered(by: GaussianFilter(sigma: 2, order: 2))[20] - 1) < 1e-11)
        let layout = try NDArray<UInt8>(repeating: 0, shape: [9]).layout
        #expect(try GaussianFilter(sigma: 2, order: 1).program(for: layout).outputs[0].type == .float32)
    }
}
