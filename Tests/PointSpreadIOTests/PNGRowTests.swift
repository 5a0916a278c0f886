import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

/// PNG files row by row, also where texts and EXIF follow the samples.
@Suite struct PNGRowTests {
    private func reader(_ bytes: [UInt8], limits: ReadLimits = .standard) throws -> (any RowReader)? {
        let codec = try #require(FileFormat.png.codec as? any RowCodec.Type)
        return try codec.rowReader(ByteSource(.bytes(bytes, named: "a.png")), DecodingOptions(limits: limits))
    }

    private func check(_ bytes: [UInt8], _ reader: any RowReader) throws {
        let whole = try AnyImage(from: .bytes(bytes, named: "a.png"))
        #expect(reader.shape == whole.pixels.shape)
        #expect(reader.metadata == whole.metadata)
        var read = [UInt8](repeating: 0, count: reader.shape.elementCount * reader.elementType.size)
        try read.withUnsafeMutableBytes { target in
            try reader.read(rows: reader.shape[0], to: try #require(target.baseAddress))
        }
        try reader.finish()
        #expect(try read == PointSpreadIOTests.bytes(of: whole.pixels))
        #expect(reader.metadata == whole.metadata)
    }

    @Test("Rows give what the whole gives", arguments: RecordedFile.all.filter { $0.file.hasSuffix(".png") })
    func rows(_ recorded: RecordedFile) throws {
        guard let reader = try reader(recorded.bytes) else {
            #expect(recorded.file.contains("interlaced") || recorded.file.contains("exif"))
            return
        }
        #expect(!recorded.file.contains("exif"))
        try check(recorded.bytes, reader)
    }

    @Test("Texts and EXIF behind the samples are known before them")
    func epilogue() throws {
        var generator = SeededGenerator(seed: 21)
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.texts = [ImageMetadata.Text(keyword: "Author", text: "first")]
        let image = try AnyImage(randomArray(.uint16, [9, 11], using: &generator), metadata)
        var file = try PNGFile(image.encoded(as: .png))
        file.insert("tEXt", Array("Title\0behind".utf8))
        file.insert("iTXt", Array("Description\0\0\0\0\0π".utf8))
        let upright = try #require(try reader(file.bytes))
        #expect(upright.metadata.texts.map(\.text) == ["first", "behind"])
        #expect(upright.metadata.summary == "π")
        try check(file.bytes, upright)
        // A block of one entry, the orientation.
        let start: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0]
        for (orientation, isReadByRows) in [(1, true), (6, false)] as [(UInt8, Bool)] {
            var turned = file
            turned.insert("eXIf", start + [orientation, 0, 0, 0, 0, 0, 0, 0])
            let reader = try reader(turned.bytes)
            #expect((reader != nil) == isReadByRows)
            if let reader { try check(turned.bytes, reader) }
        }
        // What follows the end is no part of the image.
        let longer = file.bytes + file.bytes.dropFirst(8)
        #expect(try reader(longer)?.metadata == upright.metadata)
    }

    @Test("What follows the samples is held against the limit for metadata, and must be intact")
    func limits() throws {
        var file = try PNGFile(NDArray<UInt8>(repeating: 7, shape: [3, 4]).encoded(as: .png))
        file.insert("tEXt", Array("Title\0".utf8) + [UInt8](repeating: 65, count: 100_000))
        let error = #expect(throws: FileError.self) { try reader(file.bytes, limits: ReadLimits(metadata: 50_000)) }
        #expect(error?.description.contains("--max-metadata") == true)
        var damaged = file.bytes
        damaged[damaged.count - 100] ^= 1
        let damage = #expect(throws: FileError.self) { try reader(damaged) }
        #expect(damage?.code == .malformed)
    }

    @Test("A pipe is read as a whole")
    func pipe() throws {
        let bytes = try NDArray<UInt8>(repeating: 7, shape: [3, 4]).encoded(as: .png)
        let source = ByteSource(reading: try ByteSource(.bytes(bytes, named: "a")), named: "pipe")
        let codec = try #require(FileFormat.png.codec as? any RowCodec.Type)
        #expect(try codec.rowReader(source, DecodingOptions()) == nil)
        #expect(try codec.decode(source, DecodingOptions()).samples.shape == [3, 4])
    }
}
