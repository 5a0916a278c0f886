/// The filters of NumPy, version 2.4.6, and its arithmetic, which SciPy's taps are made with.
///
/// ```swift
/// let averaged = try signal.filtered(by: try NumPy.convolve(kernel: [0.25, 0.5, 0.25], mode: .same))
/// let framed = try photo.filtered(by: try NumPy.pad(width: [.init(before: 8, after: 8)], mode: .reflect101))
/// ```
public enum NumPy {
    private static let exact = "2,000 random cases (seed 1121) of all types: every number equals NumPy's"
    private static let close =
        "2,000 random cases (seed 1121): whole numbers equal, real ones within the bound times the sum of the kernel's "
        + "magnitudes, 2e-6 for float32"

    static let framework = Framework(
        name: "numpy", version: "2.4.6",
        conventions: [
            Convention("convolve", .within(2e-14), evidence: close, make: readConvolve),
            Convention("correlate", .within(2e-14), evidence: close, make: readCorrelate),
            Convention("pad", .bitExact, evidence: exact, make: readPad),
        ])

    /// `numpy.convolve` of a line with taps that are not longer; the original exchanges them where they are.
    ///
    /// - Parameters:
    ///   - kernel: one number or more.
    ///   - type: the type of the result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolve(
        kernel: [Double], mode: CorrelationMode = .full, type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try correlate(kernel: kernel.reversed(), mode: mode, type: type)
    }

    /// `numpy.correlate` of a line with taps that are not longer; the original exchanges them where they are.
    ///
    /// - Parameters:
    ///   - kernel: one number or more.
    ///   - type: the type of the result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate(
        kernel: [Double], mode: CorrelationMode = .valid, type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try SciPySignal.dense(
            try Kernel(kernel, extents: [kernel.count]), mode, centre: .after, .constant(0), type, order: .leftToRight)
    }

    static func readConvolve(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let kernel = try arguments.numbers("kernel") else { throw arguments.missing("kernel") }
        return .filter(
            try convolve(
                kernel: kernel.values, mode: try SciPySignal.mode(&arguments),
                type: try arguments.elementType("type")))
    }

    static func readCorrelate(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let kernel = try arguments.numbers("kernel") else { throw arguments.missing("kernel") }
        return .filter(
            try correlate(
                kernel: kernel.values, mode: try SciPySignal.mode(&arguments, otherwise: .valid),
                type: try arguments.elementType("type")))
    }
}
