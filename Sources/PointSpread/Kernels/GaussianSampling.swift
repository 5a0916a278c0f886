/// How the continuous Gaussian becomes taps at integers.
///
/// ```swift
/// let taps = try Taps.gaussian(sigma: 0.5, sampling: .integrated)
/// ```
///
/// At the anchor the sampled and the integrated tap differ by about 1/(24 σ²): 1 % for a sigma of 2, 17 % for ½.
public enum GaussianSampling: Hashable, Sendable, CaseIterable {
    /// The value at each integer. The native rule, and that of most libraries.
    case sampled
    /// The integral over each sample's interval, from half a sample before it to half a sample behind: what a detector
    /// with square cells sees. Its second moment is about 1/12 greater than σ².
    case integrated
    /// The discrete analogue e^(−t) Iₙ(t) with t = σ² (Lindeberg, "Scale-space for discrete signals", 1990). Its second
    /// moment is exactly σ², and two such filters in a row are exactly one with the sum of their t.
    case discrete
}
