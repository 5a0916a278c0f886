import PointSpread
import TestSupport
import Testing

@Suite("Kernels whose rows are summed one by one, with a rim")
struct KernelRowTests {
    @Test("run by tiles as in the reference executor", arguments: InstructionSet.available)
    func rows(instructions: InstructionSet) throws {
        var random = SeededGenerator(seed: 31)
        for size in [3, 5] {
            for shape in [[1, 1], [2, 40], [9, 3], [23, 71], [40, 130, 3]] {
                for type in [ElementType.uint8, .uint16] {
                    let shape = try Shape(shape)
                    let image = try randomArray(of: type, shape: shape, using: &random)
                    let taps = (0..<size * size).map { _ in Double(Int.random(in: -3...5, using: &random)) }
                    let filter = try Pillow.kernel(
                        size: Size(width: size, height: size), kernel: taps, scale: 7.5, offset: 3)
                    var layout = Layout(shape: shape, elementType: type)
                    layout.channelAxis = shape.rank == 3 ? 2 : nil
                    let program = try filter.program(for: layout)
                    let executor = try #require(Plan.executor(.tiles, program, instructions: instructions))
                    let expected = try referenceResults(of: program, image)[0]
                    let found = try results(of: program, by: executor, image, threads: 2)[0]
                    if let words = try difference(found, expected) {
                        Issue.record("\(shape), \(type): \(words)\n\(program)")
                        return
                    }
                }
            }
        }
    }

    @Test("of other orders are not taken for them")
    func others() throws {
        let pass = Pass(
            kernel: PassKernel(axes: [0, 1], extents: [2, 2], weights: [1, 2, 3, 4]),
            geometry: [.same(count: 8, taps: 2, anchor: 0), .same(count: 8, taps: 2, anchor: 0)],
            border: [BorderPair(.replicate), BorderPair(.replicate)],
            accumulation: Accumulation(.float32, order: .groups(of: 4)), store: Store(.float32))
        let program = try FilterProgram(inputShape: Shape([8, 8]), inputType: .float32, passes: [pass])
        #expect(Plan.executor(.tiles, program) == nil)
    }
}

@Suite("Means of many samples of 16 bits")
struct WideMeanTests {
    @Test("are rounded to floats as in the reference executor", arguments: InstructionSet.available)
    func means(instructions: InstructionSet) throws {
        var random = SeededGenerator(seed: 32)
        for width in [30, 64, 75] {
            let image = try randomArray(of: .uint16, shape: Shape([25, width]), using: &random)
            let program = try OpenCV.blur(ksize: Size(width: 21, height: 21)).program(for: image.layout)
            let executor = try #require(Plan.executor(.wholeNumbers, program, instructions: instructions))
            let expected = try referenceResults(of: program, image)[0]
            let found = try results(of: program, by: executor, image, threads: 2)[0]
            #expect(try difference(found, expected) == nil, "\(width)\n\(program)")
        }
    }
}
