/// The distance between neighbouring samples along an axis.
///
/// ```swift
/// let slices = Spacing(1.5, .millimetre)
/// slices.millimetres   // 1.5
/// ```
public struct Spacing: Hashable, Sendable, CustomStringConvertible {
    /// A unit of length.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        /// 1 m.
        case metre = "m"
        /// 10⁻³ m.
        case millimetre = "mm"
        /// 10⁻⁶ m.
        case micrometre = "µm"
        /// 10⁻⁹ m.
        case nanometre = "nm"

        /// The unit in millimetres.
        public var inMillimetres: Double {
            switch self {
            case .metre: 1000
            case .millimetre: 1
            case .micrometre: 1e-3
            case .nanometre: 1e-6
            }
        }
    }

    /// The distance in the unit.
    public let distance: Double
    /// The unit.
    public let unit: Unit

    /// Makes a spacing.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` unless the distance is finite and above 0.
    public init(_ distance: Double, _ unit: Unit) throws(FilterError) {
        guard distance.isFinite, distance > 0 else {
            throw FilterError(
                .invalidParameter, "spacing", expected: "a finite distance above 0", found: "\(distance)",
                remedy: "give the distance between neighbouring samples")
        }
        self.distance = distance
        self.unit = unit
    }

    /// The distance in millimetres.
    public var millimetres: Double { distance * unit.inMillimetres }

    /// Distance and unit, as in `1.5 mm`.
    public var description: String { "\(distance) \(unit.rawValue)" }
}
