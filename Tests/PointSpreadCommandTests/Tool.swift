import Foundation
import Testing

/// The built executable, run as a user runs it.
struct Tool {
    /// What a run left behind.
    struct Outcome {
        let status: Int32
        let output: Data
        let error: String

        /// The standard output as text.
        var text: String { String(decoding: output, as: UTF8.self) }

        /// The lines on the standard error.
        var errorLines: [String] { error.split(separator: "\n").map(String.init) }
    }

    /// Next to the tests, where the package manager puts both.
    static let path: String = {
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
            let folder = bundle.bundleURL.deletingLastPathComponent()
        #else
            let folder = Bundle.main.bundleURL
        #endif
        return folder.appending(path: "pointspread").path
    }()

    /// Runs the tool to its end.
    static func run(_ arguments: [String], input: String? = nil) throws -> Outcome {
        let run = try Running(path, arguments, input: input)
        return try run.finish()
    }

    /// Runs the tool to its end; the arguments are the words of a line.
    static func run(_ line: String, _ more: String..., input: String? = nil) throws -> Outcome {
        try run(line.split(separator: " ").map(String.init) + more, input: input)
    }

    /// Runs a line of the shell, in which `$0` is the tool.
    static func shell(_ line: String, _ arguments: [String]) throws -> Outcome {
        try Running("/bin/sh", ["-c", line, path] + arguments, input: nil).finish()
    }
}

/// A run that has begun.
final class Running {
    private let process = Process()
    private let folder: TemporaryFolder
    private let output: FileHandle
    private let error: FileHandle

    /// Starts an executable, whose outputs go to files: these never fill up as pipes do.
    init(_ path: String, _ arguments: [String], input: String?) throws {
        folder = try TemporaryFolder()
        for name in ["output", "error"] { _ = FileManager.default.createFile(atPath: folder / name, contents: nil) }
        output = try FileHandle(forWritingTo: URL(fileURLWithPath: folder / "output"))
        error = try FileHandle(forWritingTo: URL(fileURLWithPath: folder / "error"))
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input ?? "/dev/null"))
        process.standardOutput = output
        process.standardError = error
        try process.run()
    }

    /// What has been written to the standard output so far.
    var outputSoFar: String { get throws { try String(contentsOfFile: folder / "output", encoding: .utf8) } }

    /// What has been written to the standard error so far.
    var errorSoFar: String { get throws { try String(contentsOfFile: folder / "error", encoding: .utf8) } }

    /// Waits until a condition holds, or the process has ended.
    func wait(until condition: () throws -> Bool) throws {
        while process.isRunning, try !condition() { Thread.sleep(forTimeInterval: 0.002) }
    }

    /// Does what Ctrl-C does.
    func interrupt() { process.interrupt() }

    /// Waits for the end.
    func finish() throws -> Tool.Outcome {
        process.waitUntilExit()
        return Tool.Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: try Data(contentsOf: URL(fileURLWithPath: folder / "output")), error: try errorSoFar)
    }
}

/// A folder that is gone with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "pointspread-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The names of what is in the folder, hidden files too.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}

/// The photographs that come with the package.
enum Photo {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

    static let astronaut = folder.appending(path: "astronaut.png").path
    static let chelsea = folder.appending(path: "chelsea.png").path
}
