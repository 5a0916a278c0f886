/// An array of samples together with what its axes, spacing and colours mean.
///
/// `Image` knows the type of its samples, `AnyImage` learns it when the program runs.
public protocol StridedImage: Sendable {
    /// The array type that holds the samples.
    associatedtype Pixels: StridedArray
    /// The samples.
    var pixels: Pixels { get }
    /// What is known beside the samples; as many roles and spacings as the samples have axes.
    var metadata: ImageMetadata { get }
    /// Joins samples and metadata.
    init(_ pixels: Pixels, _ metadata: ImageMetadata) throws(FilterError)
}

/// An image whose samples are of a known type.
///
/// ```swift
/// let photo = try Image<UInt8>(contentsOf: "photo.png")
/// photo.pixels.shape          // 480×640×3
/// photo.metadata.roles        // [.y, .x, .channel]
/// let soft = try photo.gaussianBlurred(sigma: 2)
/// ```
///
/// Filters run along the spatial axes, never across channels, and filter colours premultiplied where there is alpha.
public struct Image<Element: Sample>: StridedImage {
    /// The samples.
    public internal(set) var pixels: NDArray<Element>
    /// What is known beside the samples.
    public internal(set) var metadata: ImageMetadata

    /// Joins samples and metadata.
    ///
    /// - Throws: `FilterError` with code `mismatch` when the metadata describe another number of axes or channels.
    public init(_ pixels: NDArray<Element>, _ metadata: ImageMetadata) throws(FilterError) {
        try metadata.check(against: pixels.shape)
        self.pixels = pixels
        self.metadata = metadata
    }
}

/// An image whose type of sample is known only when the program runs, such as one that was read from a file.
public struct AnyImage: StridedImage {
    /// The samples.
    public internal(set) var pixels: AnyArray
    /// What is known beside the samples.
    public internal(set) var metadata: ImageMetadata

    /// Joins samples and metadata.
    ///
    /// - Throws: `FilterError` with code `mismatch` when the metadata describe another number of axes or channels.
    public init(_ pixels: AnyArray, _ metadata: ImageMetadata) throws(FilterError) {
        try metadata.check(against: pixels.shape)
        self.pixels = pixels
        self.metadata = metadata
    }

    /// Forgets the type of the samples; the memory is shared.
    public init<Element>(_ image: Image<Element>) {
        pixels = AnyArray(image.pixels)
        metadata = image.metadata
    }

    /// The image with its type of sample known again, or nothing where that type is another.
    public func typed<Element: Sample>(_ type: Element.Type) -> Image<Element>? {
        pixels.typed(type).flatMap { try? Image($0, metadata) }
    }
}

extension ImageMetadata {
    /// Makes sure that the metadata describe an array of this shape.
    fileprivate func check(against shape: Shape) throws(FilterError) {
        guard roles.count == shape.rank, spacing.count == shape.rank, Set(roles).count == roles.count else {
            throw FilterError(
                .mismatch, "image", expected: "one role and one spacing for each axis of \(shape), no role twice",
                found: "\(roles.map(\.rawValue)) and \(spacing.count) spacings", remedy: "describe every axis once")
        }
        if alpha != .none {
            guard let channelAxis, shape[channelAxis] > 1 else {
                throw FilterError(
                    .mismatch, "image", expected: "colours beside the alpha channel", found: "shape \(shape)",
                    remedy: "describe the axis of the channels")
            }
        }
    }
}
