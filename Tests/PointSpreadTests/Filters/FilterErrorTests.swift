import PointSpread
import TestSupport
import Testing

@Suite("Filters refuse parameters without a meaning")
struct FilterErrorTests {
    private let plane = Layout(shape: [10, 12], elementType: .float32)
    private let volume = Layout(shape: [4, 10, 12], elementType: .float32)

    private func expectError(
        _ subject: String, _ code: FilterError.Code = .invalidParameter, found: String, _ words: String,
        in layout: Layout? = nil, sourceLocation: SourceLocation = #_sourceLocation,
        _ filter: () throws -> any Filter
    ) {
        do {
            let program = try filter().program(for: layout ?? plane)
            Issue.record("expected an error about \(subject), got\n\(program)", sourceLocation: sourceLocation)
        } catch let error as FilterError {
            #expect(error.subject == subject && error.code == code, "\(error)", sourceLocation: sourceLocation)
            #expect(
                error.found.contains(found) && "\(error)".contains(words), "\(error)", sourceLocation: sourceLocation)
            let isOneLine = !"\(error)".contains("\n") && ![error.expected, error.found, error.remedy].contains("")
            #expect(isOneLine, "\(error)", sourceLocation: sourceLocation)
        } catch { Issue.record(error, sourceLocation: sourceLocation) }
    }

    @Test(arguments: [-1, .nan, .infinity, -.infinity, -1e-300])
    func sigma(value: Double) {
        let filters: [any Filter] = [
            GaussianFilter(sigma: .samples(value)), GaussianFilter(sigma: [1, .samples(value)]),
            UnsharpMaskFilter(sigma: .samples(value)), LaplacianFilter(sigma: .samples(value)),
            DifferenceOfGaussiansFilter(sigma: 1, widerSigma: .samples(value)),
            GaussianFilter(sigma: .fullWidthAtHalfMaximum(.samples(value))),
        ]
        for filter in filters { expectError("sigma", found: "\(value)", "0 or more") { filter } }
    }

    @Test func gaussians() {
        expectError("sigma", found: "1.5 mm", "axis 0 has no spacing") { GaussianFilter(sigma: .millimetres(1.5)) }
        expectError("sigma", found: "1000000000.0", "2^20") { GaussianFilter(sigma: 1e9) }
        expectError("sigma", found: "3 values", "each of the 2 filtered axes") { GaussianFilter(sigma: [1, 2, 3]) }
        expectError("order", found: "1 values", "each of the 2 filtered axes") {
            GaussianFilter(sigma: [1, 1], order: [0])
        }
        expectError("order", found: "5", "0 to 4") { GaussianFilter(sigma: 1, order: 5) }
        expectError("order", found: "-1", "0 to 4") { GaussianFilter(sigma: 1, order: -1) }
        expectError("sigma", found: "0.0", "above 0 for a derivative") { GaussianFilter(sigma: 0, order: 1) }
        expectError("radius", found: "-1", "0 or more") { GaussianFilter(sigma: 1, radius: -1) }
        expectError("radius", found: "0", "1 or more for order 1") { GaussianFilter(sigma: 1, order: 1, radius: 0) }
        expectError("truncate", found: "nan", "above 0") { GaussianFilter(sigma: 1, truncate: .nan) }
        expectError("truncate", found: "-4.0", "above 0") { GaussianFilter(sigma: 1, truncate: -4) }
        expectError("border", found: "1 values", "each of the 2") {
            GaussianFilter(sigma: 1, border: .each([.init(.wrap)]))
        }
        expectError("border", found: "nan", "a number") { GaussianFilter(sigma: 1, border: .constant(.nan)) }
        expectError("sigma", found: "0.0", "above 0 for a derivative") { LaplacianFilter(sigma: 0) }
    }

    @Test func boxesAndMotion() {
        for width in [0, -3] { expectError("width", found: "\(width)", "1 to 2^24") { BoxFilter(width: width) } }
        for width in [0.5, .nan, .infinity] {
            expectError("width", found: "\(width)", "from 1") { BoxFilter(fractionalWidth: width) }
        }
        expectError("width", found: "1 values", "each of the 2") { BoxFilter(width: [3]) }
        for length in [0, -1, .nan, 5000] {
            expectError("length", found: "\(length)", "above 0") { MotionFilter(length: length, angle: 0) }
        }
        expectError("angle", found: "nan", "finite") { MotionFilter(length: 3, angle: .nan) }
        expectError("direction", found: "2.0", "-1 to 1") { MotionFilter(length: 3, angle: 0, direction: 2) }
        expectError("kernel", found: "rank 2", "rank 3", in: volume.filtering(.all)) {
            MotionFilter(length: 3, angle: 0)
        }
    }

    @Test func derivatives() {
        for kind in [DerivativeKernel.central, .sobel, .prewitt] {
            expectError("size", found: "4", "odd") { DerivativeFilter(along: 0, kind: kind, size: 4) }
            expectError("size", found: "1", "3 to 255") { GradientFilter(.magnitude, kind: kind, size: 1) }
        }
        expectError("size", found: "5", "Scharr") { DerivativeFilter(along: 0, kind: .scharr, size: 5) }
        expectError("axis of the derivative", .invalidAxes, found: "2", "10×12") { DerivativeFilter(along: 2) }
        expectError("axis of the derivative", .invalidAxes, found: "-3", "10×12") { DerivativeFilter(along: -3) }
        expectError("gradient", .invalidAxes, found: "3 axes", "two axes", in: volume.filtering(.all)) {
            GradientFilter(.orientation)
        }
        expectError("gradient", .invalidAxes, found: "0 axes", "at least one", in: plane.filtering([])) {
            GradientFilter(.magnitude)
        }
    }

    @Test func kernels() throws {
        let kernel = try Kernel([1, 2, 3], extents: [3])
        expectError("kernel", found: "rank 1", "rank 2 for the filtered axes [0, 1]") {
            CorrelationFilter(kernel: kernel)
        }
        expectError("kernel", found: "rank 1", "rank 2") { ConvolutionFilter(separable: [try Taps([1])]) }
        expectError("anchor", found: "3", "0 to 2") { CorrelationFilter(separable: [try Taps([1, 2, 3], anchor: 3)]) }
        expectError("anchor", found: "[0, 3]", "inside the extents") {
            CorrelationFilter(kernel: try Kernel([1, 2, 3], extents: [1, 3], anchor: [0, 3]))
        }
        expectError("kernel", found: "nan at tap 1", "finite") { CorrelationFilter(separable: [try Taps([1, .nan])]) }
        expectError("kernel", found: "none", "at least one tap") { CorrelationFilter(separable: [try Taps([])]) }
        expectError("kernel", found: "[0, 3]", "at least one tap") {
            CorrelationFilter(kernel: try Kernel([], extents: [0, 3]))
        }
        expectError("kernel", found: "2", "3 weights") { CorrelationFilter(kernel: try Kernel([1, 2], extents: [3])) }
    }

    @Test func unsharpMasks() {
        for amount in [Double.nan, .infinity] {
            expectError("amount", found: "\(amount)", "finite") { UnsharpMaskFilter(sigma: 1, amount: amount) }
        }
        for threshold in [-1, .nan, .infinity] {
            expectError("threshold", found: "\(threshold)", "0 or more") {
                UnsharpMaskFilter(sigma: 1, threshold: threshold)
            }
        }
    }

    @Test("from rank 3 on the axes must be said")
    func axes() {
        let gaussian = GaussianFilter(sigma: 1)
        expectError("axes", .invalidAxes, found: "none", "name the axes, such as 1 and 2 for the last two", in: volume)
        {
            gaussian
        }
        expectError("axes", .invalidAxes, found: "[0, 3]", "from 0 to 2", in: volume.filtering([0, 3])) { gaussian }
        expectError("axes", .invalidAxes, found: "[1, -2]", "different axes", in: volume.filtering([1, -2])) {
            gaussian
        }
        var coloured = volume
        coloured.channelAxis = 0
        expectError("axes", .invalidAxes, found: "[0, 1]", "channel axis 0", in: coloured.filtering([0, 1])) {
            gaussian
        }
        #expect(throws: Never.self) { try gaussian.program(for: coloured) }
        #expect(throws: Never.self) { try gaussian.program(for: volume.filtering([-1])) }
        #expect(throws: Never.self) { try gaussian.program(for: Layout(shape: [], elementType: .float32)) }
    }

    @Test func metadata() throws {
        func refused(_ roles: [AxisRole], _ shape: Shape, _ alpha: ImageMetadata.Alpha = .none) {
            var metadata = ImageMetadata(roles: roles)
            metadata.alpha = alpha
            #expect { try Image(NDArray<UInt8>(repeating: 0, shape: shape), metadata) } throws: {
                ($0 as? FilterError)?.code == .mismatch
            }
        }
        refused([.y], [2, 2])
        refused([.x, .x], [2, 2])
        refused([.y, .x], [2, 2], .straight)
        refused([.y, .x, .channel], [2, 2, 1], .straight)
        for distance in [0, -1, .nan, .infinity] { #expect(throws: FilterError.self) { try Spacing(distance, .metre) } }
        #expect(try Spacing(500, .micrometre).millimetres == 0.5)
    }
}
