import PointSpread
import TestSupport
import Testing

@Suite("Tiles, whose rows are read and written where they lie")
struct TileReadingTests {
    private static let borders: [Border] = [.constant(1.5), .replicate, .symmetric, .reflect101, .wrap]

    @Test(
        "begin anywhere in a line of the cache, and write nothing around them",
        arguments: [0.6, 2, 3.1, 4.5] as [Length])
    func offsets(sigma: Length) throws {
        var random = SeededGenerator(seed: 11)
        for type in [ElementType.float32, .float64] {
            for offset in 0..<17 {
                let start = random
                let columns = offset..<offset + Int.random(in: 1...120 - offset, using: &random)
                let image = try randomArray(of: type, shape: Shape([37, 120]), using: &random)
                let target = try randomArray(of: type, shape: image.shape, using: &random)
                let before = AnyArray(try target.buffer.copied())
                let view = image[.all, .range(columns)]
                let filter = GaussianFilter(
                    sigma: sigma, border: .everywhere(Self.borders[offset % Self.borders.count]))
                let program = try filter.program(for: view.layout)
                let expected = try referenceResults(of: program, view)[0]
                for instructions in InstructionSet.available {
                    let executor = try #require(Plan.executor(.tiles, program, instructions: instructions))
                    let result = target[.all, .range(columns)]
                    try executor.run(view.buffer, into: [result.buffer], threads: 1)
                    let words =
                        try difference(result, expected)
                        ?? difference(target[.all, .range(0..<offset)], before[.all, .range(0..<offset)])
                        ?? difference(
                            target[.all, .range(columns.upperBound..<120)],
                            before[.all, .range(columns.upperBound..<120)])
                    if let words {
                        Issue.record("\(start), \(instructions), columns \(columns): \(words)\n\(program)")
                        return
                    }
                }
            }
        }
    }

    @Test("lie as far apart as a high power of two, which is too far to be read there")
    func powersOfTwo() throws {
        var random = SeededGenerator(seed: 12)
        let image = try randomArray(of: .float64, shape: Shape([24, 8192]), using: &random)
        let program = try GaussianFilter(sigma: 0.6, border: .reflect101).program(for: image.layout)
        let expected = try referenceResults(of: program, image)[0]
        for instructions in InstructionSet.available {
            let executor = try #require(Plan.executor(.tiles, program, instructions: instructions))
            let found = try results(of: program, by: executor, image)[0]
            #expect(try difference(found, expected) == nil, "\(instructions)")
        }
    }

    @Test(
        "are written past the caches where they are many, at any place", arguments: [0, 4, 15],
        [[5824, 2928], [37120, 240], [9600, 640, 3]])
    func streams(offset: Int, shape: [Int]) throws {
        var random = SeededGenerator(seed: 13)
        let image = try randomArray(of: .float32, shape: Shape(shape), using: &random)
        let columns = offset..<offset + shape[1] - 16
        let view = image[.all, .range(columns)]
        // A reach at which rows are turned.
        let program = try GaussianFilter(sigma: 4).program(for: view.layout.filtering([0, 1]))
        let lines = try #require(Plan.executor(.lines, program))
        let expected = try results(of: program, by: lines, view, threads: 2)[0]
        let target = AnyArray(try ArrayBuffer(uninitialized: image.shape, of: .float32))[.all, .range(columns)]
        for instructions in InstructionSet.available {
            let executor = try #require(Plan.executor(.tiles, program, instructions: instructions))
            try executor.run(view.buffer, into: [target.buffer], threads: 2)
            #expect(try difference(target, expected) == nil, "\(instructions)")
        }
    }

    @Test(
        "go on from what a thread has done before, wherever threads meet",
        arguments: [ElementType.float32, .uint8], [false, true])
    func sharing(type: ElementType, isRowsFirst: Bool) throws {
        var random = SeededGenerator(seed: 14)
        for shape in [[1003, 160], [37, 64, 70], [6, 61, 500]] as [[Int]] {
            let image = try randomArray(of: type, shape: Shape(shape), using: &random)
            let layout = image.layout.filtering([-2, -1])
            var program = try GaussianFilter(sigma: 4.5, border: .wrap).program(for: layout)
            if isRowsFirst {
                guard type == .float32 else { continue }
                program = try FilterProgram(
                    inputShape: image.shape, inputType: type, passes: program.branches[0].reversed())
            }
            let lines = try #require(Plan.executor(.lines, program))
            let expected = try results(of: program, by: lines, image)[0]
            let tiles = try #require(Plan.executor(.tiles, program))
            for threads in 1...6 {
                let found = try results(of: program, by: tiles, image, threads: threads)[0]
                #expect(try difference(found, expected) == nil, "\(threads) threads, \(program)")
            }
        }
    }
}
