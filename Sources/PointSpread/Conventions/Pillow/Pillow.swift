/// The filters of Pillow's `ImageFilter`, version 13.0.0.
///
/// ```swift
/// let soft = try photo.filtered(by: try Pillow.gaussianBlur(radius: 2))
/// let crisp = try photo.filtered(by: Pillow.sharpen)
/// ```
///
/// They take images of 8 bits for each channel, all channels alike, alpha too. Blurs are sums of boxes in whole numbers, stored in
/// 8 bits after each pass; kernels are sums in `float32`.
public enum Pillow {
    static let framework = Framework(
        name: "pillow", version: "13.0.0",
        conventions: [
            Convention("GaussianBlur", .bitExact, evidence: evidence(2000), make: readGaussianBlur),
            Convention("BoxBlur", .bitExact, evidence: evidence(2000), make: readBoxBlur),
            Convention("UnsharpMask", .bitExact, evidence: evidence(2000), make: readUnsharpMask),
            Convention("Kernel", .bitExact, evidence: evidence(4000), make: readKernel),
        ] + presets)

    private static let presets = Preset.allCases.map { preset in
        Convention(preset.rawValue, .bitExact, evidence: evidence(40)) {
            (_: inout ConventionArguments) throws(FilterError) in .filter(preset.filter)
        }
    }

    private static func evidence(_ cases: Int) -> String {
        "\(cases) random images and parameters beside Pillow, seed 20261121: every byte equal"
    }

    /// How far a blur reaches along a row and along a column, in samples; a fraction takes part of the next sample.
    public struct Radius: Hashable, Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
        /// Along a row.
        public var x: Double
        /// Along a column.
        public var y: Double

        /// States the radius along a row and along a column.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }

        /// The same along both.
        public init(_ radius: Double) { self.init(x: radius, y: radius) }

        /// The same along both.
        public init(floatLiteral radius: Double) { self.init(radius) }

        /// The same along both.
        public init(integerLiteral radius: Int) { self.init(Double(radius)) }

        static func read(_ arguments: inout ConventionArguments) throws(FilterError) -> Radius? {
            guard let numbers = try arguments.numbers("radius") else { return nil }
            guard numbers.values.count == (numbers.extents.isEmpty ? 1 : 2) else {
                throw FilterError(
                    .invalidParameter, "radius", expected: "one number, or one for x and one for y",
                    found: "numbers of shape \(numbers.extents)", remedy: "give one or two")
            }
            return Radius(x: numbers.values[0], y: numbers.values.count == 1 ? numbers.values[0] : numbers.values[1])
        }
    }

    /// Refuses what does not store its channels in 8 bits.
    static func checkBytes(_ layout: Layout) throws(FilterError) {
        guard layout.elementType == .uint8 else {
            throw FilterError(
                .mismatch, "type", expected: "uint8", found: layout.elementType.rawValue,
                remedy: "convert the image; Pillow blurs 8 bits for each channel only")
        }
    }
}
