/// A named family of first-derivative kernels.
///
/// ```swift
/// let gradient = try Kernel.outerProduct(of: [
///     Taps.smoothing(.sobel, size: 3), Taps.derivative(.sobel, size: 3),
/// ])
/// gradient.weights  // [-0.125, 0, 0.125, -0.25, 0, 0.25, -0.125, 0, 0.125]
/// ```
///
/// A derivative along one axis is `derivative` taps along it and `smoothing` taps along the others.
public enum DerivativeKernel: Hashable, Sendable, CaseIterable {
    /// The central difference of the highest order: exact for polynomials up to degree size − 1. Odd sizes, no smoothing.
    case central
    /// The one-sided difference of the highest order that starts at the output sample: exact for polynomials up to degree
    /// size − 1. Any size from 2 on, no smoothing.
    case forward
    /// A central difference smoothed by a binomial. Odd sizes.
    case sobel
    /// The slope of the line fitted by least squares, averaged across. Odd sizes.
    case prewitt
    /// The 3×3 kernel with the smoothing 3, 10, 3 (Scharr, 2000), whose direction is more exact. Size 3.
    case scharr
}
