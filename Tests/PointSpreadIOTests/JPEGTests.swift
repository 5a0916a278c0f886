import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("JPEG files")
struct JPEGTests {
    /// Waves that change slowly, as in a photograph.
    private static func photograph(_ sizes: [Int]) throws -> Image<UInt8> {
        let pixels = try NDArray<UInt8>(shape: Shape(sizes)) { place in
            let (y, x) = (Double(place[0]), Double(place[1]))
            let channel = place.count > 2 ? Double(place[2]) : 0
            return UInt8(128 + 60 * sin(x / 9 + channel) + 50 * cos(y / 7 - channel))
        }
        return try Image(pixels, ImageMetadata(roles: Array([AxisRole.y, .x, .channel].prefix(sizes.count))))
    }

    private func again(
        _ image: some StridedImage, _ options: WriteOptions = WriteOptions()
    ) throws -> (image: Image<UInt8>, byteCount: Int) {
        let bytes = try image.encoded(as: .jpeg, options: options)
        return (try Image<UInt8>(from: .bytes(bytes, named: "again.jpg")), bytes.count)
    }

    private func largestDifference(_ first: Image<UInt8>, _ second: Image<UInt8>) -> Int {
        zip(first.pixels.elements, second.pixels.elements).map { abs(Int($0) - Int($1)) }.max() ?? 0
    }

    @Test(
        "What is written comes back nearly as it was",
        arguments: [[1, 1], [16, 16], [37, 53], [1, 70], [37, 53, 3], [9, 8, 3]])
    func roundTrip(_ sizes: [Int]) throws {
        let image = try Self.photograph(sizes)
        for chroma in WriteOptions.ChromaSubsampling.allCases {
            let (read, _) = try again(image, WriteOptions(quality: 98, chromaSubsampling: chroma))
            #expect(read.pixels.shape == image.pixels.shape)
            #expect(largestDifference(read, image) <= (chroma == .none ? 4 : 12))
        }
    }

    @Test("Lower quality and shared colours make smaller files")
    func sizes() throws {
        let image = try Self.photograph([200, 300, 3])
        let sizes = try [100, 92, 90, 89, 50, 1].map { try again(image, WriteOptions(quality: $0)).byteCount }
        #expect(sizes == sizes.sorted(by: >) && Set(sizes).count == sizes.count, "\(sizes)")
        let shared = try [WriteOptions.ChromaSubsampling.none, .horizontal, .both].map {
            try again(image, WriteOptions(quality: 92, chromaSubsampling: $0)).byteCount
        }
        #expect(shared == shared.sorted(by: >), "\(shared)")
        #expect(shared[0] == sizes[1])
        for quality in [0, 101, -1] {
            let error = #expect(throws: FileError.self) { try again(image, WriteOptions(quality: quality)) }
            #expect(error?.code == .invalidParameter)
        }
    }

    @Test("Resolution, profile, EXIF and description travel")
    func metadata() throws {
        let camera = try AnyImage(contentsOf: #require(RecordedFile.all.first { $0.file == "camera.jpg" }).path)
        let profile = try AnyImage(contentsOf: #require(RecordedFile.all.first { $0.file == "profile.jpg" }).path)
        var metadata = camera.metadata
        metadata.profile = profile.metadata.profile
        for summary in [metadata.summary, "π ≈ 3.14", String(repeating: "long ", count: 10_000)] {
            metadata.summary = summary
            let read = try again(try AnyImage(camera.pixels, metadata)).image.metadata
            #expect(read.exif == metadata.exif)
            #expect(read.profile == metadata.profile)
            #expect(read.summary == summary)
            let micrometres = read.spacing.map { spacing in spacing.map { Int(($0.millimetres * 1000).rounded()) } }
            #expect(micrometres == [100, 50, nil])
        }
        // A profile for other colours is left out, and so is what is too long for a segment.
        metadata.roles = [.y, .x]
        metadata.spacing = [nil, nil]
        metadata.summary = String(repeating: "long ", count: 20_000)
        let grey = try again(try AnyImage(AnyArray(try Self.photograph([4, 4]).pixels), metadata)).image.metadata
        #expect(grey.profile.isEmpty)
        #expect(grey.summary == "a harbour")
    }

    private static let distances: [Double] = [25.4 / 72, 0.1, 10.0 / 33, 25.4 / 1200]

    @Test(
        "Resolutions are whole numbers per inch or centimetre, whichever are closer",
        arguments: distances + [100, 1e-5])
    func spacing(_ distance: Double) throws {
        let pixels = try Self.photograph([4, 5]).pixels
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.spacing = [try Spacing(distance, .millimetre), try Spacing(distance, .millimetre)]
        let read = try again(Image(pixels, metadata)).image.metadata.spacing
        for spacing in read {
            // What is too fine or too coarse for the two bytes of the file is left out.
            let expected = Self.distances.contains(distance) ? distance : nil
            #expect((spacing == nil) == (expected == nil))
            if let spacing, let expected { #expect(abs(spacing.millimetres / expected - 1) < 1e-12) }
        }
    }

    @Test func whatJPEGCannotHold() throws {
        let grey = try Self.photograph([4, 4])
        var alpha = ImageMetadata(roles: [.y, .x, .channel])
        alpha.alpha = .straight
        let wide = AnyArray(try grey.pixels.converted(to: UInt16.self, rounding: .halfEven, overflow: .saturate))
        let cases: [(AnyImage, String)] = [
            (try AnyImage(AnyArray(NDArray<UInt8>(repeating: 0, shape: [2, 2, 4])), alpha), "flatten"),
            (try AnyImage(wide, grey.metadata), "convert"),
            (AnyImage(try Self.photograph([4, 4, 2])), "2 channels"),
            (AnyImage(try Self.photograph([65501, 1])), "65500"),
        ]
        for (image, word) in cases {
            let error = #expect(throws: FileError.self) { try image.encoded(as: .jpeg) }
            #expect(error?.code == .unrepresentable)
            #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
        }
        #expect(try again(Self.photograph([65500, 1])).image.pixels.shape == [65500, 1])
    }

    @Test(
        "Rows come and go one by one as they do all at once",
        arguments: ["rgb-420.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg"])
    func rows(_ name: String) throws {
        let recorded = try #require(RecordedFile.all.first { $0.file == name })
        let whole = try AnyImage(contentsOf: recorded.path)
        let source = try ByteSource(.path(recorded.path))
        let codec = try #require(FileFormat.jpeg.codec as? any RowCodec.Type)
        let reader = try #require(try codec.rowReader(source, DecodingOptions()))
        #expect(reader.shape == whole.pixels.shape)
        let sink = ByteSink(nil, named: "rows")
        let rows = RowsToWrite(shape: reader.shape, elementType: .uint8, metadata: whole.metadata)
        let writer = try codec.rowWriter(rows, to: sink, EncodingOptions())
        var found: [UInt8] = []
        var row = [UInt8](repeating: 0, count: reader.shape.sizes.dropFirst().reduce(1, *))
        for _ in 0..<reader.shape[0] {
            try row.withUnsafeMutableBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                try reader.read(rows: 1, to: start)
                try writer.write(rows: 1, from: UnsafeRawPointer(start))
            }
            found += row
        }
        try reader.finish()
        try writer.finish()
        #expect(try found == bytes(of: whole.pixels))
        #expect(try sink.bytes == whole.encoded(as: .jpeg))
    }

    @Test("Turned files are read as a whole")
    func turnedRows() throws {
        let recorded = try #require(RecordedFile.all.first { $0.file == "turned-6.jpg" })
        let codec = try #require(FileFormat.jpeg.codec as? any RowCodec.Type)
        #expect(try codec.rowReader(ByteSource(.path(recorded.path)), DecodingOptions()) == nil)
    }

    @Test("A header that claims 65500×65500, or a progressive image whose coefficients take too much")
    func lyingHeaders() throws {
        for (name, size, code) in [
            ("grey.jpg", (65500, 65500), FileError.Code.limitExceeded), ("grey.jpg", (20000, 20000), .limitExceeded),
            ("progressive.jpg", (8000, 8000), .limitExceeded), ("rgb-444.jpg", (9000, 9000), .malformed),
        ] {
            var bytes = try #require(RecordedFile.all.first { $0.file == name }).bytes
            let frame = try #require(
                bytes.indices.first { bytes[$0] == 0xFF && (bytes[$0 + 1] == 0xC0 || bytes[$0 + 1] == 0xC2) })
            bytes[frame + 5] = UInt8(size.0 >> 8)
            bytes[frame + 6] = UInt8(size.0 & 255)
            bytes[frame + 7] = UInt8(size.1 >> 8)
            bytes[frame + 8] = UInt8(size.1 & 255)
            let error = #expect(throws: FileError.self) { try AnyArray(from: .bytes(bytes, named: name)) }
            #expect(error?.code == code, "\(error?.description ?? "")")
        }
    }

    @Test("More scans than any honest file has are refused")
    func scans() throws {
        var bytes = try #require(RecordedFile.all.first { $0.file == "progressive-grey.jpg" }).bytes
        // The last scan refines a coefficient; sent again and again it would cost time and nothing else.
        let scan = try #require(bytes.indices.dropLast().last { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA })
        let repeated = bytes[scan..<bytes.count - 2]
        bytes.removeLast(2)
        for _ in 0..<300 { bytes += repeated }
        let error = #expect(throws: FileError.self) {
            try AnyArray(from: .bytes(bytes + [0xFF, 0xD9], named: "scans.jpg"))
        }
        #expect(error?.code == .malformed)
    }

    @Test("Segments beside the samples are held against the limit for them")
    func segments() throws {
        let recorded = try #require(RecordedFile.all.first { $0.file == "profile-segments.jpg" })
        let error = #expect(throws: FileError.self) {
            try AnyArray(from: .bytes(recorded.bytes, named: "a"), limits: ReadLimits(metadata: 1000))
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.description.contains("--max-metadata") == true)
    }

    @Test("EXIF blocks that say nothing sensible do no harm")
    func exif() throws {
        let bytes = try #require(RecordedFile.all.first { $0.file == "camera.jpg" }).bytes
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: "Exif\0\0".utf8) }) + 6
        for (place, value) in [(0, UInt8(0)), (4, 0xFF), (5, 0xFF), (7, 0x7F), (8, 0xFF), (9, 0xFF)] {
            var damaged = bytes
            damaged[start + place] = value
            let image = try AnyImage(from: .bytes(damaged, named: "damaged.jpg"))
            #expect(image.metadata.orientation == .upright)
        }
    }
}
