/// What stored samples stand for, where that is not the samples themselves: slope × sample + intercept.
///
/// Scanners store measurements as small whole numbers in this way. Filters work on the stored samples, and the results stand
/// for what the filter makes of the measurements.
///
/// ```swift
/// let hounsfield = try ValueScaling(slope: 1, intercept: -1024)
/// hounsfield.value(of: 1024)   // 0.0
/// ```
public struct ValueScaling: Hashable, Sendable, CustomStringConvertible {
    /// What a sample is multiplied by.
    public let slope: Double
    /// What is added to the product.
    public let intercept: Double

    /// Makes a scaling.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` unless both are finite and the slope is not 0.
    public init(slope: Double, intercept: Double = 0) throws(FilterError) {
        guard slope.isFinite, slope != 0, intercept.isFinite else {
            throw FilterError(
                .invalidParameter, "scaling", expected: "a finite slope other than 0 and a finite intercept",
                found: "\(slope) and \(intercept)", remedy: "leave it out where samples stand for themselves")
        }
        self.slope = slope
        self.intercept = intercept
    }

    /// What a sample stands for.
    public func value(of sample: Double) -> Double { slope * sample + intercept }

    /// The rule, as in `0.5 × sample + 10.0`.
    public var description: String {
        "\(slope) × sample" + (intercept == 0 ? "" : intercept < 0 ? " − \(-intercept)" : " + \(intercept)")
    }
}

extension StridedImage {
    /// The image whose samples are what these stand for, in floating point; without a scaling, the image itself.
    ///
    /// In 64 bits for samples of 64 bits and whole numbers of 32, otherwise in 32.
    ///
    /// - Throws: `FilterError` with code `outOfMemory`.
    public func withScaledValues() throws(FilterError) -> AnyImage {
        let samples = AnyArray(pixels.buffer)
        guard let scaling = metadata.scaling else { return try AnyImage(samples, metadata) }
        var metadata = metadata
        metadata.scaling = nil
        var values = try samples.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        values.withMutableSpan { span in
            for index in span.indices { span[index] = scaling.value(of: span[index]) }
        }
        guard samples.elementType.accumulator == .float32 else { return try AnyImage(AnyArray(values), metadata) }
        return try AnyImage(
            AnyArray(try values.converted(to: Float.self, rounding: .halfEven, overflow: .saturate)), metadata)
    }
}
