import Foundation
import PointSpread
import PointSpreadIO
import Testing

// One at a time, because what the process grows by is measured.
@Suite("Limits for reading", .serialized)
struct ReadLimitsTests {
    /// Runs work and returns by how much the process has grown beyond its largest size so far, in bytes.
    private func growth(_ body: () throws -> Void) rethrows -> Int {
        func peak() -> Int {
            var usage = rusage()
            getrusage(.init(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) * 1024
        }
        let before = peak()
        try body()
        return peak() - before
    }

    /// Reads bytes through a pipe, whose length nobody knows beforehand.
    private func throughPipe(
        _ bytes: [UInt8], limits: ReadLimits = .standard, meaning: (FileSource) -> FileSource = { $0 }
    ) throws -> AnyArray {
        let pipe = Pipe()
        let writer = Thread {
            try? pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
            try? pipe.fileHandleForWriting.close()
        }
        signal(SIGPIPE, SIG_IGN)
        writer.start()
        defer { try? pipe.fileHandleForReading.close() }
        return try AnyArray(
            from: meaning(.descriptor(pipe.fileHandleForReading.fileDescriptor, named: "<pipe>")), limits: limits)
    }

    private func fixture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Fixtures/\(name)")))
    }

    /// The beginning of a PNG file that claims to be of some size.
    private func png(_ width: UInt32, _ height: UInt32) throws -> [UInt8] {
        var bytes = try fixture("grey8.png")
        for (place, value) in [(16, width), (20, height)] {
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * byte)) }
        }
        var sum = ~UInt32(0)
        for byte in bytes[12..<29] {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
        }
        for byte in 0..<4 { bytes[29 + byte] = UInt8(truncatingIfNeeded: ~sum >> (24 - 8 * UInt32(byte))) }
        return bytes
    }

    private func npy(_ sizes: [Int]) throws -> [UInt8] {
        NPYHeader(.float32, try Shape(sizes)).encoded() + [UInt8](repeating: 0, count: 60)
    }

    @Test("Headers that promise too much are refused before memory is taken")
    func lyingHeaders() throws {
        let files: [(bytes: [UInt8], known: FileError.Code, piped: FileError.Code)] = [
            (try png(60000, 60000), .limitExceeded, .limitExceeded),
            (try png(30000, 30000), .limitExceeded, .malformed),
            (try png(10000, 10000), .malformed, .malformed),
            (try png(1_000_000_000, 1), .limitExceeded, .limitExceeded),
            (try png(.max >> 1, .max >> 1), .limitExceeded, .limitExceeded),
            (try npy([1 << 40]), .truncated, .limitExceeded),
            (try npy([1 << 30]), .truncated, .truncated),
            (try npy([0, 1 << 50]), .limitExceeded, .limitExceeded),
            (try npy([1 << 50, 0, 4]), .limitExceeded, .limitExceeded),
            (Array("P5 60000 60000 255\n1234567890".utf8), .truncated, .limitExceeded),
            (Array("P6 20000 20000 255\n1234567890".utf8), .truncated, .truncated),
            (Array("P1 30000 30000\n1234567890".utf8), .truncated, .malformed),
            (Array("P3 20000 20000 255 1 2 3".utf8), .truncated, .truncated),
            (Array("P5 9000000000000000 9000000000000000 255\n".utf8), .truncated, .limitExceeded),
            (Array("P5 99999999999999999999 1 255\n".utf8), .malformed, .malformed),
            (
                Array("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 9223372036854775807\nMAXVAL 65535\nENDHDR\n".utf8), .truncated,
                .limitExceeded
            ),
            (Array("PF 20000 20000 -1.0\n1234567890".utf8), .truncated, .truncated),
        ]
        for (bytes, known, piped) in files {
            let grown = growth {
                let inMemory = #expect(throws: FileError.self) { try AnyArray(from: .bytes(bytes, named: "<memory>")) }
                #expect(inMemory?.code == known, "\(inMemory?.description ?? "")")
                let fromPipe = #expect(throws: FileError.self) { try throughPipe(bytes) }
                #expect(fromPipe?.code == piped, "\(fromPipe?.description ?? "")")
            }
            #expect(grown < 300 << 20, "\(String(decoding: bytes.prefix(40), as: UTF8.self))")
        }
    }

    @Test("Each limit names the flag that lifts it")
    func messages() throws {
        let image = try fixture("rgb8.png")
        let text = try fixture("text-bomb.png")
        let bomb = try fixture("bomb.png")
        for (bytes, limits, flag) in [
            (image, ReadLimits(pixels: 98), "--max-pixels"), (image, ReadLimits(bytes: 296), "--max-bytes"),
            (text, .standard, "--max-metadata"), (bomb, .standard, "--max-ratio"),
        ] {
            let error = #expect(throws: FileError.self) {
                try AnyArray(from: .bytes(bytes, named: "a"), limits: limits)
            }
            #expect(error?.code == .limitExceeded)
            #expect(error?.description.contains(flag) == true, "\(error?.description ?? "")")
        }
        #expect(throws: Never.self) { try AnyArray(from: .bytes(image, named: "a"), limits: ReadLimits(pixels: 99)) }
        #expect(throws: Never.self) { try AnyArray(from: .bytes(image, named: "a"), limits: ReadLimits(bytes: 297)) }
        let described = try AnyImage(from: .bytes(text, named: "a"), limits: ReadLimits(metadata: 64 << 20))
        #expect(described.metadata.summary.utf8.count == 20 << 20)
    }

    @Test("Small files that grow large are stopped, also where their size is unknown")
    func bombs() throws {
        let bomb = try fixture("bomb.png")
        let error = #expect(throws: FileError.self) { try throughPipe(bomb) }
        #expect(error?.code == .limitExceeded)
        #expect(error?.description.contains("--max-ratio") == true)
        #expect(try throughPipe(bomb, limits: .none).shape == [16500, 16500])
    }

    @Test("A chunk that claims to be long takes no memory")
    func longChunk() throws {
        var bytes = try fixture("text.png")
        // The length of the first chunk after the header.
        bytes.replaceSubrange(33..<37, with: [0x7F, 0xFF, 0xFF, 0xFF])
        let grown = growth {
            #expect(throws: FileError.self) { try AnyArray(from: .bytes(bytes, named: "a")) }
            #expect(throws: FileError.self) { try throughPipe(bytes) }
        }
        #expect(grown < 300 << 20)
    }

    @Test("Every recorded file can come through a pipe", arguments: RecordedFile.all)
    func pipes(_ recorded: RecordedFile) throws {
        let array = try throughPipe(recorded.bytes) { recorded.meant($0) }
        #expect(array.shape.sizes == recorded.shape)
        #expect(try bytes(of: array) == bytes(of: AnyArray(from: recorded.meant(.path(recorded.path)))))
    }
}
