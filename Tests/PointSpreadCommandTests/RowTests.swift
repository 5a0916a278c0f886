import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

/// Filtering by rows, in less memory than the image takes.
@Suite struct RowTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 5)
        let samples = try randomArray(UInt8.self, shape: Shape([1100, 1000, 4]), using: &random)
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        let colours = try samples.sliced([.all, .all, .range(0..<3)]).contiguous()
        try Image(colours, metadata).write(to: folder / "rgb.png", options: WriteOptions(compressionLevel: 0))
        try colours.write(to: folder / "rgb.npy")
        metadata.alpha = .straight
        try Image(samples, metadata).write(to: folder / "rgba.png", options: WriteOptions(compressionLevel: 0))
        try randomArray(Float.self, shape: [90, 80, 200], using: &random).write(to: folder / "volume.npy")
    }

    private func object(_ outcome: Tool.Outcome) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any], "\(outcome.error)")
    }

    /// The bytes that a line writes without a limit and with a limit that leaves room for some rows.
    private func results(
        _ line: String, from input: String, to ending: String, limit: String
    ) throws -> (whole: Data, byRows: Data) {
        let start = "\(line) \(folder / input) --json --force -o "
        let whole = try object(Tool.run(start + (folder / "whole.\(ending)")))
        #expect(whole["rowsAtOnce"] is NSNull)
        let byRows = try object(Tool.run(start + (folder / "rows.\(ending)") + " --max-memory \(limit)"))
        let rows = try #require(byRows["rowsAtOnce"] as? Int, "\(byRows)")
        #expect(rows >= 1)
        return (
            try Data(contentsOf: URL(fileURLWithPath: folder / "whole.\(ending)")),
            try Data(contentsOf: URL(fileURLWithPath: folder / "rows.\(ending)"))
        )
    }

    static let lines = [
        ("gaussian --sigma 3", "rgb.png", "png", "39MB"), ("gaussian --sigma 3", "rgb.png", "npy", "39MB"),
        ("gaussian --sigma 3 --border x=wrap,y=edge --roles yxc", "rgb.npy", "png", "39MB"),
        ("box --width 9", "rgba.png", "png", "41MB"), ("gaussian --sigma 1 --linear-light", "rgba.png", "png", "41MB"),
        ("gaussian --sigma 2 --axes x,z", "volume.npy", "npy", "40MB"),
        ("gradient", "rgb.png", "png", "70MB"), ("laplacian --scale 0.25", "rgb.png", "npy", "70MB"),
        ("gaussian --sigma 1 --dtype uint16 --round down", "rgb.png", "png", "40MB"),
        ("gaussian --sigma 20 --accuracy 1e-3", "rgb.png", "png", "40MB"),
    ]

    @Test(arguments: lines) func resultsByRowsAreTheSameFiles(
        _ line: (command: String, input: String, ending: String, limit: String)
    ) throws {
        let (whole, byRows) = try results(line.command, from: line.input, to: line.ending, limit: line.limit)
        #expect(whole == byRows)
    }

    /// Transforms work in tiles of rows, which a band has to keep whole.
    @Test func transformsByRowsGiveTheSameFiles() throws {
        var random = SeededGenerator(seed: 6)
        try randomArray(UInt8.self, shape: [41, 41], using: &random).write(to: folder / "kernel.npy")
        try randomArray(UInt8.self, shape: [6000, 1000], using: &random).write(to: folder / "tall.npy")
        let line = "convolve --kernel \(folder / "kernel.npy") --normalize --tolerance 1e-4"
        let plan = try object(Tool.run("\(line) \(folder / "tall.npy") -o out.npy --dry-run --json"))
        #expect(plan["method"] as? String == "fourier" && plan["tolerance"] as? Double == 1e-4, "\(plan)")
        let enough = try #require(plan["memoryBytes"] as? Int)
        let (whole, byRows) = try results(line, from: "tall.npy", to: "npy", limit: "\(enough - 3_000_000)")
        #expect(whole == byRows)
        let refused = try Tool.run("\(line) \(folder / "tall.npy") -o out.npy --max-memory 36MB")
        #expect(refused.status != 0 && refused.errorLines.count == 1 && refused.error.contains("by tiles of"))
    }

    @Test func aDryRunSaysWhatIsNeeded() throws {
        let line = "gaussian --sigma 1 \(folder / "rgb.png") -o \(folder / "out.png") --max-memory 39MB --dry-run"
        let words = try Tool.run(line).text
        #expect(words.contains("of 1100 rows at a time"), "\(words)")
        let members = try object(Tool.run(line + " --json"))
        let bytes = try #require(members["memoryBytes"] as? Int)
        #expect(bytes <= 39_000_000)
        #expect(try folder.names.contains("out.png") == false)
    }

    @Test func whatAWriterTakesCounts() throws {
        func bytes(_ more: String) throws -> Int {
            let line = "gaussian --sigma 1 \(folder / "rgb.png") -o out.png --dry-run --json \(more)"
            return try #require(try object(Tool.run(line))["memoryBytes"] as? Int)
        }
        let pixels = 1100 * 1000
        #expect(try bytes("--format webp") - bytes("") >= 6 * pixels)
        #expect(try bytes("--format webp --lossless") - bytes("") >= 23 * pixels)
    }

    @Test func whatCannotBeDoneByRowsSaysWhy() throws {
        let start = "gaussian --sigma 1 \(folder / "rgb.png") -o \(folder / "out.png") --dry-run --max-memory 39MB"
        for (more, reason) in [
            ("--border wrap", "wrap takes rows from the other end"), ("--scale auto", "--scale auto looks at all"),
            ("--format pnm", "pnm is written as a whole"),
        ] {
            let outcome = try Tool.run("\(start) \(more)")
            #expect(outcome.status != 0)
            #expect(outcome.errorLines.count == 1 && outcome.error.contains(reason), "\(outcome.error)")
            #expect(outcome.error.contains("raise it to"), "\(outcome.error)")
        }
        let tight = try Tool.run(start + " --max-memory 5MB")
        #expect(tight.errorLines.count == 1 && tight.error.contains("even row by row"), "\(tight.error)")
        for amount in ["0", "5 apples", "-1", "many", "1e40GB"] {
            let outcome = try Tool.run(start.split(separator: " ").map(String.init) + ["--max-memory", amount])
            #expect(outcome.errorLines.count == 1 && outcome.error.contains("max-memory"), "\(outcome.error)")
        }
    }

    /// The image with chunks behind its samples.
    private func write(_ name: String, _ chunks: (kind: String, contents: [UInt8])...) throws {
        var file = PNGFile(Array(try Data(contentsOf: URL(fileURLWithPath: folder / "rgb.png"))))
        for chunk in chunks { file.insert(chunk.kind, chunk.contents) }
        try Data(file.bytes).write(to: URL(fileURLWithPath: folder / name))
    }

    @Test func whatFollowsTheSamplesIsCarriedAlong() throws {
        try write("late.png", ("tEXt", Array("Author\0behind".utf8)), ("tEXt", Array("Description\0a harbour".utf8)))
        for ending in ["png", "jpg", "tif"] {
            let (whole, byRows) = try results("gaussian --sigma 1", from: "late.png", to: ending, limit: "40MB")
            #expect(whole == byRows)
            #expect(try AnyImage(contentsOf: folder / "rows.\(ending)").metadata.summary == "a harbour")
        }
    }

    @Test func whatTurnsOutToBeTurnedIsReadAsAWhole() throws {
        let block: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
        try write("turned.png", ("eXIf", block))
        let line = "gaussian --sigma 1 \(folder / "turned.png") -o \(folder / "out.png")"
        let refused = try Tool.run(line + " --max-memory 39MB")
        #expect(refused.status == 1 && refused.errorLines.count == 1)
        #expect(refused.error.contains("max-memory: expected at most 39MB, found "), "\(refused.error)")
        #expect(refused.error.contains("because it is read as a whole"), "\(refused.error)")
        #expect(try Tool.run(line).status == 0)
        #expect(try AnyImage(contentsOf: folder / "out.png").pixels.shape == [1000, 1100, 3])
    }

    @Test func damageAtTheEndLeavesNoFile() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder / "rgb.png"))
        try data.dropLast(30).write(to: URL(fileURLWithPath: folder / "cut.png"))
        let line = "gaussian --sigma 1 \(folder / "cut.png") -o \(folder / "out.png") --max-memory 39MB"
        #expect(try Tool.run(line).status != 0)
        #expect(try folder.names.contains("out.png") == false)
    }
}
