import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// Ctrl-C: the first finishes the current file, the second ends the process at once; neither leaves half a file.
@Suite(.serialized) struct InterruptionTests {
    private let inputs: TemporaryFolder
    private let results: TemporaryFolder
    private static let count = 30

    init() throws {
        inputs = try TemporaryFolder()
        results = try TemporaryFolder()
        let array = try NDArray<Float>(shape: [500, 500]) { Float($0[0] ^ $0[1]) }
        for index in 0..<Self.count { try array.write(to: inputs / "\(10 + index).npy") }
    }

    /// Starts a batch of slow files, and waits until the first is done.
    private func start() throws -> Running {
        let line = "gaussian --sigma 60 --threads 1 --json"
        let run = try Running(
            Tool.path, line.split(separator: " ").map(String.init) + [inputs.path, "-o", results.path], input: nil)
        try run.wait { try run.outputSoFar.contains("\n") }
        return run
    }

    /// Every result is whole.
    private func checkResults() throws -> Int {
        for name in try results.names {
            #expect(!name.hasPrefix("."))
            #expect(try NDArray<Float>(contentsOf: results / name).shape == [500, 500])
        }
        return try results.names.count
    }

    @Test func firstFinishesTheCurrentFile() throws {
        let run = try start()
        run.interrupt()
        let outcome = try run.finish()
        #expect(outcome.status == 130)
        #expect(outcome.error.contains("pointspread: interrupted after"))
        let done = try checkResults()
        #expect(done >= 1 && done < Self.count)
        #expect(outcome.text.split(separator: "\n").count == done)
    }

    @Test func secondStopsAtOnce() throws {
        let run = try start()
        run.interrupt()
        // Two signals that are sent together may arrive as one.
        try run.wait { try run.errorSoFar.contains("press Ctrl-C again") }
        run.interrupt()
        let outcome = try run.finish()
        #expect(outcome.status == 130)
        #expect(try checkResults() < Self.count)
    }
}
