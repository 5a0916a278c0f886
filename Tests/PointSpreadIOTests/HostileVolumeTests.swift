import Foundation
import PointSpread
import PointSpreadIO
import Testing

// One at a time, because what the process grows by is measured.
@Suite("NIfTI and zip files that lie are refused, with little memory", .serialized)
struct HostileVolumeTests {
    private func fixture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Fixtures/Volumes/\(name)")))
    }

    /// A fixture with some bytes replaced.
    private func changed(_ name: String, _ changes: (at: Int, bytes: [UInt8])...) throws -> [UInt8] {
        var file = try fixture(name)
        for change in changes { file.replaceSubrange(change.at..<change.at + change.bytes.count, with: change.bytes) }
        return file
    }

    private func error(_ bytes: [UInt8], limits: ReadLimits = .standard) -> FileError? {
        #expect(throws: FileError.self) { try AnyArray(from: .bytes(bytes, named: "a"), limits: limits) }
    }

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

    @Test("Headers that break the rules")
    func headers() throws {
        let plain = "int16-1.nii"
        let cases: [(bytes: [UInt8], code: FileError.Code)] = [
            (try changed(plain, (40, [0, 0])), .malformed), (try changed(plain, (40, [8, 0])), .malformed),
            (try changed(plain, (40, [0xFF, 0xFF])), .malformed), (try changed(plain, (42, [0, 0])), .malformed),
            (try changed(plain, (42, [0xFF, 0xFF])), .malformed), (try changed(plain, (72, [8, 0])), .malformed),
            (try changed(plain, (70, [3, 0])), .malformed), (try changed(plain, (70, [0, 0])), .unsupportedFormat),
            (try changed(plain, (70, [32, 0])), .unsupportedFormat),
            (try changed(plain, (70, [0x00, 0x06])), .unsupportedFormat),
            (try changed(plain, (344, Array("ni1".utf8))), .unsupportedFormat),
            (try changed(plain, (344, [0, 0, 0])), .unsupportedFormat),
            (try changed(plain, (344, Array("n-1".utf8))), .malformed),
            (try changed("int16-2.nii", (4, Array("ni2".utf8))), .unsupportedFormat),
            (try changed("int16-2.nii", (8, [0x0A, 0x0A, 0x1A, 0x0A])), .malformed),
            // The place of the first sample: inside the header, no whole number, NaN, far away.
            (try changed(plain, (108, [0, 0, 0x80, 0x3F])), .malformed),
            (try changed(plain, (108, [0, 0x40, 0xB0, 0x43])), .malformed),
            (try changed(plain, (108, [0, 0, 0xC0, 0x7F])), .malformed),
            (try changed(plain, (108, [0, 0, 0x80, 0x4C])), .limitExceeded),
            (try changed(plain, (112, [0, 0, 0x80, 0x3F, 0, 0, 0x80, 0x7F])), .malformed),
            // Seven axes, the last of size 2.
            (try changed(plain, (40, [7, 0]), (54, [2, 0])), .unsupportedFormat),
            // 64-bit sizes: negative, and whose product is too large.
            (try changed("int16-2.nii", (24, [UInt8](repeating: 0xFF, count: 8))), .malformed),
            (
                try changed("int16-2.nii", (24, [UInt8](repeating: 0xFF, count: 7) + [0x7F]), (32, [0, 0, 1])),
                .malformed
            ),
            (try changed("int16-2.nii", (30, [0x10])), .truncated),
        ]
        let grown = growth {
            for (index, (bytes, code)) in cases.enumerated() {
                #expect(error(bytes)?.code == code, "case \(index)")
                let compressed = gzip(bytes)
                let inside = error(compressed)
                #expect(inside?.code == code || code == .truncated && inside?.code == .limitExceeded, "case \(index)")
            }
        }
        #expect(grown < 100 << 20)
    }

    /// Compresses bytes through the writer of volumes: what it makes of samples is a gzip file.
    private func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let sink = ByteSink(nil, named: "gzip")
        do {
            let deflater = try Deflater(sink, .gzip, level: 9)
            try bytes.withUnsafeBytes { try deflater.write($0) }
            try deflater.finish()
        } catch {
            Issue.record("\(error)")
        }
        return sink.bytes
    }

    /// A header of bytes that promises a volume, compressed, then so many zeros in members of 1 MiB.
    private func bomb(_ sizes: [UInt8], zeros: Int) throws -> [UInt8] {
        let header = try gzip(Array(changed("uint8-1.nii", (42, sizes)).prefix(352)))
        let member = gzip([UInt8](repeating: 0, count: 1 << 20))
        return header + repeatElement(member, count: zeros >> 20).joined()
    }

    @Test("A thousand zeros in a byte")
    func gzipBombs() throws {
        // 1024×1024×1024 bytes, which are there; the same behind a small volume; and a promise without contents.
        let honest = try bomb([0, 4, 0, 4, 0, 4], zeros: 1 << 30)
        #expect(honest.count < 2 << 20)
        let behind = try bomb([4, 0, 3, 0, 2, 0], zeros: 1 << 30)
        let empty = try bomb([0, 4, 0, 4, 0, 4], zeros: 0)
        let grown = growth {
            for bytes in [honest, behind, empty] {
                let error = error(bytes)
                #expect(error?.code == .limitExceeded)
                #expect(error?.description.contains("--max-ratio") == true)
                // Through a pipe, where nobody knows how large the file is.
                let piped = #expect(throws: FileError.self) { try throughPipe(bytes) }
                #expect(piped?.code == (bytes == empty ? .truncated : .limitExceeded))
            }
        }
        #expect(grown < 400 << 20)
    }

    private func throughPipe(_ bytes: [UInt8]) throws -> AnyArray {
        let pipe = Pipe()
        let writer = Thread {
            try? pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
            try? pipe.fileHandleForWriting.close()
        }
        signal(SIGPIPE, SIG_IGN)
        writer.start()
        defer { try? pipe.fileHandleForReading.close() }
        return try AnyArray(from: .descriptor(pipe.fileHandleForReading.fileDescriptor, named: "<pipe>"))
    }

    @Test("Checksums and what follows the compressed data")
    func gzipDamage() throws {
        let intact = try fixture("sform.nii.gz")
        for place in [intact.count - 8, intact.count - 4] {
            var damaged = intact
            damaged[place] ^= 1
            #expect(error(damaged)?.code == .malformed)
        }
        #expect(error(intact.dropLast())?.code == .truncated)
        #expect(error(intact + [1])?.code == .malformed)
        #expect(error(intact + [0x1F, 0x8B, 8])?.code == .truncated)
        #expect(error(gzip(Array("P5 1 1 255\n1".utf8)))?.code == .unsupportedFormat)
        #expect(error(gzip([]))?.code == .unsupportedFormat)
        #expect(error(gzip(intact))?.code == .unsupportedFormat)
    }

    @Test("Each limit names the flag that lifts it")
    func limits() throws {
        for (name, limits, flag) in [
            ("int16-1.nii", ReadLimits(pixels: 23), "--max-pixels"),
            ("int16-1.nii", ReadLimits(bytes: 47), "--max-bytes"),
            ("extensions.nii", ReadLimits(metadata: 352), "--max-metadata"),
            ("stored.npz", ReadLimits(bytes: 239), "--max-bytes"),
            ("stored.npz", ReadLimits(metadata: 10), "--max-metadata"),
        ] {
            let error = error(try fixture(name), limits: limits)
            #expect(error?.code == .limitExceeded)
            #expect(error?.description.contains(flag) == true, "\(error?.description ?? "")")
        }
        #expect(throws: Never.self) {
            try AnyArray(from: .bytes(fixture("int16-1.nii"), named: "a"), limits: ReadLimits(pixels: 24, bytes: 48))
        }
    }

    @Test("Archives that lie")
    func archives() throws {
        let intact = try fixture("deflated.npz")
        let text = String(decoding: intact, as: Unicode.ASCII.self).unicodeScalars.map(\.value)
        let table = try #require((0..<text.count - 4).last { intact[$0..<$0 + 4] == [0x50, 0x4B, 1, 2] })
        let end = intact.count - 22
        let cases: [(at: Int, bytes: [UInt8], code: FileError.Code)] = [
            (table + 16, [1, 2, 3, 4], .malformed),  // another checksum
            (table + 24, [0xFF, 0xFF, 0xFF, 0x3F], .limitExceeded),  // 1 GiB
            (table + 24, [10, 0, 0, 0], .malformed),  // less than there is
            (table + 24, [0xFF, 0xFF, 0, 0], .malformed),  // more than there is
            (table + 20, [10, 0, 0, 0], .truncated),  // compressed data cut off
            (table + 20, [0, 0, 0, 1], .truncated),  // compressed data beyond the file
            (table + 10, [12, 0], .unsupportedFormat), (table + 8, [1, 0], .unsupportedFormat),
            (table + 42, [1, 0, 0, 0], .malformed), (table + 42, [0, 0, 0, 0x7F], .truncated),
            (end + 10, [2, 0], .unsupportedFormat), (end + 8, [2, 0, 2, 0], .malformed),
            (end + 12, [0xFF, 0xFF, 0, 0], .malformed), (end + 16, [0xFF, 0xFF, 0xFF, 0x7F], .malformed),
            (end + 20, [5, 0], .truncated), (end, [0], .truncated), (table, [0], .malformed),
        ]
        let grown = growth {
            for (place, bytes, code) in cases {
                var damaged = intact
                damaged.replaceSubrange(place..<place + bytes.count, with: bytes)
                let error = error(damaged)
                #expect(error?.code == code, "\(place - table): \(error?.description ?? "")")
            }
        }
        #expect(grown < 100 << 20)
    }

    @Test("A zip bomb with an honest table")
    func zipBomb() throws {
        let sink = ByteSink(nil, named: "bomb")
        let writer = try ZipWriter(sink, name: "a.npy", size: 300 << 20, level: 6)
        let header = NPYHeader(.uint8, [300 << 20]).encoded()
        try header.withUnsafeBytes { try writer.write($0) }
        let piece = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<300 { try piece.withUnsafeBytes { try writer.write($0) } }
        try writer.finish()
        let grown = growth {
            let error = error(sink.bytes)
            #expect(error?.code == .limitExceeded)
            #expect(error?.description.contains("--max-ratio") == true)
        }
        #expect(grown < 100 << 20)
    }
}
