import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("Damaged files give an error or an image, never a crash")
struct DamagedFileTests {
    /// Damage may turn a small size into a large one: the limits keep each attempt small.
    private static let limits = ReadLimits(pixels: 1_000_000, bytes: 10_000_000, metadata: 1_000_000)

    /// Errors that damage may cause.
    private static let codes: Set<FileError.Code> = [
        .malformed, .truncated, .limitExceeded, .unsupportedFormat, .mismatch,
    ]

    @Test("Cut off at every twentieth of the length", arguments: RecordedFile.all)
    func truncated(_ recorded: RecordedFile) throws {
        let bytes = try recorded.bytes
        for part in 0..<20 {
            let error = read(Array(bytes.prefix(bytes.count * part / 20)), recorded)
            // Without samples nothing is missing; a plain text file may end in the middle of its last number, and a
            // padded one in the padding.
            if recorded.samples.isEmpty || recorded.file.contains("padded") { continue }
            #expect(error != nil, "\(part)/20 of \(recorded.file) was read as if it were complete")
        }
    }

    @Test("200 bits flipped, one at a time", arguments: RecordedFile.all)
    func flipped(_ recorded: RecordedFile) throws {
        let bytes = try recorded.bytes
        let seed: UInt64 = 20_261_121
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bit = Int.random(in: 0..<bytes.count * 8, using: &generator)
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            let error = read(damaged, recorded)
            if let error {
                #expect(Self.codes.contains(error.code), "bit \(bit) of \(recorded.file), seed \(seed): \(error)")
            }
        }
    }

    @Test("Bytes at random after an intact beginning", arguments: RecordedFile.all)
    func random(_ recorded: RecordedFile) throws {
        let bytes = try recorded.bytes
        let seed: UInt64 = 7
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let intact = Int.random(in: 0..<bytes.count, using: &generator)
            let damaged = bytes.prefix(intact) + (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if let error = read(Array(damaged), recorded) {
                #expect(
                    Self.codes.contains(error.code), "after byte \(intact) of \(recorded.file), seed \(seed): \(error)")
            }
        }
    }

    /// Reads as the format that the file had, and as what it seems to be now.
    private func read(_ bytes: [UInt8], _ recorded: RecordedFile) -> FileError? {
        var result: FileError?
        for format in [nil, FileFormat(extensionOf: recorded.file)] {
            do {
                let array = try AnyArray(
                    from: recorded.meant(.bytes(bytes, named: recorded.file)), format: format, limits: Self.limits)
                #expect(array.shape.elementCount * array.elementType.size <= Self.limits.bytes)
            } catch {
                result = error
                #expect(!error.description.contains { $0.isNewline })
            }
        }
        return result
    }
}
