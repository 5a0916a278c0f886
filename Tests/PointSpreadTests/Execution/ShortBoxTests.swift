import PointSpread
import TestSupport
import Testing

@Suite("Means of boxes over samples of 16 bits")
struct ShortBoxTests {
    private static func isShort(_ executor: any Executor) -> Bool { "\(type(of: executor))" == "ShortBoxRun" }

    private static let borders: [Border] = [.reflect101, .replicate, .symmetric, .constant(0)]

    @Test("equal the reference at any size, border and stride", arguments: borders)
    func equalReference(border: Border) throws {
        var random = SeededGenerator(seed: 12)
        let sizes = [(1, 2), (2, 1), (3, 3), (5, 5), (4, 7), (17, 1), (1, 23), (21, 33), (70, 3), (181, 181)]
        for (shape, step) in [([12, 1104, 1], 1), ([23, 48, 3], 3), ([9, 8, 5], 5), ([3, 16, 1], 1)] {
            for type in [ElementType.uint16, .int16] {
                var layout = Layout(shape: try Shape(shape), elementType: type)
                if step > 1 { layout.channelAxis = 2 }
                for (width, height) in sizes where shape[0] * height < 4000 {
                    let filter = try OpenCV.blur(ksize: Size(width: width, height: height), borderType: border)
                    let program = try filter.program(for: try layout.filtering([0, 1]))
                    var input = try randomArray(
                        of: type, shape: layout.shape, random.next() % 2 == 0 ? .wild : .small, using: &random)
                    if random.next() % 3 == 0 { input = try scattered(input, using: &random) }
                    let expected = try referenceResults(of: program, input)[0]
                    for instructions in InstructionSet.available {
                        let tileWidth = [nil, nil, 7][Int(random.next() % 3)]
                        let short = try #require(
                            Plan.executor(.wholeNumbers, program, instructions: instructions, tileWidth: tileWidth))
                        #expect(Self.isShort(short), "\(width) by \(height)")
                        var found = try results(of: program, by: short, input, threads: 2)[0]
                        if random.next() % 3 == 0 {
                            found = try scattered(found, using: &random)
                            try short.run(input.buffer, into: [found.buffer], threads: 1)
                        }
                        #expect(
                            try difference(found, expected) == nil,
                            "\(type), \(shape), \(width) by \(height), \(instructions), tiles of \(tileWidth ?? 0)")
                    }
                }
            }
        }
    }
}
