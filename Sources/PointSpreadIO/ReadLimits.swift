/// How much a file may hold before reading it is refused.
///
/// A few hundred bytes can claim to be an image of billions of pixels. Limits are checked against what the header promises,
/// before memory for it is asked for.
///
/// ```swift
/// let upload = try AnyImage(contentsOf: path, limits: ReadLimits(pixels: 100_000_000))
/// ```
public struct ReadLimits: Hashable, Sendable {
    /// The most places of an image (width × height × depth); 2³⁰ unless said otherwise.
    public var pixels: Int
    /// The most bytes that the samples may take in memory; 8 GiB unless said otherwise.
    public var bytes: Int
    /// The most bytes of profiles, texts and headers; 16 MiB unless said otherwise.
    public var metadata: Int
    /// The most pages of a file; 65,536 unless said otherwise.
    public var pages: Int
    /// How many times larger than its file an image may be; 256 unless said otherwise.
    ///
    /// Honest files pass this ratio too (a blank page is a thousand times smaller than its pixels), which is why it holds
    /// only for images of more than 256 MB.
    public var ratio: Int
    /// The most bytes that the samples may take where a whole run is to do with so many.
    package var memory = Int.max

    /// Makes limits; those not named have their usual values.
    public init(
        pixels: Int = 1 << 30, bytes: Int = 1 << 33, metadata: Int = 1 << 24, pages: Int = 1 << 16, ratio: Int = 256
    ) {
        self.pixels = pixels
        self.bytes = bytes
        self.metadata = metadata
        self.pages = pages
        self.ratio = ratio
    }

    /// The limits that hold unless others are given.
    public static let standard = ReadLimits()

    /// No limits, for files that are trusted.
    public static let none = ReadLimits(pixels: .max, bytes: .max, metadata: .max, pages: .max, ratio: .max)

    /// Decoded sizes up to this one are not held against the size of the file.
    package static let ratioFloor = 256_000_000
}

extension ReadLimits {
    /// Refuses an image whose header promises more than is allowed.
    package func check(places: [Int], bytesPerPlace: Int, in source: ByteSource) throws(FileError) {
        // An axis of no places makes an array empty, but time and tables still grow with the others.
        let count = saturatedProduct(places.map { max($0, 1) })
        let size = places.map(String.init).joined(separator: "×")
        guard count <= pixels else {
            throw refusal(source, "at most \(pixels) pixels", "\(size)", "ReadLimits.pixels", "--max-pixels")
        }
        try check(bytes: saturatedProduct([count, bytesPerPlace]), as: size, in: source)
    }

    /// Refuses an array whose header promises more bytes than is allowed.
    package func check(bytes count: Int, as size: String, in source: ByteSource) throws(FileError) {
        guard count <= bytes else {
            throw refusal(source, "at most \(bytes) bytes", "\(count) (\(size))", "ReadLimits.bytes", "--max-bytes")
        }
        guard count <= memory else {
            throw FileError(
                .limitExceeded, source.subject, expected: "at most \(memory) bytes, which --max-memory allows",
                found: "\(count) (\(size)), which are read as a whole", remedy: "raise --max-memory")
        }
        if let fileSize = source.byteCount { try checkRatio(decoded: count, encoded: fileSize, in: source) }
    }

    /// Refuses an image that has grown too much in comparison with what was read of its file.
    package func checkRatio(decoded: Int, encoded: Int, in source: ByteSource) throws(FileError) {
        guard decoded <= Self.ratioFloor || decoded / max(encoded, 1) < ratio else {
            throw refusal(
                source, "less than \(ratio) times the size of the file", "\(decoded) bytes from \(encoded)",
                "ReadLimits.ratio", "--max-ratio")
        }
    }

    /// Refuses files of too many pages.
    package func check(pages count: Int, in source: ByteSource) throws(FileError) {
        guard count <= pages else {
            throw refusal(source, "at most \(pages) pages", "\(count)", "ReadLimits.pages", "--max-pages")
        }
    }

    /// Refuses headers, profiles and texts that are too long.
    package func check(metadata count: Int, in source: ByteSource) throws(FileError) {
        guard count <= metadata else { throw metadataRefusal(source, "\(count)") }
    }

    /// The error for headers, profiles and texts that are too long.
    package func metadataRefusal(_ source: ByteSource, _ found: String) -> FileError {
        refusal(source, "at most \(metadata) bytes of metadata", found, "ReadLimits.metadata", "--max-metadata")
    }

    func refusal(
        _ source: ByteSource, _ expected: String, _ found: String, _ property: String, _ flag: String
    ) -> FileError {
        FileError(
            .limitExceeded, source.subject, expected: expected, found: found,
            remedy: "raise \(property) (\(flag)) if the file is to be trusted")
    }
}

/// The product of numbers of 0 or more, or the largest number where it is larger.
package func saturatedProduct(_ factors: [Int]) -> Int {
    var product = 1
    for factor in factors {
        let (next, overflow) = product.multipliedReportingOverflow(by: factor)
        if overflow { return factors.contains(0) ? 0 : .max }
        product = next
    }
    return product
}
