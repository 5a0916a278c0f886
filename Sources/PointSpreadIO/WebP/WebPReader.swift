import CWebPShim
import PointSpread

/// Reads a WebP file, whose bytes have to be in memory as a whole.
struct WebPReader {
    private let source: ByteSource
    private let limits: ReadLimits
    private let header: cwebp_header
    private let bytes: [UInt8]

    /// Checks the header against the limits, and reads the bytes of the file.
    init(_ source: ByteSource, limits: ReadLimits) throws(FileError) {
        self.source = source
        self.limits = limits
        var header = cwebp_header()
        let start = try source.peek(64)
        // Odd files say their size only after a profile: those are read first.
        if Self.readHeader(start, &header) == .ok { try Self.check(header, limits, source) }
        bytes = try Self.readBytes(source, limits)
        try Self.check(Self.readHeader(bytes, &header), source)
        try Self.check(header, limits, source)
        self.header = header
    }

    /// Reads the whole image as it is stored.
    func readAll() throws(FileError) -> FileContents {
        let channels = header.has_alpha ? 4 : 3
        let (height, width) = (Int(header.height), Int(header.width))
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(uninitialized: Shape([height, width, channels]), of: .uint8)
        }
        let rows = samples.base.assumingMemoryBound(to: UInt8.self)
        let status = bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map {
                cwebp_decode($0, bytes.count, header.has_alpha, rows, width * channels, height)
            } ?? .truncated
        }
        try Self.check(status, source)
        return FileContents(AnyArray(samples), try metadata())
    }

    private func metadata() throws(FileError) -> ImageMetadata {
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        metadata.alpha = header.has_alpha ? .straight : .none
        metadata.profile = try chunk("ICCP")
        let exif = try chunk("EXIF")
        if !exif.isEmpty { metadata.adopt(exif: exif) }
        return metadata
    }

    private func chunk(_ name: String) throws(FileError) -> [UInt8] {
        var (start, count) = (0, 0)
        let isFound = bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { cwebp_find_chunk($0, bytes.count, name, &start, &count) } ?? false
        }
        guard isFound else { return [] }
        try limits.check(metadata: count, in: source)
        return Array(bytes[start..<start + count])
    }

    /// The bytes of the file, whose number is in its header; memory is taken as they arrive.
    private static func readBytes(_ source: ByteSource, _ limits: ReadLimits) throws(FileError) -> [UInt8] {
        var bytes = try source.read(count: 12)
        let stated = bytes[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard WebPCodec.recognises(bytes), stated >= 4 else {
            throw source.malformed(expected: "a WebP file", found: "other first bytes")
        }
        let total = stated + 8
        try source.require(total - bytes.count)
        guard total <= limits.bytes else {
            throw limits.refusal(
                source, "at most \(limits.bytes) bytes", "\(total)", "ReadLimits.bytes", "--max-bytes")
        }
        while bytes.count < total { bytes += try source.read(count: min(1 << 20, total - bytes.count)) }
        return bytes
    }

    private static func readHeader(_ bytes: [UInt8], _ header: inout cwebp_header) -> cwebp_status {
        bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { cwebp_read_header($0, bytes.count, &header) } ?? .truncated
        }
    }

    private static func check(
        _ header: cwebp_header, _ limits: ReadLimits, _ source: ByteSource
    ) throws(FileError) {
        guard !header.is_animated else {
            throw FileError(
                .unsupportedFormat, source.subject, expected: "a WebP file of one image", found: "an animation",
                remedy: "take one frame out of it (webpmux -get frame)")
        }
        // Beside the samples, files without losses are decoded in memory of four bytes for each place.
        try limits.check(
            places: [Int(header.width), Int(header.height)], bytesPerPlace: header.has_alpha ? 8 : 7, in: source)
    }

    private static func check(_ status: cwebp_status, _ source: ByteSource) throws(FileError) {
        switch status {
        case .ok: return
        case .truncated: throw source.truncated(expected: 1)
        case .out_of_memory: throw outOfMemory(source.subject)
        case .malformed, .stopped:
            throw source.malformed(expected: "an intact WebP file", found: "one that libwebp cannot decode")
        case .unsupported:
            throw FileError(
                .unsupportedFormat, source.subject, expected: "a WebP file that libwebp knows", found: "another kind",
                remedy: "convert it to such a file")
        }
    }
}
