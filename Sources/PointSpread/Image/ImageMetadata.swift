/// What is known of an image beside its samples.
public struct ImageMetadata: Hashable, Sendable {
    /// Whether and how colours were multiplied by alpha.
    public enum Alpha: String, Hashable, Sendable {
        /// There is no alpha.
        case none
        /// The last channel is alpha, and colours are independent of it.
        case straight
        /// The last channel is alpha, and colours have been multiplied by it.
        case premultiplied
    }

    /// Which way the stored rows and columns run on display: the eight values of EXIF, by number.
    public enum Orientation: Int, Hashable, Sendable, CaseIterable {
        /// Rows run down, columns run right.
        case upright = 1
        /// Mirrored from left to right.
        case mirrored
        /// Turned by half a turn.
        case turned180
        /// Mirrored from top to bottom.
        case flipped
        /// Mirrored, then turned a quarter counter-clockwise.
        case transposed
        /// To be turned a quarter clockwise for display.
        case turned90
        /// Mirrored, then turned a quarter clockwise.
        case transversed
        /// To be turned a quarter counter-clockwise for display.
        case turned270
    }

    /// What each axis means, outermost first.
    public var roles: [AxisRole]
    /// The distance between samples along each axis, where it is known.
    public var spacing: [Spacing?]
    /// Whether the last channel is alpha.
    public var alpha: Alpha = .none
    /// Which way rows and columns run.
    public var orientation: Orientation = .upright
    /// An ICC profile, byte for byte; empty where there is none.
    public var profile: [UInt8] = []
    /// A text that describes the image; empty where there is none.
    public var summary = ""
    /// Further texts, in the order of the file.
    public var texts: [Text] = []
    /// An EXIF block, which begins with its byte order; empty where there is none.
    ///
    /// It says that the image is upright, has no thumbnail, and is otherwise that of the file.
    public var exif: [UInt8] = []
    /// What the numbers mean as light and colour, where no profile says it.
    public var colorimetry: Colorimetry?
    /// Bits that carry information in each sample, where fewer than its type holds (a 10-bit image in 16-bit samples).
    public var significantBits: Int?
    /// What the samples stand for, where that is not the samples themselves.
    public var scaling: ValueScaling?
    /// The header and extensions of a NIfTI file, byte for byte; empty where there are none.
    ///
    /// Into a NIfTI file goes everything of them that is still so.
    public var nifti: [UInt8] = []

    /// Makes metadata that say only what the axes mean.
    public init(roles: [AxisRole]) {
        self.roles = roles
        spacing = [Spacing?](repeating: nil, count: roles.count)
    }

    /// The axis of the channels, where there is one.
    public var channelAxis: Int? { roles.firstIndex(of: .channel) }

    /// The axes that extend in space, outermost first.
    public var spatialAxes: [Int] { roles.indices.filter { roles[$0].isSpatial } }

    /// The axis with a role, where there is one.
    public func axis(of role: AxisRole) -> Int? { roles.firstIndex(of: role) }

    /// The metadata of an image with one axis less.
    package func removing(axis: Int) -> ImageMetadata {
        var result = self
        result.roles.remove(at: axis)
        result.spacing.remove(at: axis)
        if roles[axis] == .channel { result.alpha = .none }
        return result
    }
}
