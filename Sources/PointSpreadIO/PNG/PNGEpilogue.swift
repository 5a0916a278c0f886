import PointSpread

/// The texts and EXIF that a PNG file holds behind its samples, known before the samples are read.
enum PNGEpilogue {
    private static let kinds = ["tEXt", "zTXt", "iTXt", "eXIf"].map { Array($0.utf8) }

    /// What a reader needs to see of a file: its signature, the header of a grey image of one pixel, and the start of samples.
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let header: [UInt8] = [
        0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55,
    ]
    private static let samples: [UInt8] = [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xAF, 0x06, 0x1E]

    /// A reader that has read them as if they belonged to another image, or nothing where there are none.
    ///
    /// - Parameter source: a file of known size, of which nothing has been read yet; nothing is read from it.
    static func reader(_ source: ByteSource, limits: ReadLimits) throws(FileError) -> PNGReader? {
        let chunks = try chunks(in: try RandomAccessSource(source, limits: limits), source, limits: limits)
        guard !chunks.isEmpty else { return nil }
        let file = FileSource.bytes(signature + header + chunks + samples, named: source.subject)
        return try PNGReader(try ByteSource(file), limits: limits)
    }

    /// Goes from chunk to chunk; a file that breaks off or makes no sense is left to libpng to judge.
    private static func chunks(
        in bytes: RandomAccessSource, _ source: ByteSource, limits: ReadLimits
    ) throws(FileError) -> [UInt8] {
        var found: [UInt8] = []
        var hasSamples = false
        var place = signature.count
        while place <= bytes.byteCount - 12 {
            let start = try bytes.read(at: place, count: 8)
            let length = start.prefix(4).reduce(0) { $0 << 8 | Int($1) } + 12
            let kind = Array(start.suffix(4))
            guard length <= bytes.byteCount - place, kind != Array("IEND".utf8) else { break }
            if kind == Array("IDAT".utf8) {
                hasSamples = true
            } else if hasSamples, kinds.contains(kind) {
                try limits.check(metadata: found.count + length, in: source)
                found += try bytes.read(at: place, count: length)
            }
            place += length
        }
        return found
    }
}
