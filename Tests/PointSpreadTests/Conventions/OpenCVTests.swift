import PointSpread
import TestSupport
import Testing

@Suite("OpenCV's functions by hand; the Python tests compare them with OpenCV")
struct OpenCVTests {
    private func filtered<Element: Sample>(
        _ samples: [Element], _ shape: [Int], _ filter: some Filter
    ) throws -> NDArray<Element> {
        try NDArray(samples, shape: try Shape(shape)).filtered(by: filter, axes: .all)
    }

    @Test("tables for small Gaussians, and half a sample to each side of the middle for even sizes")
    func gaussianKernels() throws {
        #expect(try OpenCV.getGaussianKernel(ksize: 5, sigma: 0).weights == [1, 4, 6, 4, 1].map { $0 / 16 })
        #expect(try OpenCV.getGaussianKernel(ksize: 2, sigma: 3).weights == [0.5, 0.5])
        #expect(throws: FilterError.self) { try OpenCV.getGaussianKernel(ksize: 0, sigma: 1) }
        #expect(throws: FilterError.self) { try OpenCV.getGaussianKernel(ksize: 3, sigma: .nan) }
    }

    @Test("bytes are rounded once, half up")
    func gaussianBlur() throws {
        let blur = try OpenCV.gaussianBlur(ksize: Size(width: 3, height: 1), sigmaX: 0)
        #expect(try filtered([0, 0, 255, 0, 2] as [UInt8], [1, 5], blur).elements == [0, 64, 128, 64, 1])
        #expect(throws: FilterError.self) { try OpenCV.gaussianBlur(ksize: Size(width: 2, height: 3), sigmaX: 1) }
        #expect(throws: FilterError.self) { try OpenCV.gaussianBlur(ksize: Size(width: 0, height: 3), sigmaX: 0) }
    }

    @Test func derivativeKernels() throws {
        let kernels = try OpenCV.getDerivKernels(dx: 2, dy: 1, ksize: 5)
        #expect(kernels.x.weights == [1, 0, -2, 0, 1])
        #expect(kernels.y.weights == [-1, -2, 0, 2, 1])
        #expect(throws: FilterError.self) { try OpenCV.getDerivKernels(dx: .max, dy: .max, ksize: -1) }
    }

    @Test("the original makes 1 of two zeros")
    func meanOfTwo() throws {
        let mean = try OpenCV.blur(ksize: Size(width: 2, height: 1))
        #expect(try filtered([0, 0, 0] as [UInt8], [1, 3], mean).elements == [1, 1, 1])
    }

    @Test func pyramids() throws {
        let samples: [UInt8] = [16, 16, 16, 16, 16, 16]
        #expect(try filtered(samples, [2, 3], try OpenCV.pyrDown()).shape == [1, 2])
        #expect(try filtered(samples, [2, 3], try OpenCV.pyrUp()).elements == [UInt8](repeating: 16, count: 24))
    }

    @Test("rows whose middle and ends are divided in different ways need no reference", arguments: [1, 3, 4])
    func stackBlurs(channels: Int) throws {
        var random = SeededGenerator(seed: UInt64(channels))
        let shape: Shape = [21, 75, channels]
        for type in [ElementType.uint8, .uint16, .int16, .float32] {
            var layout = Layout(shape: shape, elementType: type)
            layout.channelAxis = 2
            for size in [1, 3, 5, 9, 11, 31, 37, 101] {
                for ksize in [Size(width: size, height: size), Size(width: size, height: 5)] {
                    let program = try OpenCV.stackBlur(ksize: ksize).program(for: layout)
                    let plan = Plan(program, layout: layout)
                    #expect(plan.method != .reference, "\(type), \(ksize)")
                    let input = try randomArray(of: type, shape: shape, .wild, using: &random)
                    let expected = try referenceResults(of: program, input)[0]
                    for instructions in InstructionSet.available {
                        let executor = try #require(Plan.executor(plan.method, program, instructions: instructions))
                        let found = try results(of: program, by: executor, input, threads: 2)[0]
                        #expect(try difference(found, expected) == nil, "\(instructions), \(type), \(ksize)")
                    }
                }
            }
        }
    }

    @Test("sums of squares are not the squares of sums")
    func squares() throws {
        let box = try OpenCV.sqrBoxFilter(ddepth: .float64, ksize: Size(width: 3, height: 1), normalize: false)
        let layout = Layout(shape: [1, 4], elementType: .float64)
        #expect("\(try box.program(for: layout))".contains("sliding, difference of squares added"))
        #expect(try filtered([1, 2, 3, 4] as [Double], [1, 4], box).elements == [9, 14, 29, 34])
    }
}
