import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("What is written is read again")
struct RoundTripTests {
    @Test("Arrays of every type, however they lie in memory", arguments: ElementType.allCases, View.allCases)
    func arrays(_ type: ElementType, _ view: View) throws {
        var generator = SeededGenerator(seed: 1)
        for sizes in [[5], [4, 6], [3, 4, 5], [2, 3, 1, 4, 2, 1, 3, 2]] {
            let array = try view.of(randomArray(type, sizes, using: &generator))
            let again = try AnyArray(from: .bytes(array.encoded(as: .npy), named: "array"))
            #expect(again.elementType == type)
            #expect(again.shape == array.shape)
            #expect(try bytes(of: again) == bytes(of: array))
        }
    }

    @Test("A number without axes")
    func scalar() throws {
        let scalar = try NDArray<Double>([2.5], shape: [])
        #expect(try NDArray<Double>(from: .bytes(scalar.encoded(as: .npy), named: "scalar")) == scalar)
    }

    @Test("Arrays that are written in several pieces", arguments: [[2, 700, 900], [3_000_000], [2, 2, 600_000]])
    func pieces(_ sizes: [Int]) throws {
        var generator = SeededGenerator(seed: 2)
        let array = try View.reversed.of(randomArray(.uint8, sizes, using: &generator))
        let again = try AnyArray(from: .bytes(array.encoded(as: .npy), named: "array"))
        #expect(try bytes(of: again) == bytes(of: array))
    }

    @Test("Images of every layout", arguments: [FileFormat.png, .pnm, .pfm], View.allCases)
    func images(_ format: FileFormat, _ view: View) throws {
        guard view != .empty else { return }
        var generator = SeededGenerator(seed: 3)
        for type in format == .pfm ? [ElementType.float32] : [.uint8, .uint16] {
            for channels in format == .pfm ? [1, 3] : [1, 2, 3, 4] {
                // Channels first in memory: the file has them last.
                let planes = try view.of(randomArray(type, [12, 9, 11], using: &generator))
                let pixels = planes.shape[0] < channels ? planes : try planes.sliced([.range(0..<channels)])
                guard pixels.shape[0] == channels else { continue }
                var metadata = ImageMetadata(roles: [.channel, .y, .x])
                metadata.alpha = channels.isMultiple(of: 2) ? .straight : .none
                let image = try AnyImage(pixels, metadata)
                let again = try AnyImage(from: .bytes(image.encoded(as: format), named: "image"))
                #expect(again.pixels.elementType == type)
                #expect(again.metadata.alpha == metadata.alpha)
                #expect(again.pixels.shape.sizes == Array(pixels.shape[1...]) + (channels == 1 ? [] : [channels]))
                #expect(try bytes(of: again.pixels) == bytes(of: pixels.transposed([1, 2, 0])))
            }
        }
    }

    @Test("Arrays go into formats for images as rows, columns and channels")
    func arraysAsImages() throws {
        let array = try NDArray<UInt8>(shape: [3, 2, 4]) { UInt8(100 * $0[0] + 10 * $0[1] + $0[2]) }
        let image = try Image<UInt8>(from: .bytes(array.encoded(as: .png), named: "array"))
        #expect(image.pixels == array)
        #expect(image.metadata.alpha == .straight)
    }

    @Test("Images are written the way they are displayed", arguments: ImageMetadata.Orientation.allCases)
    func orientation(_ orientation: ImageMetadata.Orientation) throws {
        // The letter F, stored in each of the eight ways that EXIF numbers.
        let upright: [[UInt8]] = [[1, 1], [1, 0], [1, 1], [1, 0]]
        let stored: [[UInt8]] =
            switch orientation {
            case .upright: upright
            case .mirrored: [[1, 1], [0, 1], [1, 1], [0, 1]]
            case .turned180: [[0, 1], [1, 1], [0, 1], [1, 1]]
            case .flipped: [[1, 0], [1, 1], [1, 0], [1, 1]]
            case .transposed: [[1, 1, 1, 1], [1, 0, 1, 0]]
            case .turned90: [[1, 0, 1, 0], [1, 1, 1, 1]]
            case .transversed: [[0, 1, 0, 1], [1, 1, 1, 1]]
            case .turned270: [[1, 1, 1, 1], [0, 1, 0, 1]]
            }
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.orientation = orientation
        metadata.spacing = [try Spacing(1, .millimetre), try Spacing(2, .millimetre)]
        let image = try Image(
            NDArray(stored.joined().map { $0 }, shape: Shape([stored.count, stored[0].count])), metadata)
        let again = try Image<UInt8>(from: .bytes(image.encoded(as: .png), named: "F"))
        #expect(again.pixels.elements == Array(upright.joined()))
        #expect(again.metadata.orientation == .upright)
        let swapped = stored.count == 2
        #expect(again.metadata.spacing[0]?.millimetres == (swapped ? 2 : 1))
        #expect(again.metadata.spacing[1]?.millimetres == (swapped ? 1 : 2))
    }

    @Test("Texts beyond Latin-1 survive", arguments: ["", "plain", "café", "π ≈ 3.14", "two\nlines"])
    func summaries(_ summary: String) throws {
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.summary = summary
        let image = try Image(NDArray<UInt16>([1080], shape: [1, 1]), metadata)
        let again = try Image<UInt16>(from: .bytes(image.encoded(as: .png), named: "text"))
        #expect(again.pixels[0, 0] == 1080)
        #expect(again.metadata.summary == summary)
    }

    @Test("PNG keeps gamma, primaries and sRGB's intent, unless there is a profile")
    func colorimetry() throws {
        func again(_ metadata: ImageMetadata) throws -> ImageMetadata {
            let image = try Image(NDArray<UInt8>([1, 2, 3], shape: [1, 1, 3]), metadata)
            return try AnyImage(from: .bytes(image.encoded(as: .png), named: "colours")).metadata
        }
        let primaries = ImageMetadata.Colorimetry.Primaries(
            white: .init(x: 0.3127, y: 0.329), red: .init(x: 0.64, y: 0.33), green: .init(x: 0.21, y: 0.71),
            blue: .init(x: 0.15, y: 0.06))
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        for colorimetry in [
            nil, .init(gamma: 0.45455), .init(gamma: 1), .init(primaries: primaries),
            .init(gamma: 0.5, primaries: primaries), .init(intent: .absolute),
        ] as [ImageMetadata.Colorimetry?] {
            metadata.colorimetry = colorimetry
            #expect(try again(metadata).colorimetry == colorimetry)
        }
        metadata.colorimetry = .init(gamma: .nan)
        #expect(try again(metadata).colorimetry == nil)
        let profile = try AnyImage(contentsOf: #require(RecordedFile.all.first { $0.file == "pillow.png" }).path)
        metadata.profile = profile.metadata.profile
        metadata.colorimetry = .init(gamma: 1)
        #expect(try again(metadata).profile == metadata.profile)
        #expect(try again(metadata).colorimetry == nil)
    }

    @Test("Texts that PNG cannot name are left out, the others keep their order")
    func texts() throws {
        var metadata = ImageMetadata(roles: [.y, .x])
        metadata.texts = [
            .init(keyword: "XML:com.adobe.xmp", text: "<x/>"), .init(keyword: "", text: "a"),
            .init(keyword: "π", text: "a"), .init(keyword: "Author", text: "π"), .init(keyword: "Author", text: ""),
            .init(keyword: String(repeating: "k", count: 80), text: "a"), .init(keyword: " Title", text: "a"),
            .init(keyword: "Title", text: "z"),
        ]
        let image = try Image(NDArray<UInt8>([1], shape: [1, 1]), metadata)
        let encoded = try image.encoded(as: .png)
        let again = try AnyImage(from: .bytes(encoded, named: "texts")).metadata.texts
        #expect(again.map(\.keyword) == ["XML:com.adobe.xmp", "Author", "Title"])
        #expect(again.map(\.text) == ["<x/>", "π", "z"])
        #expect(String(decoding: encoded, as: UTF8.self).contains("iTXtXML:com.adobe.xmp"))
    }

    @Test("Every level of compression gives the same samples", arguments: 0...9)
    func compression(_ level: Int) throws {
        var generator = SeededGenerator(seed: 4)
        let array = try randomArray(.uint8, [20, 30], using: &generator)
        let encoded = try array.encoded(as: .png, options: WriteOptions(compressionLevel: level))
        #expect(try bytes(of: AnyArray(from: .bytes(encoded, named: "level"))) == bytes(of: array))
    }
}
