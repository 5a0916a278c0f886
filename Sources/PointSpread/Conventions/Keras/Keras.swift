/// What Keras, version 3.15.1, puts around arrays, its convolutions of a single channel, and its blur.
///
/// ```swift
/// try Keras.convolution(count: 6, taps: 3, stride: 2, padding: .same)   // before 0: centres 1, 3, 5
/// ```
///
/// Kernels are never turned. Padding depends on the size of the array: with a stride, it is not that of PyTorch.
public enum Keras {
    static let framework = Framework(
        name: "keras", version: "3.15.1",
        conventions: [
            Convention("conv", .within(1e-14), evidence: convolutions, make: readConvolution),
            Convention("gaussian_blur", .documented, evidence: documentedBlur) {
                (arguments: inout ConventionArguments) throws(FilterError) in
                try readGaussianBlur(&arguments, of: nil)
            },
        ]
            + Backend.allCases.map { backend in
                Convention("gaussian_blur.\(backend.rawValue)", .within(2.4e-7), evidence: blurs) {
                    (arguments: inout ConventionArguments) throws(FilterError) in
                    try readGaussianBlur(&arguments, of: backend)
                }
            })

    private static let convolutions =
        "990 random cases beside Keras with jax, TensorFlow and PyTorch, seed 20261121: float64 within 4.3e-16, float32 within 2.2e-7"
    private static let blurs =
        "240 to 271 random cases beside Keras with each backend, seed 20261121, its defects included: float32 within 2.4e-7"
    private static let documentedBlur = "equal to every backend where sizes and deviations are the same along both axes"

    /// How much is put around an axis before a convolution.
    public enum Padding: String, Hashable, Sendable, CaseIterable {
        /// Zeros, as many as make ⌈n ∕ stride⌉ outputs; the odd one behind.
        case same
        /// None.
        case valid
    }

    /// Which samples meet which taps in `Conv1D`, `Conv2D` and `Conv3D`, along one axis.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolution(
        count: Int, taps: Int, stride: Int = 1, padding: Padding = .valid, dilation: Int = 1
    ) throws(FilterError) -> AxisGeometry {
        for (name, value) in [("taps", taps), ("strides", stride), ("dilation_rate", dilation)] where value < 1 {
            throw FilterError(
                .invalidParameter, name, expected: "a whole number from 1", found: "\(value)", remedy: "give one")
        }
        let reach = (taps - 1) * dilation
        switch padding {
        case .same:
            let outputs = (count + stride - 1) / stride
            let total = max((outputs - 1) * stride + reach + 1 - count, 0)
            return AxisGeometry(before: total / 2, outputCount: outputs, stride: stride, dilation: dilation)
        case .valid:
            let outputs = max((count - reach + stride - 1) / stride, 0)
            return AxisGeometry(before: 0, outputCount: count > reach ? outputs : 0, stride: stride, dilation: dilation)
        }
    }
}
