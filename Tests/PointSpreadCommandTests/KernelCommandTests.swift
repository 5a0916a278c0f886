import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Kernels: as numbers, plots and files.
@Suite struct KernelCommandTests {
    /// What the tool prints about a kernel.
    private struct Facts: Decodable {
        let extents: [Int]
        let weights: [Double]
        let separable: Bool
    }

    private func kernel(_ line: String, _ more: String...) throws -> Facts {
        let outcome = try Tool.run(["kernel"] + line.split(separator: " ").map(String.init) + more + ["--json"])
        #expect(outcome.status == 0)
        return try JSONDecoder().decode(Facts.self, from: outcome.output)
    }

    @Test func numbersAreThoseOfTheLibrary() throws {
        let gaussian = try Taps.gaussian(sigma: 1.5)
        #expect(try kernel("gaussian --sigma 1.5").weights == gaussian.weights)
        let plane = try Kernel.outerProduct(of: [Taps.gaussian(sigma: 1), Taps.gaussian(sigma: 2, order: 1)])
        let wide = try kernel("gaussian --sigma x=2,y=1 --order x=1,y=0 --rank 2")
        #expect(wide.weights == plane.weights)
        #expect(wide.extents == plane.extents)
        #expect(wide.separable)
        #expect(try kernel("box --width 5.5").weights == Taps.box(fractionalWidth: 5.5).weights)
        let motion = try Kernel.motion(length: 9, angle: 30, direction: 1)
        #expect(
            try kernel("motion --length 9 --angle 30 --direction 1").weights == motion.weights)
        #expect(
            try kernel("derivative --kind forward --size 4").weights
                == Taps.derivative(.forward, size: 4).weights)
        #expect(try kernel("laplacian --rank 2").weights == [0, 1, 0, 1, -4, 1, 0, 1, 0])
        let oriented = try Kernel.orientedGaussian(sigmaAlong: 4, sigmaAcross: 1.5, angle: 30)
        #expect(try kernel("oriented --along 4 --across 1.5 --angle 30").weights == oriented.weights)
        let sharpening = try Kernel.unsharp(sigma: 1.5, amount: 0.8)
        #expect(try kernel("unsharp --sigma 1.5 --amount 0.8 --rank 2").weights == sharpening.weights)
        let difference = try Kernel.differenceOfGaussians(sigma: 1, sigma2: 1.6, rank: 1)
        #expect(try kernel("difference --sigma 1 --wider-sigma 1.6").weights == difference.weights)
    }

    @Test func textsOfKernels() throws {
        for text in ["1 2 1; 2 4 2; 1 2 1", "1,2,1;2,4,2;1,2,1;", "[[1,2,1],[2,4,2], [1, 2, 1]]"] {
            let given = try kernel("given --normalize --kernel", text)
            #expect(given.extents == [3, 3])
            #expect(given.weights == [1, 2, 1, 2, 4, 2, 1, 2, 1].map { $0 / 16.0 })
        }
        #expect(try kernel("given --kernel", "1/4 1/2 1/4").extents == [3])
        #expect(try kernel("given --kernel", "1 2 1;").extents == [1, 3])
        #expect(try kernel("given --kernel", "[[[1],[-2]]]").extents == [1, 2, 1])
    }

    @Test func operationsAreCounted() throws {
        func line(_ words: String, _ kernel: String...) throws -> String? {
            let outcome = try Tool.run(words.split(separator: " ").map(String.init) + kernel)
            return outcome.text.split(separator: "\n").first { $0.hasPrefix("operations") }.map(String.init)
        }
        #expect(
            try line("kernel gaussian --sigma 2 --rank 2")
                == "operations 34 per sample separated (17 + 17), 289 as they stand")
        #expect(
            try line("kernel gaussian --sigma 1 --rank 3")
                == "operations 27 per sample separated (9 + 9 + 9), 729 as they stand")
        #expect(try line("kernel laplacian --rank 2") == "operations 5 per sample")
        // A tap of 0 is none.
        #expect(
            try line("kernel given --kernel", "1 2 1; 0 0 0; -1 -2 -1")
                == "operations 5 per sample separated (2 + 3), 6 as they stand")
    }

    @Test func printedNumbersReadBack() throws {
        let text = try Tool.run("kernel gaussian --sigma 1").text
        let lines = text.split(separator: "\n")
        #expect(lines.prefix(3).map { $0.prefix { $0 != " " } } == ["extents", "anchor", "sum"])
        let weights = lines.dropFirst(3).compactMap { Double($0.drop { $0 == " " }) }
        #expect(try weights == Taps.gaussian(sigma: 1).weights)
    }

    @Test func plots() throws {
        let bars = try Tool.run("kernel gaussian --sigma 1 --plot").text.split(separator: "\n")
        #expect(bars.count == 9)
        #expect(bars[4].hasSuffix("│" + String(repeating: "█", count: 48)))
        let blocks = try Tool.run("kernel derivative --kind sobel --plot").text.split(separator: "\n")
        #expect(blocks.prefix(5) == ["+------+", "|--  ▒▒|", "|##  ██|", "|--  ▒▒|", "+------+"])
        #expect(try Tool.run("kernel gaussian --sigma 1 --rank 3 --plot").status == 2)
    }

    @Test(arguments: ["npy", "csv", "txt"])
    func filesReadBack(ending: String) throws {
        let folder = try TemporaryFolder()
        let path = folder / "kernel.\(ending)"
        #expect(try Tool.run("kernel motion --length 9 --angle 30 -o \(path)").status == 0)
        let read = try kernel("given --kernel \(path)")
        let motion = try Kernel.motion(length: 9, angle: 30)
        #expect(read.weights == motion.weights)
        #expect(read.extents == motion.extents)
        let again = try Tool.run("kernel motion --length 9 --angle 30 -o \(path)")
        #expect(again.status == 1)
        #expect(again.error.contains("--force"))
        #expect(try Tool.run("kernel motion --length 9 --angle 30 --force -o \(path)").status == 0)
    }

    @Test(arguments: ["gaussian --sigma 2", "derivative --size 5", "laplacian --sigma 2 --rank 2"])
    func drawingsAreSoundXML(line: String) throws {
        let folder = try TemporaryFolder()
        #expect(try Tool.run("kernel \(line) -o \(folder / "kernel.svg")").status == 0)
        let text = try String(contentsOfFile: folder / "kernel.svg", encoding: .utf8)
        #expect(text.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
        #expect(text.hasSuffix("</svg>\n"))
        for element in ["text", "title", "svg"] {
            #expect(
                text.split(separator: "<\(element)", omittingEmptySubsequences: false).count
                    == text.split(separator: "</\(element)>", omittingEmptySubsequences: false).count)
        }
    }

    @Test func wrongKernels() throws {
        let length = try Tool.run("kernel gaussian --sigma 2mm")
        #expect(length.status == 2)
        #expect(length.error.contains("a kernel by itself has no spacing"))
        #expect(try Tool.run("kernel gaussian --sigma 2 --rank 4").status == 2)
        #expect(try Tool.run("kernel gaussian --sigma 2 -o kernel.bmp").error.contains("expected a name that ends in"))
    }
}
