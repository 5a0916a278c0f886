/// A length along an axis, in samples or in millimetres; also a standard deviation said as a full width at half maximum.
///
/// ```swift
/// try photo.gaussianBlurred(sigma: 2)                                          // samples
/// try brain.gaussianBlurred(sigma: .millimetres(1.5))
/// try brain.gaussianBlurred(sigma: .fullWidthAtHalfMaximum(.millimetres(6)))   // σ = 2.548 mm
/// ```
public struct Length: Hashable, Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    CustomStringConvertible
{
    /// The number, in samples or millimetres, as it was said.
    public let value: Double
    /// Whether the number is in millimetres.
    public let isPhysical: Bool
    /// Whether the number is a full width at half maximum, of which the standard deviation is 1 ∕ (2√(2 ln 2)).
    public let isFullWidthAtHalfMaximum: Bool

    private init(value: Double, isPhysical: Bool, isFullWidthAtHalfMaximum: Bool) {
        self.value = value
        self.isPhysical = isPhysical
        self.isFullWidthAtHalfMaximum = isFullWidthAtHalfMaximum
    }

    /// A number of samples.
    public init(floatLiteral value: Double) { self = .samples(value) }
    /// A number of samples.
    public init(integerLiteral value: Int) { self = .samples(Double(value)) }

    /// A number of samples.
    public static func samples(_ value: Double) -> Length {
        Length(value: value, isPhysical: false, isFullWidthAtHalfMaximum: false)
    }

    /// A number of millimetres, which the spacing of the image turns into samples.
    public static func millimetres(_ value: Double) -> Length {
        Length(value: value, isPhysical: true, isFullWidthAtHalfMaximum: false)
    }

    /// A standard deviation, said as the width of the Gaussian at half its height.
    public static func fullWidthAtHalfMaximum(_ width: Length) -> Length {
        Length(value: width.value, isPhysical: width.isPhysical, isFullWidthAtHalfMaximum: true)
    }

    /// The length in samples along an axis of a layout.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` unless the number is finite and at least 0, and the spacing is known
    ///   where it is needed.
    func inSamples(along axis: Int, of layout: Layout, _ name: String) throws(FilterError) -> Double {
        guard value.isFinite, value >= 0 else {
            throw FilterError(
                .invalidParameter, name, expected: "a finite number of 0 or more", found: "\(value)",
                remedy: "give a length in samples, or in the unit of the spacing where that is known")
        }
        var length = isFullWidthAtHalfMaximum ? Taps.sigma(fullWidthAtHalfMaximum: value) : value
        if isPhysical {
            guard let spacing = layout.spacing[axis] else {
                throw FilterError(
                    .invalidParameter, name, expected: "samples, since axis \(axis) has no spacing",
                    found: "\(value) mm", remedy: "give it in samples, or give the spacing")
            }
            length /= spacing.millimetres
        }
        return length
    }

    /// Number and unit, as in `1.5 mm`.
    public var description: String {
        (isFullWidthAtHalfMaximum ? "fwhm " : "") + "\(value)" + (isPhysical ? " mm" : " px")
    }
}
