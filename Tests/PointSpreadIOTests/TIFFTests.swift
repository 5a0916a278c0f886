import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("TIFF files")
struct TIFFTests {
    private func decode(_ bytes: [UInt8], page: Int? = nil) throws(FileError) -> FileContents {
        try FileFormat.tiff.codec.decode(
            ByteSource(.bytes(bytes, named: "a.tif")), DecodingOptions(page: page))
    }

    private func fixture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Fixtures/tiff/\(name)")))
    }

    @Test(
        "Every type in every compression", arguments: ElementType.allCases, WriteOptions.TIFFCompression.allCases)
    func types(_ type: ElementType, _ compression: WriteOptions.TIFFCompression) throws {
        var generator = SeededGenerator(seed: 11)
        for sizes in [[1, 1], [9, 11], [7, 5, 3], [7, 5, 4], [7, 5, 2], [5, 6, 7], [2, 3, 4, 3]] {
            for view in [View.whole, .reversed, .everySecond] {
                let array = try view.of(randomArray(type, sizes, using: &generator))
                let encoded = try array.encoded(as: .tiff, options: WriteOptions(tiffCompression: compression))
                let again = try AnyArray(from: .bytes(encoded, named: "a.tif"))
                #expect(again.elementType == type)
                #expect(again.shape.sizes.filter { $0 != 1 } == array.shape.sizes.filter { $0 != 1 })
                #expect(try bytes(of: again) == bytes(of: array))
            }
        }
    }

    @Test("Several strips", arguments: WriteOptions.TIFFCompression.allCases)
    func strips(_ compression: WriteOptions.TIFFCompression) throws {
        var generator = SeededGenerator(seed: 15)
        let array = try randomArray(.uint16, [500, 401], using: &generator)
        let encoded = try array.encoded(as: .tiff, options: WriteOptions(tiffCompression: compression))
        #expect(try bytes(of: AnyArray(from: .bytes(encoded, named: "a.tif"))) == bytes(of: array))
    }

    @Test("Alpha keeps its kind", arguments: [ImageMetadata.Alpha.none, .straight, .premultiplied], [2, 4, 5])
    func alpha(_ alpha: ImageMetadata.Alpha, _ channels: Int) throws {
        var generator = SeededGenerator(seed: 12)
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        metadata.alpha = alpha
        let image = try AnyImage(randomArray(.uint16, [4, 5, channels], using: &generator), metadata)
        let again = try AnyImage(from: .bytes(image.encoded(as: .tiff), named: "a.tif"))
        #expect(again.metadata == metadata)
        #expect(try bytes(of: again.pixels) == bytes(of: image.pixels))
    }

    @Test(
        "Stacks keep their axes and distances",
        arguments: [
            [AxisRole.z, .y, .x], [.time, .y, .x], [.time, .z, .y, .x], [.time, .z, .channel, .y, .x],
            [.z, .y, .x, .channel],
        ])
    func stacks(_ roles: [AxisRole]) throws {
        var generator = SeededGenerator(seed: 13)
        let sizes: [AxisRole: Int] = [.time: 3, .z: 4, .channel: 2, .y: 5, .x: 6]
        let distances: [AxisRole: Double] = [.z: 1.7, .y: 0.25, .x: 0.5]
        var metadata = ImageMetadata(roles: roles)
        metadata.spacing = try roles.map { role in try distances[role].map { try Spacing($0, .micrometre) } }
        metadata.summary = "first line\nsecond = line \\ µ"
        metadata.profile = [1, 2, 3, 4]
        let image = try AnyImage(
            randomArray(.float32, roles.map { sizes[$0] ?? 1 }, using: &generator), metadata)
        let again = try AnyImage(from: .bytes(image.encoded(as: .tiff), named: "a.tif"))
        if roles.contains(.z) { #expect(again.metadata == metadata) }
        #expect(again.metadata.roles == roles)
        #expect(try bytes(of: again.pixels) == bytes(of: image.pixels))
    }

    @Test("One of several pages")
    func pages() throws {
        let bytes = try fixture("different-pages.tif")
        let error = #expect(throws: FileError.self) { try decode(bytes) }
        #expect(error?.code == .mismatch)
        #expect(error?.description.contains("--page") == true)
        #expect(try decode(bytes, page: 1).samples.shape == [4, 5])
        #expect(try decode(bytes, page: 2).samples.shape == [5, 4])
        for page in [0, 3, -1] {
            let error = #expect(throws: FileError.self) { try decode(bytes, page: page) }
            #expect(error?.code == .invalidParameter)
        }
        // A page of a stack has rows and columns only, also the one that describes the stack.
        for page in [1, 3] {
            #expect(try decode(fixture("imagej.tif"), page: page).metadata?.roles == [.y, .x])
        }
    }

    @Test("Every way to read takes a page")
    func pageOfEveryKind() throws {
        let volume = try NDArray<UInt8>(shape: [3, 4, 5]) { UInt8($0[0] * 20 + $0[1] * 5 + $0[2]) }
        let second = try volume.sliced([.index(1)])
        let file = FileSource.bytes(try volume.encoded(as: .tiff), named: "a.tif")
        #expect(try Image<UInt8>(from: file, page: 2).pixels == second)
        #expect(try AnyImage(from: file, page: 2).pixels.typed(UInt8.self) == second)
        #expect(try NDArray<UInt8>(from: file, page: 2) == second)
        #expect(try AnyArray(from: file, page: 2).typed(UInt8.self) == second)
        let single = FileSource.bytes(try second.encoded(as: .png), named: "a.png")
        #expect(try NDArray<UInt8>(from: single, page: 1) == second)
        let error = #expect(throws: FileError.self) { try NDArray<UInt8>(from: single, page: 2) }
        #expect(error?.code == .mismatch)
        #expect(error?.description.contains("--page") == true)
    }

    private static func openMicroscopy(_ sizes: String) -> String {
        "<?xml version=\"1.0\"?><OME><Image><Pixels DimensionOrder=\"XYZCT\" \(sizes)/></Image></OME>"
    }

    @Test(
        "What pages are, and that frames and channels are never taken for slices",
        arguments: [
            ("", "z"), ("a text", "z"), ("ImageJ=1.54f\nimages=6\n", "z"), ("ImageJ=1.54f\nimages=6\nslices=6\n", "z"),
            ("ImageJ=1.54f\nimages=6\nframes=6\n", "t"), ("ImageJ=1.54f\nimages=6\nchannels=6\n", "c"),
            ("ImageJ=1.54f\nimages=6\nchannels=2\nframes=3\n", "tc"),
            // Descriptions that the pages do not bear out.
            ("ImageJ=1.54f\nimages=6\nframes=4\n", "n"), ("ImageJ=1.54f\nimages=12\nframes=12\n", "n"),
            (openMicroscopy("SizeT=\"6\""), "t"), (openMicroscopy("SizeZ=\"6\""), "z"),
            (openMicroscopy("SizeC=\"2\" SizeZ=\"3\""), "cz"), (openMicroscopy("SizeT=\"12\""), "n"),
        ])
    func pagesMean(_ description: String, _ letters: String) throws {
        var metadata = ImageMetadata(roles: [.z, .y, .x])
        metadata.summary = description
        let stack = try Image(NDArray<UInt8>(repeating: 3, shape: [6, 4, 5]), metadata)
        let again = try AnyImage(from: .bytes(stack.encoded(as: .tiff), named: "a.tif"))
        #expect(try again.metadata.roles == AxisRole.roles(fromLetters: letters + "yx"))
    }

    @Test("Separate images are written as frames, which no filter mixes either")
    func separateImages() throws {
        let image = try Image(
            NDArray<UInt8>(shape: [3, 4, 5]) { UInt8($0[0] * 20 + $0[1] * 5 + $0[2]) },
            ImageMetadata(roles: [.batch, .y, .x]))
        let again = try Image<UInt8>(from: .bytes(image.encoded(as: .tiff), named: "a.tif"))
        #expect(again.metadata.roles == [.time, .y, .x])
        #expect(again.pixels == image.pixels)
    }

    @Test("What has no meaning here is refused", arguments: ["complex", "float24", "lab", "ycbcr", "jpeg2000"])
    func refused(_ name: String) throws {
        let bytes = try fixture("refused-\(name).tif")
        let error = #expect(throws: FileError.self) { try decode(bytes) }
        #expect(error?.code == .unsupportedFormat, "\(error?.description ?? "")")
    }

    @Test("Rows give what the whole gives", arguments: RecordedFile.all.filter { $0.file.hasSuffix(".tif") })
    func rows(_ recorded: RecordedFile) throws {
        let codec = try #require(FileFormat.tiff.codec as? any RowCodec.Type)
        let source = try ByteSource(.bytes(recorded.bytes, named: recorded.file))
        let whole = try AnyImage(from: .bytes(recorded.bytes, named: recorded.file))
        guard let reader = try codec.rowReader(source, DecodingOptions()) else {
            #expect(recorded.file.contains("orientation") || recorded.file.contains("bare"))
            return
        }
        guard !recorded.file.contains("ome-tc"), !recorded.file.contains("ome-cz") else {
            // Frames, slices and channels in another order than that of writing.
            return
        }
        #expect(reader.shape == whole.pixels.shape)
        #expect(reader.elementType == whole.pixels.elementType)
        let rowSize = reader.shape.dropFirst().reduce(reader.elementType.size, *)
        var read: [UInt8] = []
        let sink = ByteSink(nil, named: "a.tif")
        let writer = try codec.rowWriter(
            RowsToWrite(shape: reader.shape, elementType: reader.elementType, metadata: reader.metadata), to: sink,
            EncodingOptions())
        while read.count < reader.shape[0] * rowSize {
            // One row, then two, then three.
            let rest = reader.shape[0] - read.count / rowSize
            let count = min(rest, 1 + read.count / rowSize % 3)
            var piece = [UInt8](repeating: 0, count: count * rowSize)
            try piece.withUnsafeMutableBytes { bytes in
                let start = try #require(bytes.baseAddress)
                try reader.read(rows: count, to: start)
                try writer.write(rows: count, from: start)
            }
            read += piece
        }
        try reader.finish()
        try writer.finish()
        #expect(try read == bytes(of: whole.pixels))
        #expect(reader.metadata == whole.metadata)
        let again = try AnyImage(from: .bytes(sink.bytes, named: "a.tif"))
        #expect(try bytes(of: again.pixels) == read)
        #expect(again.metadata.summary == reader.metadata.summary)
        #expect(again.metadata.profile == reader.metadata.profile)
        #expect(again.metadata.alpha == reader.metadata.alpha)
    }

    @Test("A file that turns out to need a whole read can still be read, also from a pipe")
    func rowsRefused() throws {
        let codec = try #require(FileFormat.tiff.codec as? any RowCodec.Type)
        let bytes = try fixture("imagej-bare.tif")
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
        try pipe.fileHandleForWriting.close()
        for source in [
            FileSource.bytes(bytes, named: "a"),
            .descriptor(pipe.fileHandleForReading.fileDescriptor, named: "<pipe>"),
        ] {
            let source = try ByteSource(source)
            #expect(try codec.rowReader(source, DecodingOptions()) == nil)
            #expect(try codec.decode(source, DecodingOptions()).samples.shape.rank == 3)
        }
    }

    @Test("Files, pipes and files for appending", arguments: ["a.tif", "a.btf", "a.tiff"])
    func targets(_ name: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("PointSpread-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var generator = SeededGenerator(seed: 14)
        let volume = try randomArray(.uint16, [5, 30, 40], using: &generator)
        let path = folder.appendingPathComponent(name).path
        try volume.write(to: path)
        let written = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(written[2] == (name.hasSuffix("btf") ? 43 : 42))
        #expect(try bytes(of: AnyArray(contentsOf: path)) == bytes(of: volume))

        for flags in [O_WRONLY, O_WRONLY | O_APPEND] {
            let other = folder.appendingPathComponent("other\(flags)").path
            try Data([9, 9, 9]).write(to: URL(fileURLWithPath: other))
            let descriptor = open(other, flags)
            #expect(descriptor >= 0)
            lseek(descriptor, 3, SEEK_SET)
            try volume.write(to: .descriptor(descriptor, named: "<file>"), format: .tiff)
            #expect(write(descriptor, "end", 3) == 3)
            close(descriptor)
            let appended = Array(try Data(contentsOf: URL(fileURLWithPath: other)))
            #expect(appended.suffix(3) == [101, 110, 100])
            let tiff = Array(appended.dropFirst(3).dropLast(3))
            #expect(try bytes(of: AnyArray(from: .bytes(tiff, named: "a.tif"))) == bytes(of: volume))
        }
    }

    @Test func imagesThatTIFFCannotHold() throws {
        for (sizes, roles) in [([2], [AxisRole.x]), ([2, 2, 2, 2], [.time, .batch, .y, .x]), ([0, 2], [.y, .x])] {
            let image = try Image(NDArray<UInt8>(repeating: 0, shape: Shape(sizes)), ImageMetadata(roles: roles))
            let error = #expect(throws: FileError.self) { try image.encoded(as: .tiff) }
            #expect(error?.code == .unrepresentable)
        }
    }
}
