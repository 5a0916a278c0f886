/// The convolutions of `scipy.signal`, version 1.17.1, as it computes them on x86-64.
///
/// ```swift
/// let blurred = try photo.filtered(by: try SciPySignal.convolve2D(kernel: kernel, mode: .same, boundary: .symmetric))
/// ```
///
/// The first input of the original is the array, the second the kernel. Where the mode is `same`, an even kernel lies differently
/// from function to function. The original exchanges its inputs where the mode is `valid` and the kernel is the larger one;
/// that is left to the caller here.
public enum SciPySignal {
    private static let exact =
        "2,000 random cases (seed 1121), and all modes, boundaries and types at small sizes: every number equals SciPy's"
    private static let close =
        "200 random cases in every run of the tests: whole numbers equal, real ones within the bound times the sum of the kernel's "
        + "magnitudes, 2e-6 where an input is float32, in which SciPy transforms"

    static let framework = Framework(
        name: "scipy.signal", version: "1.17.1",
        conventions: [
            Convention("convolve2d", .bitExact, evidence: exact, make: readConvolve2D),
            Convention("correlate2d", .bitExact, evidence: exact, make: readCorrelate2D),
            Convention("convolve", .within(2e-14), evidence: close, make: readConvolve),
            Convention("correlate", .within(2e-14), evidence: close, make: readCorrelate),
            Convention("fftconvolve", .within(2e-14), evidence: close, make: readFFTConvolve),
            Convention("oaconvolve", .within(2e-14), evidence: close, make: readFFTConvolve),
        ])

    // MARK: Exact sums of two dimensions

    /// `scipy.signal.convolve2d`: products are visited in the order of the kernel and summed in the type of the result, each complete
    /// group of four within a row before it is added.
    ///
    /// - Parameters:
    ///   - kernel: two axes; its anchor is not looked at.
    ///   - boundary: `.constant` is `fill`, `.wrap` is `wrap`, `.symmetric` is `symm`.
    ///   - type: the type of sums and result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolve2D(
        kernel: Kernel, mode: CorrelationMode = .full, boundary: Border = .constant(0), type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        // The turned kernel from its last tap on is the kernel from its first.
        try dense(
            kernel.turned, mode, centre: .after, boundary, type, order: .backward(.groups(of: 4)), rank: 2,
            isExact: true)
    }

    /// `scipy.signal.correlate2d`: the same without turning the kernel.
    ///
    /// - Parameters:
    ///   - kernel: two axes; its anchor is not looked at.
    ///   - boundary: `.constant` is `fill`, `.wrap` is `wrap`, `.symmetric` is `symm`.
    ///   - type: the type of sums and result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate2D(
        kernel: Kernel, mode: CorrelationMode = .full, boundary: Border = .constant(0), type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try dense(kernel, mode, centre: .before, boundary, type, order: .groups(of: 4), rank: 2, isExact: true)
    }

    // MARK: Sums of any dimension

    /// `scipy.signal.convolve`, by whichever method: whole numbers are exact, real ones summed in `float64`.
    ///
    /// - Parameters:
    ///   - kernel: as many axes as are filtered; its anchor is not looked at.
    ///   - type: the type of the result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func convolve(
        kernel: Kernel, mode: CorrelationMode = .full, type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try dense(kernel.turned, mode, centre: .after, .constant(0), type, order: .leftToRight)
    }

    /// `scipy.signal.correlate`, by whichever method.
    ///
    /// - Parameters:
    ///   - kernel: as many axes as are filtered; its anchor is not looked at.
    ///   - type: the type of the result, that of both inputs together; that of the samples when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func correlate(
        kernel: Kernel, mode: CorrelationMode = .full, type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try dense(kernel, mode, centre: .after, .constant(0), type, order: .leftToRight)
    }

    /// `scipy.signal.fftconvolve` and `oaconvolve`: the sums that they transform for.
    ///
    /// - Parameters:
    ///   - kernel: as many axes as are filtered; its anchor is not looked at.
    ///   - type: the type of the result; `float32` for samples of up to 32 real bits, `float64` otherwise, when it is left out.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func fftConvolve(
        kernel: Kernel, mode: CorrelationMode = .full, type: ElementType? = nil
    ) throws(FilterError) -> some Filter {
        try dense(kernel.turned, mode, centre: .after, .constant(0), type, order: .leftToRight, isReal: true)
    }
}
