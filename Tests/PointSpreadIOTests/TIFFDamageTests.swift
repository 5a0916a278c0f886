import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// A TIFF file put together by hand, little-endian.
private struct HandMadeTIFF {
    /// Entries: tag, type (3 for 16 bits, 4 for 32), count, value or place.
    var entries: [(tag: Int, type: Int, count: Int, value: Int)]
    var next = 0
    var data: [UInt8] = []

    /// A grey image of 8 bits without compression, whose only strip lies behind the directory.
    init(width: Int, height: Int, strip: Int = 0, stripBytes: Int = 16, more: [(Int, Int, Int, Int)] = []) {
        entries = [
            (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
            (273, 4, 1, strip == 0 ? 150 : strip), (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, stripBytes),
        ]
        let tags = Set(more.map(\.0))
        entries =
            (entries.filter { !tags.contains($0.tag) } + more.map { (tag: $0.0, type: $0.1, count: $0.2, value: $0.3) })
            .sorted { $0.tag < $1.tag }
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
        func append(_ value: Int, _ count: Int) {
            for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
        }
        append(entries.count, 2)
        for entry in entries {
            append(entry.tag, 2)
            append(entry.type, 2)
            append(entry.count, 4)
            append(entry.value, 4)
        }
        append(next, 4)
        bytes += data
        return bytes + [UInt8](repeating: 7, count: max(0, 208 - bytes.count))
    }
}

// One at a time, because what the process grows by is measured.
@Suite("TIFF files that lie", .serialized)
struct TIFFDamageTests {
    private func error(_ bytes: [UInt8], limits: ReadLimits = .standard) throws -> FileError {
        func peak() -> Int {
            var usage = rusage()
            getrusage(.init(RUSAGE_SELF.rawValue), &usage)
            return Int(usage.ru_maxrss) * 1024
        }
        let before = peak()
        let error = #expect(throws: FileError.self) {
            try AnyArray(from: .bytes(bytes, named: "a.tif"), limits: limits)
        }
        #expect(peak() - before < 300 << 20)
        return try #require(error)
    }

    @Test func intact() throws {
        let array = try NDArray<UInt8>(from: .bytes(HandMadeTIFF(width: 4, height: 4).bytes, named: "a.tif"))
        #expect(array.elements == [UInt8](repeating: 7, count: 16))
    }

    @Test("Sizes that the file cannot hold")
    func sizes() throws {
        for (width, height, code) in [
            (20000, 20000, FileError.Code.limitExceeded), (60000, 60000, .limitExceeded), (15000, 15000, .truncated),
            (0, 5, .malformed), (5, 0, .malformed), (4_000_000_000, 1, .limitExceeded),
            (1, 4_000_000_000, .malformed), (4_294_967_295, 4_294_967_295, .malformed),
            (16, 1_000_000, .truncated),
        ] {
            let bytes = HandMadeTIFF(width: width, height: height, stripBytes: 16).bytes
            let error = try error(bytes)
            #expect(error.code == code, "\(width)×\(height): \(error)")
        }
        let tiled = HandMadeTIFF(
            width: 16, height: 16,
            more: [(322, 4, 1, 1 << 30), (323, 4, 1, 1 << 30), (324, 4, 1, 150), (325, 4, 1, 16)])
        #expect([.limitExceeded, .malformed].contains(try error(tiled.bytes).code))
        #expect(try error(HandMadeTIFF(width: 16, height: 16).bytes).code != .outOfMemory)
    }

    @Test("Numbers that make no sense")
    func numbers() throws {
        let cases: [(Int, Int, Int, Int)] = [
            (273, 4, 1, 0xFFFF_FFF0), (273, 4, 0x7FFF_FFFF, 150),
            (279, 4, 0xFFFF_FFFF, 150), (258, 3, 1, 0), (258, 3, 1, 24), (258, 3, 1, 65535), (277, 3, 1, 0),
            (277, 3, 1, 65535), (339, 3, 1, 9), (259, 3, 1, 12345), (259, 3, 1, 8), (284, 3, 1, 7),
            (262, 3, 1, 999), (270, 2, 0x7FFF_FFFF, 150), (320, 3, 768, 150),
            (34675, 7, 0xFFFF_FFFF, 8),
        ]
        for entry in cases {
            let error = try error(HandMadeTIFF(width: 4, height: 4, more: [entry]).bytes)
            #expect(
                [.malformed, .truncated, .unsupportedFormat, .limitExceeded].contains(error.code), "\(entry): \(error)")
            #expect(!error.description.contains { $0.isNewline })
        }
    }

    @Test("Directories that form a ring, are missing, or are too many")
    func chains() throws {
        var file = HandMadeTIFF(width: 4, height: 4)
        file.next = 8
        #expect(try error(file.bytes).code == .malformed)
        file.next = 1_000_000
        #expect(try error(file.bytes).code == .truncated)
        #expect(try error([0x49, 0x49, 42, 0, 0, 0, 0, 0]).code == .malformed)
        #expect(try error([0x49, 0x49, 42, 0]).code == .truncated)
        #expect(try error([0x49, 0x49, 43, 0, 4, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]).code == .malformed)

        // A million directories of one entry each.
        var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
        for index in 1...1_000_000 {
            let next = 8 + 18 * index
            bytes += [1, 0, 0, 1, 3, 0, 1, 0, 0, 0, 1, 0, 0, 0]
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: next >> (8 * $0)) }
        }
        let tooMany = try error(bytes)
        #expect(tooMany.code == .limitExceeded)
        #expect(tooMany.description.contains("--max-pages"))
        let pages = try NDArray<UInt8>(repeating: 3, shape: [6, 5, 5]).encoded(as: .tiff)
        #expect(try error(pages, limits: ReadLimits(pages: 5)).code == .limitExceeded)
        #expect(try AnyArray(from: .bytes(pages, named: "a.tif"), limits: ReadLimits(pages: 6)).shape == [6, 5, 5])
    }

    @Test("Samples that the decoder leaves out are not what was in memory before")
    func samplesLeftOut() throws {
        // Deflate: 1 to 10, then 300 sevens, for an image of 16 samples.
        var file = HandMadeTIFF(width: 16, height: 1, strip: 122, stripBytes: 22, more: [(259, 3, 1, 8)])
        file.data = [
            120, 218, 99, 100, 98, 102, 97, 101, 99, 231, 224, 228, 98, 31, 5, 68, 3, 0, 21, 99, 8, 108,
        ]
        let codec = try #require(FileFormat.tiff.codec as? any RowCodec.Type)
        func row(over byte: UInt8) throws -> [UInt8] {
            let reader = try #require(
                try codec.rowReader(ByteSource(.bytes(file.bytes, named: "a.tif")), DecodingOptions()))
            var row = [UInt8](repeating: byte, count: 16)
            try row.withUnsafeMutableBytes { try reader.read(rows: 1, to: #require($0.baseAddress)) }
            return row
        }
        let found = try row(over: 0xAA)
        #expect(found.prefix(10) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        #expect(try row(over: 0x55) == found)
    }

    @Test("Much metadata is refused")
    func metadata() throws {
        var file = HandMadeTIFF(width: 4, height: 4, more: [(270, 2, 1 << 20, 170)])
        file.data = [UInt8](repeating: 65, count: 1 << 21)
        let tooLong = try error(file.bytes, limits: ReadLimits(metadata: 1 << 19))
        #expect(tooLong.description.contains("--max-metadata"))
        #expect(throws: Never.self) { try AnyArray(from: .bytes(file.bytes, named: "a.tif")) }
        // A hundred tags that all claim the same two megabytes.
        file = HandMadeTIFF(
            width: 4, height: 4, strip: 1600, more: (0..<100).map { (50000 + $0, 7, 1 << 20, 1600) })
        file.data = [UInt8](repeating: 65, count: 1 << 21)
        #expect(try error(file.bytes).code == .limitExceeded)
    }

    @Test("A stack of ImageJ's that promises more than there is")
    func bareStack() throws {
        let text = Array("ImageJ=1.53\nimages=1000000\nslices=1000000\n\0".utf8)
        var file = HandMadeTIFF(width: 4, height: 4, strip: 200, more: [(270, 2, text.count, 134)])
        file.data = text
        #expect(try error(file.bytes).code == .truncated)
    }
}
