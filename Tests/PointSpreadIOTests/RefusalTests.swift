import PointSpread
import PointSpreadIO
import Testing

@Suite("What cannot be read or written is refused with a reason")
struct RefusalTests {
    private static func image(
        _ type: ElementType, _ sizes: [Int], _ roles: [AxisRole], alpha: ImageMetadata.Alpha = .none
    )
        throws -> AnyImage
    {
        var metadata = ImageMetadata(roles: roles)
        metadata.alpha = alpha
        let zeros = try NDArray<UInt8>(repeating: 0, shape: Shape(sizes))
        return try AnyImage(zeros.converted(to: type, rounding: .halfEven, overflow: .saturate), metadata)
    }

    @Test func imagesThatAFormatCannotHold() throws {
        let cases: [(AnyImage, FileFormat)] = [
            (try Self.image(.float32, [2, 2], [.y, .x]), .png),
            (try Self.image(.int16, [2, 2], [.y, .x]), .pnm),
            (try Self.image(.uint8, [2, 2], [.y, .x]), .pfm),
            (try Self.image(.uint8, [2, 2, 2], [.z, .y, .x]), .png),
            (try Self.image(.uint8, [2, 2, 2], [.y, .x, .channel]), .png),
            (try Self.image(.uint8, [2, 2, 5], [.y, .x, .channel]), .png),
            (try Self.image(.uint8, [2, 2, 3], [.y, .x, .channel], alpha: .straight), .png),
            (try Self.image(.uint8, [2, 2, 4], [.y, .x, .channel], alpha: .premultiplied), .png),
            (try Self.image(.float32, [2, 2, 4], [.y, .x, .channel], alpha: .straight), .pfm),
            (try Self.image(.uint8, [0, 2], [.y, .x]), .png),
            (try Self.image(.uint8, [2], [.x]), .pnm),
        ]
        for (image, format) in cases {
            let error = #expect(throws: FileError.self) { try image.encoded(as: format) }
            #expect(error?.code == .unrepresentable)
        }
    }

    @Test func samplesOfAnotherType() throws {
        let bytes = try Self.image(.uint16, [2, 2], [.y, .x]).encoded(as: .png)
        let image = #expect(throws: FileError.self) { try Image<UInt8>(from: .bytes(bytes, named: "scan.png")) }
        #expect(
            image?.description
                == "scan.png: expected uint8 samples, found uint16; read it as AnyImage and convert")
        let array = #expect(throws: FileError.self) { try NDArray<Float>(from: .bytes(bytes, named: "scan.png")) }
        #expect(array?.code == .mismatch)
    }

    @Test(
        "Arrays whose axes could be channels need roles",
        arguments: [[5, 6, 3], [3, 5, 6], [5, 6, 1], [5, 6, 7, 8], [5, 5, 5, 5, 5]])
    func ambiguousRoles(_ sizes: [Int]) throws {
        let bytes = try NDArray<UInt8>(repeating: 0, shape: Shape(sizes)).encoded(as: .npy)
        let error = #expect(throws: FileError.self) { try AnyImage(from: .bytes(bytes, named: "a.npy")) }
        #expect(error?.code == .mismatch)
        #expect(error?.description.contains("--roles") == true)
        let roles = Array([AxisRole.batch, .time, .y, .x, .channel].suffix(sizes.count))
        #expect(try AnyImage(from: .bytes(bytes, named: "a.npy"), roles: roles).metadata.roles == roles)
    }

    @Test(
        "Arrays whose axes have one likely meaning need none",
        arguments: zip([[], [7], [5, 6], [5, 6, 7]], [[], [AxisRole.x], [.y, .x], [.z, .y, .x]]))
    func likelyRoles(_ sizes: [Int], _ roles: [AxisRole]) throws {
        let bytes = try NDArray<UInt8>(repeating: 0, shape: Shape(sizes)).encoded(as: .npy)
        #expect(try AnyImage(from: .bytes(bytes, named: "a.npy")).metadata.roles == roles)
    }

    @Test func rolesThatDoNotFit() throws {
        let bytes = try Self.image(.uint8, [2, 2], [.y, .x]).encoded(as: .png)
        for roles in [[AxisRole.x], [.x, .x], [.z, .y, .x]] {
            let error = #expect(throws: FileError.self) {
                try AnyImage(from: .bytes(bytes, named: "a.png"), roles: roles)
            }
            #expect(error?.code == .mismatch)
        }
        #expect(try AnyImage(from: .bytes(bytes, named: "a.png"), roles: [.z, .y]).metadata.roles == [.z, .y])
    }

    @Test func thingsThatAreNoFiles() throws {
        let cases: [(String, FileError.Code)] = [
            ("/nowhere/at/all.png", .notFound), ("/", .unreadable), ("/dev/null", .truncated),
            ("/dev/zero", .unsupportedFormat), ("/dev/null/a.png", .unreadable), ("", .notFound),
        ]
        for (path, code) in cases {
            let error = #expect(throws: FileError.self) { try AnyImage(contentsOf: path) }
            #expect(error?.code == code, "\(path): \(error?.description ?? "")")
            #expect(error?.subject == path)
        }
        let closed = #expect(throws: FileError.self) { try AnyImage(from: .descriptor(-1, named: "<closed>")) }
        #expect(closed?.code == .unreadable)
    }

    @Test func extensionsThatDoNotFit() throws {
        let grey = try Self.image(.uint8, [2, 2], [.y, .x])
        let colours = try Self.image(.uint8, [2, 2, 3], [.y, .x, .channel])
        for (image, path, code) in [
            (grey, "a.gif", FileError.Code.unsupportedFormat), (grey, "a", .unsupportedFormat),
            (grey, "a.ppm", .unrepresentable), (colours, "a.pgm", .unrepresentable), (grey, "a.pbm", .unrepresentable),
        ] {
            let error = #expect(throws: FileError.self) { try image.write(to: "/tmp/never-written/\(path)") }
            // The folder does not exist, which is found first where the name alone says nothing.
            #expect(error?.code == code || error?.code == .writeFailed)
        }
    }

    @Test(arguments: [-1, 10]) func compressionLevels(_ level: Int) throws {
        let image = try Self.image(.uint8, [2, 2], [.y, .x])
        let error = #expect(throws: FileError.self) {
            try image.encoded(as: .png, options: WriteOptions(compressionLevel: level))
        }
        #expect(error?.code == .invalidParameter)
    }
}
