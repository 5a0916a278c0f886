import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// One Gaussian by every framework beside exact arithmetic.
@Suite struct ComparisonTests {
    private struct Table: Decodable {
        struct Row: Decodable {
            let framework: String
            let call: String
            let inputType: String
            let radius: Int
            let border: String
            let sums: String
            let rounding: String
            let inside: Difference
            let atTheRim: Difference
        }

        struct Difference: Decodable {
            let samples: Int
            let differing: Int
            let largest: Double
        }

        let shape: [Int]
        let rim: Int
        let rows: [Row]
        let refusals: [[String: String]]
    }

    private func table(_ line: String) throws -> Table {
        let outcome = try Tool.run("conventions compare --json \(line)")
        #expect(outcome.status == 0, "\(outcome.error)")
        return try JSONDecoder().decode(Table.self, from: outcome.output)
    }

    private static var names: [String] {
        Framework.all.filter { $0.counterparts.contains { $0.kind == .gaussian } }.map(\.name)
    }

    @Test func everyFrameworkHasARow() throws {
        let table = try table(Photo.chelsea)
        #expect(table.rows.map(\.framework) == ["pointspread"] + Self.names)
        #expect(table.refusals.isEmpty)
        #expect(table.shape == [300, 451, 3] && table.rim == 8)
        let text = try Tool.run("conventions compare \(Photo.chelsea)").text
        for name in Self.names { #expect(text.contains("\n\(name) ")) }
    }

    @Test func numbersAreThoseOfTheLibrary() throws {
        let photo = try Image<UInt8>(contentsOf: Photo.chelsea)
        let real = try photo.pixels.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        let exact = try Image(real, photo.metadata).filtered(by: GaussianFilter(sigma: 3, truncate: 9)).pixels
        let rows = try table("\(Photo.chelsea) --sigma 3").rows
        let opencv = try photo.filtered(by: OpenCV.gaussianBlur(ksize: Size(width: 0, height: 0), sigmaX: 3)).pixels
        let pillow = try photo.filtered(by: Pillow.gaussianBlur(radius: 3)).pixels
        for (name, result) in [("opencv", opencv), ("pillow", pillow)] {
            let row = try #require(rows.first { $0.framework == name })
            var (differing, largest) = (0, 0.0)
            for y in 12..<288 {
                for x in 12..<439 {
                    for c in 0..<3 {
                        let (found, expected) = (Double(result[y, x, c]), exact[y, x, c])
                        if found != expected.rounded(.toNearestOrEven) { differing += 1 }
                        largest = max(largest, (found - expected).magnitude)
                    }
                }
            }
            #expect(row.inside.samples == 276 * 427 * 3)
            #expect(row.inside.differing == differing, "\(name)")
            #expect(row.inside.largest == largest, "\(name)")
            #expect(row.atTheRim.samples == 300 * 451 * 3 - row.inside.samples)
        }
    }

    @Test func factsAreRead() throws {
        let rows = try table("").rows
        func row(_ name: String) throws -> Table.Row { try #require(rows.first { $0.framework == name }) }
        let opencv = try row("opencv")
        #expect(opencv.radius == 6 && opencv.border == "reflect101" && opencv.rounding == "half up, once")
        let scipy = try row("scipy.ndimage")
        #expect(scipy.radius == 8 && scipy.border == "symmetric" && scipy.rounding == "cut off, 2 times")
        #expect(scipy.sums == "float64")
        let pillow = try row("pillow")
        #expect(pillow.rounding == "half up, 6 times" && pillow.border == "replicate")
        #expect(try row("vips").rounding == "half up, 2 times")
        #expect(try row("skimage.filters").rounding == "none: float64")
        #expect(try row("fastai").border == "none, smaller")
        #expect(try row("keras").inputType == "float32" && row("keras").radius == 1)
        // Rounded once, and cut off at four standard deviations.
        let native = try row("pointspread")
        #expect(native.inside.largest < 0.53)
        // Rounding is all that is between these two and the exact numbers; a sample of scikit-image is a share of 255.
        #expect(try row("skimage.filters").inside.largest < 0.03)
    }

    @Test func thePageHasAllOfThem() throws {
        let folder = try TemporaryFolder()
        let path = folder / "page.html"
        let line = "conventions compare \(Photo.chelsea) --html \(path)"
        let outcome = try Tool.run(line)
        #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.error.isEmpty)
        let page = try String(contentsOfFile: path, encoding: .utf8)
        for name in Self.names + ["pointspread", "Exact", "The picture"] {
            #expect(page.contains("<b>\(name)"), "\(name)")
        }
        for name in Self.names { #expect(page.contains("<td>\(name) "), "\(name)") }
        let pictures = page.split(separator: "<img src=\"data:image/png;base64,").count - 1
        #expect(pictures == Self.names.count + 3)
        #expect(!page.contains("http://") && !page.contains("https://"))
        let again = try Tool.run(line)
        #expect(again.status == 1 && again.errorLines.count == 1 && again.error.contains("--force"))
        #expect(try Tool.run(line + " --force").status == 0)
    }

    @Test func wrongQuestions() throws {
        for (line, message) in [
            ("--sigma -1", "sigma: expected a number above 0"), ("--sigma nan", "sigma: expected a number above 0"),
        ] {
            let outcome = try Tool.run("conventions compare \(line)")
            #expect(outcome.status == 2 && outcome.errorLines.count == 1 && outcome.error.contains(message))
        }
        let folder = try TemporaryFolder()
        try NDArray<UInt16>(shape: [4, 4]) { UInt16($0[0]) }.write(to: folder / "wide.npy")
        let wide = try Tool.run("conventions compare \(folder / "wide.npy")")
        #expect(wide.status == 2 && wide.errorLines.count == 1 && wide.error.contains("uint8"), "\(wide.error)")
        let none = try Tool.run("conventions compare \(folder / "none.png")")
        #expect(none.status == 1 && none.errorLines.count == 1)
    }

    @Test("frameworks that refuse are named, and the others go on")
    func refusals() throws {
        let table = try table("--sigma 12")
        #expect(table.refusals.compactMap { $0["framework"] } == ["diplib"])
        #expect(table.rows.count == Self.names.count)
    }
}
