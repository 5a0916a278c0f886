import Foundation
import PointSpread
import PointSpreadIO
import TestSupport
import Testing

@Suite("WebP files")
struct WebPTests {
    private func again(
        _ image: some StridedImage, _ options: WriteOptions = WriteOptions()
    ) throws -> (image: Image<UInt8>, byteCount: Int) {
        let bytes = try image.encoded(as: .webp, options: options)
        return (try Image<UInt8>(from: .bytes(bytes, named: "again.webp")), bytes.count)
    }

    private func random(_ sizes: [Int], seed: UInt64) throws -> AnyImage {
        var generator = SeededGenerator(seed: seed)
        var metadata = ImageMetadata(roles: Array([AxisRole.y, .x, .channel].prefix(sizes.count)))
        metadata.alpha = sizes.count > 2 && sizes[2].isMultiple(of: 2) ? .straight : .none
        return try AnyImage(randomArray(.uint8, sizes, using: &generator), metadata)
    }

    @Test("Without losses every sample comes back", arguments: [[7, 5, 3], [7, 5, 4], [1, 1, 3], [40, 60, 4]])
    func lossless(_ sizes: [Int]) throws {
        let image = try random(sizes, seed: 1)
        let read = try again(image, WriteOptions(lossless: true)).image
        #expect(try bytes(of: read.pixels) == bytes(of: image.pixels))
        #expect(read.metadata == image.metadata)
    }

    @Test("Grey becomes RGB, with or without alpha")
    func grey() throws {
        for sizes in [[6, 5], [6, 5, 2]] {
            let image = try random(sizes, seed: 2)
            let read = try again(image, WriteOptions(lossless: true)).image
            #expect(read.pixels.shape.sizes == [6, 5, sizes.count == 2 ? 3 : 4])
            #expect(read.metadata.alpha == image.metadata.alpha)
            let stored = try bytes(of: image.pixels)
            for place in 0..<30 {
                let found = read.pixels.elements.dropFirst(place * (sizes.count == 2 ? 3 : 4)).prefix(4)
                let value = stored[place * (sizes.count == 2 ? 1 : 2)]
                #expect(found.prefix(3).elementsEqual([value, value, value]))
                if sizes.count == 3 { #expect(found.last == stored[place * 2 + 1]) }
            }
        }
    }

    @Test("With losses files are smaller the lower the quality")
    func lossy() throws {
        let image = try random([60, 80, 3], seed: 3)
        let counts = try [100, 92, 50, 1].map { try again(image, WriteOptions(quality: $0)).byteCount }
        #expect(counts == counts.sorted(by: >), "\(counts)")
        #expect(try again(image).byteCount == counts[1])
    }

    @Test("Alpha is kept exactly where colours are not")
    func alpha() throws {
        let image = try random([16, 16, 4], seed: 4)
        let read = try again(image, WriteOptions(quality: 50)).image
        let (first, second) = (try bytes(of: read.pixels), try bytes(of: image.pixels))
        for place in stride(from: 3, to: first.count, by: 4) { #expect(first[place] == second[place]) }
    }

    @Test("Profile, EXIF, resolution and description travel", arguments: [false, true])
    func metadata(_ startsWithEXIF: Bool) throws {
        let camera = try AnyImage(contentsOf: #require(RecordedFile.all.first { $0.file == "camera.jpg" }).path)
        let profile = try AnyImage(contentsOf: #require(RecordedFile.all.first { $0.file == "profile.jpg" }).path)
        var metadata = camera.metadata
        metadata.profile = profile.metadata.profile
        if startsWithEXIF {
            #expect(try again(AnyImage(camera.pixels, metadata)).image.metadata.exif == metadata.exif)
        } else {
            metadata.exif = []
        }
        for (summary, distance) in [
            ("a harbour", 0.05), ("π ≈ 3.14", 0.1), ("x", 0.000_7), ("", 12.5), ("abc", 25.4 / 72),
        ] {
            metadata.summary = summary
            metadata.spacing = [try Spacing(distance, .millimetre), try Spacing(2 * distance, .millimetre), nil]
            let read = try again(AnyImage(camera.pixels, metadata)).image.metadata
            #expect(read.summary == summary)
            #expect(read.profile == metadata.profile)
            #expect(abs((read.spacing[0]?.millimetres ?? 0) / distance - 1) < 1e-5)
            #expect(abs((read.spacing[1]?.millimetres ?? 0) / distance - 2) < 1e-5)
        }
    }

    @Test func animations() throws {
        let path = Bundle.module.bundleURL.appendingPathComponent("Fixtures/animated.webp").path
        let error = #expect(throws: FileError.self) { try AnyImage(contentsOf: path) }
        #expect(error?.code == .unsupportedFormat)
        #expect(error?.description.contains("animation") == true)
    }

    @Test func whatWebPCannotHold() throws {
        var premultiplied = ImageMetadata(roles: [.y, .x, .channel])
        premultiplied.alpha = .premultiplied
        let wide = try NDArray<UInt16>(repeating: 0, shape: [2, 2])
        let cases: [AnyImage] = [
            try random([16384, 1], seed: 5), try random([1, 16384], seed: 5),
            try AnyImage(AnyArray(wide), ImageMetadata(roles: [.y, .x])),
            try AnyImage(AnyArray(NDArray<UInt8>(repeating: 0, shape: [2, 2, 4])), premultiplied),
            try AnyImage(random([2, 2, 5], seed: 5).pixels, ImageMetadata(roles: [.y, .x, .channel])),
        ]
        for image in cases {
            let error = #expect(throws: FileError.self) { try image.encoded(as: .webp) }
            #expect(error?.code == .unrepresentable)
        }
        #expect(try again(random([16383, 1], seed: 5)).image.pixels.shape == [16383, 1, 3])
    }

    @Test("Limits hold for the size in the header")
    func limits() throws {
        for name in ["lossy.webp", "lossless-alpha.webp", "profile.webp"] {
            let bytes = try #require(RecordedFile.all.first { $0.file == name }).bytes
            for limits in [ReadLimits(pixels: 200), ReadLimits(bytes: 1000)] {
                let error = #expect(throws: FileError.self) {
                    try AnyImage(from: .bytes(bytes, named: name), limits: limits)
                }
                #expect(error?.code == .limitExceeded)
            }
        }
        let profile = try #require(RecordedFile.all.first { $0.file == "profile.webp" }).bytes
        let error = #expect(throws: FileError.self) {
            try AnyImage(from: .bytes(profile, named: "profile.webp"), limits: ReadLimits(metadata: 100))
        }
        #expect(error?.description.contains("--max-metadata") == true)
    }
}
