/// What PyTorch, version 2.15.0, puts around arrays, and its convolutions of a single channel.
///
/// ```swift
/// try PyTorch.convolution(count: 640, taps: 4, padding: .same)   // before 1, 640 outputs
/// let frame = try photo.filtered(by: PyTorch.pad([2, 2, 1, 1], mode: .reflect))
/// ```
///
/// Convolutions are correlations here: kernels are never turned.
public enum PyTorch {
    static let framework = Framework(
        name: "torch", version: "2.15.0",
        conventions: [
            Convention(
                "pad", .bitExact, evidence: "2112 random cases beside PyTorch, seed 20261121: every bit equal",
                make: readPad),
            Convention(
                "conv", .within(1e-14),
                evidence:
                    "2015 random cases of 1 to 3 axes beside PyTorch, seed 20261121: float64 within 4.3e-16, float32 within 2e-7",
                make: readConvolution),
            Convention(
                "conv_transpose", .within(1e-14),
                evidence:
                    "2057 random cases of 1 and 2 axes beside PyTorch, seed 20261121: float64 within 3.8e-16, float32 within 2.2e-7",
                make: readTransposedConvolution),
        ])

    /// What lies outside.
    public enum PaddingMode: Hashable, Sendable {
        /// A value that is the same everywhere.
        case constant(Double)
        /// The mirror image, the outermost sample not repeated; of fewer samples than there are.
        case reflect
        /// The nearest sample.
        case replicate
        /// The line again, once at most.
        case circular

        /// Zeros.
        public static let zeros = PaddingMode.constant(0)

        /// The border by its general name.
        public var border: Border {
            switch self {
            case .constant(let value): .constant(value)
            case .reflect: .reflect101
            case .replicate: .replicate
            case .circular: .wrap
            }
        }

        /// Refuses more samples outside than PyTorch makes of those inside.
        func check(before: Int, after: Int, count: Int) throws(FilterError) {
            let most: Int
            switch self {
            case .constant: return
            case .reflect: most = count - 1
            case .replicate: most = count > 0 ? Int.max : 0
            case .circular: most = count
            }
            guard max(before, after) <= most else {
                throw FilterError(
                    .mismatch, "padding", expected: "at most \(most) samples at each end of \(count)",
                    found: "\(before) before and \(after) after", remedy: "use a larger array or another border")
            }
        }

        static func read(_ arguments: inout ConventionArguments, _ name: String) throws(FilterError) -> PaddingMode? {
            guard let text = try arguments.text(name) else { return nil }
            return try arguments.choice(
                text.lowercased(), name,
                [
                    "constant": .zeros, "zeros": .zeros, "reflect": .reflect, "replicate": .replicate,
                    "circular": .circular,
                ])
        }
    }

    /// How much is put around an axis before a convolution.
    public enum Padding: Hashable, Sendable {
        /// So many samples at both ends.
        case samples(Int)
        /// As many as keep the size; an even kernel has the odd one behind. For a stride of 1 only.
        case same
        /// None.
        case valid
    }

    /// Which samples meet which taps in `conv1d`, `conv2d` and `conv3d`, along one axis.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, or `mismatch` where the kernel is larger than what it meets.
    public static func convolution(
        count: Int, taps: Int, stride: Int = 1, padding: Padding = .samples(0), dilation: Int = 1
    ) throws(FilterError) -> AxisGeometry {
        try checkPositive([("taps", taps), ("stride", stride), ("dilation", dilation)])
        let reach = dilation * (taps - 1)
        let (before, after) = try padding.ends(reach: reach, stride: stride)
        let free = count + before + after - reach - 1
        guard free >= 0 else {
            throw FilterError(
                .mismatch, "padding", expected: "at least \(reach + 1) samples with padding for \(taps) taps",
                found: "\(count + before + after)", remedy: "use a smaller kernel or more padding")
        }
        return AxisGeometry(before: before, outputCount: free / stride + 1, stride: stride, dilation: dilation)
    }

    /// Which samples meet which taps in `conv_transpose1d` and the others, along one axis, for a kernel that has been turned.
    ///
    /// - Parameter outputPadding: how many outputs there are more behind.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func transposedConvolution(
        count: Int, taps: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0, dilation: Int = 1
    ) throws(FilterError) -> AxisGeometry {
        try checkPositive([("taps", taps), ("stride", stride), ("dilation", dilation)])
        guard padding >= 0, (0..<max(stride, dilation)).contains(outputPadding) else {
            throw FilterError(
                .invalidParameter, "output_padding", expected: "from 0 to below the stride or the dilation",
                found: "\(outputPadding)", remedy: "give as many outputs as the stride has left out")
        }
        let reach = dilation * (taps - 1)
        let outputs = (count - 1) * stride - 2 * padding + reach + outputPadding + 1
        guard outputs > 0 else {
            throw FilterError(
                .mismatch, "padding", expected: "padding that leaves an output", found: "\(padding)",
                remedy: "cut off less")
        }
        return AxisGeometry(
            before: reach - padding, outputCount: outputs, dilation: dilation, stuffing: stride - 1)
    }

    private static func checkPositive(_ numbers: [(name: String, value: Int)]) throws(FilterError) {
        for (name, value) in numbers where value < 1 {
            throw FilterError(
                .invalidParameter, name, expected: "a whole number from 1", found: "\(value)", remedy: "give one")
        }
    }
}

extension PyTorch.Padding {
    /// How many samples lie before the first and behind the last.
    func ends(reach: Int, stride: Int) throws(FilterError) -> (before: Int, after: Int) {
        switch self {
        case .samples(let count):
            guard count >= 0 else {
                throw FilterError(
                    .invalidParameter, "padding", expected: "0 or more", found: "\(count)", remedy: "give a number")
            }
            return (count, count)
        case .valid: return (0, 0)
        case .same:
            guard stride == 1 else {
                throw FilterError(
                    .invalidParameter, "padding", expected: "a stride of 1 for 'same'", found: "\(stride)",
                    remedy: "give the padding as a number")
            }
            return (reach / 2, reach - reach / 2)
        }
    }
}
