import PointSpread
import TestSupport
import Testing

@Suite("Motion kernel")
struct MotionKernelTests {
    static let seed: UInt64 = 0x5eed_0002

    @Test("lines along the axes are worked out by hand")
    func alongAxes() throws {
        #expect(try Kernel.motion(length: 1, angle: 0) == Kernel([1], extents: [1, 1]))
        #expect(try Kernel.motion(length: 3, angle: 0) == Kernel([1 / 3.0, 1 / 3.0, 1 / 3.0], extents: [1, 3]))
        #expect(try Kernel.motion(length: 4, angle: 180).weights == [0.125, 0.25, 0.25, 0.25, 0.125])
        #expect(try Kernel.motion(length: 4, angle: 90).extents == [5, 1])
        #expect(try Kernel.motion(length: 4, angle: -90).weights == [0.125, 0.25, 0.25, 0.25, 0.125])
        #expect(try Kernel.motion(length: 1e-300, angle: 20).weights == [1])
    }

    @Test("a diagonal passes through corners and has no other cells")
    func diagonal() throws {
        let kernel = try Kernel.motion(length: 4, angle: 45)
        let (corner, middle) = (0.5 - 0.125.squareRoot() / 2, 0.125.squareRoot())
        #expect(kernel.extents == [3, 3])
        #expect(greatestDifference(kernel.weights, [0, 0, corner, 0, middle, 0, corner, 0, 0]) < 1e-16)
        #expect(kernel.weights.filter { $0 != 0 }.count == 3)
        #expect(try Kernel.motion(length: 4, angle: -45).weights[0] == kernel.weights[2])
    }

    @Test("the angle runs counter-clockwise as displayed, and the head is where it points")
    func direction() throws {
        let right = try Kernel.motion(length: 3, angle: 0, direction: 1)
        #expect(greatestDifference(right.weights, [1 / 9.0, 3 / 9.0, 5 / 9.0]) < 1e-16)
        let up = try Kernel.motion(length: 3, angle: 90, direction: 1)
        #expect(up.weights == right.weights.reversed())
        #expect(try Kernel.motion(length: 3, angle: 0, direction: -1).weights == right.weights.reversed())
        // Counter-clockwise from +x by a little: the right end goes up, to row 0.
        let tilted = try Kernel.motion(length: 5, angle: 20)
        #expect(tilted.weights[0] == 0 && tilted.weights[tilted.extents[1] - 1] > 0)
    }

    @Test("random lines equal a brute-force sampling of the line, sum to 1 and are as small as can be")
    func bruteForce() throws {
        var random = SeededGenerator(seed: Self.seed)
        for _ in 0..<40 {
            let length = Double.random(in: 0.2..<25, using: &random)
            let angle = Double.random(in: -400..<400, using: &random)
            let direction = Double.random(in: -1...1, using: &random)
            let kernel = try Kernel.motion(length: length, angle: angle, direction: direction)
            let (rows, columns) = (kernel.extents[0], kernel.extents[1])
            let (sine, cosine) = Elementary.sineCosine(degrees: angle)
            var brute = Array(repeating: 0.0, count: rows * columns)
            let samples = 20000
            for sample in 0..<samples {
                let s = (Double(sample) + 0.5) / Double(samples) * 2 - 1
                let row = rows / 2 + Int((-s * length / 2 * sine).rounded())
                let column = columns / 2 + Int((s * length / 2 * cosine).rounded())
                brute[row * columns + column] += (1 + direction * s) / Double(samples)
            }
            let comment: Comment = "seed \(Self.seed): length \(length), angle \(angle), direction \(direction)"
            #expect(greatestDifference(kernel.weights, brute) < 2.1 / Double(samples), comment)
            #expect(abs(kernel.sum - 1) < 4e-16, comment)
            #expect(rows % 2 == 1 && columns % 2 == 1 && kernel.anchor == [rows / 2, columns / 2], comment)
            #expect(kernel.weights.prefix(columns).contains { $0 != 0 }, comment)
            #expect(stride(from: 0, to: rows * columns, by: columns).contains { kernel.weights[$0] != 0 }, comment)
        }
    }

    @Test("without a direction a half turn gives the same bits")
    func symmetry() throws {
        for angle in stride(from: 0.0, to: 360, by: 7.5) {
            let kernel = try Kernel.motion(length: 17.3, angle: angle)
            #expect(kernel.turned == kernel)
            #expect(try Kernel.motion(length: 17.3, angle: angle + 180) == kernel)
        }
    }

    @Test func refusals() {
        for length in [0, -1, .nan, .infinity, 4097] {
            expectRefusal(of: "length", saying: "found \(length)") { () throws(FilterError) in
                try Kernel.motion(length: length, angle: 0)
            }
        }
        for angle in [Double.nan, .infinity] {
            expectRefusal(of: "angle", saying: "found \(angle)") { () throws(FilterError) in
                try Kernel.motion(length: 3, angle: angle)
            }
        }
        for direction in [1.01, -2, .nan] {
            expectRefusal(of: "direction", saying: "found \(direction)") { () throws(FilterError) in
                try Kernel.motion(length: 3, angle: 0, direction: direction)
            }
        }
    }
}
