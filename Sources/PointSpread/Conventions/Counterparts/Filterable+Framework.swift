extension Filterable {
    // MARK: Gaussian

    /// A copy, blurred by a framework's own Gaussian, with its defaults.
    ///
    /// ```swift
    /// let soft = try photo.gaussianBlurred(sigma: 2, as: .openCV)   // the bytes of cv2.GaussianBlur(photo, (0, 0), 2)
    /// ```
    ///
    /// Some frameworks make real numbers of whole ones (`.scikitImage`, `.kornia`, `.dipLib`, `.fastAI`); ask them with an
    /// `AnyImage` or an `AnyArray`, whose elements may be of any type.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation.
    ///   - framework: one that has a Gaussian.
    ///   - axes: the axes to filter along; two of them, y and x, for most frameworks.
    /// - Throws: `FilterError` where the framework has no Gaussian, does not take such samples or makes others of them.
    public func gaussianBlurred(
        sigma: Length, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: FrameworkFilter.gaussian(.uniform(sigma), framework), axes: axes)
    }

    /// A copy, blurred by a framework's own Gaussian of one standard deviation for each axis.
    public func gaussianBlurred(
        sigma: [Length], as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: FrameworkFilter.gaussian(.each(sigma), framework), axes: axes)
    }

    /// Blurs in place by a framework's own Gaussian.
    public mutating func gaussianBlur(
        sigma: Length, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: FrameworkFilter.gaussian(.uniform(sigma), framework), axes: axes) }

    /// Writes a copy, blurred by a framework's own Gaussian, into memory that the caller owns.
    public func gaussianBlur(
        sigma: Length, as framework: Framework, axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) {
        try filter(by: FrameworkFilter.gaussian(.uniform(sigma), framework), axes: axes, into: &result)
    }

    // MARK: Box

    /// A copy, in which every sample is the mean of a box as a framework makes it.
    ///
    /// - Throws: `FilterError` where the framework has no box, or does not take such samples.
    public func boxBlurred(
        width: Int, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self { try filtered(by: FrameworkFilter.box(width, framework), axes: axes) }

    /// Replaces every sample by the mean of a box as a framework makes it.
    public mutating func boxBlur(
        width: Int, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) { try filter(by: FrameworkFilter.box(width, framework), axes: axes) }

    /// Writes the mean of a box as a framework makes it into memory that the caller owns.
    public func boxBlur(
        width: Int, as framework: Framework, axes: AxisSelection = .automatic, into result: inout Self
    ) throws(FilterError) { try filter(by: FrameworkFilter.box(width, framework), axes: axes, into: &result) }

    // MARK: Unsharp mask

    /// A copy, sharpened by a framework's own unsharp mask.
    ///
    /// - Parameters:
    ///   - sigma: the standard deviation of the blur.
    ///   - amount: how much of the difference is added; the framework's default when it is left out.
    ///   - threshold: the difference that is left alone; the framework's default when it is left out.
    /// - Throws: `FilterError` where the framework has no unsharp mask or it does not know what is given.
    public func unsharpMasked(
        sigma: Length, amount: Double? = nil, threshold: Double? = nil, as framework: Framework,
        axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: FrameworkFilter.unsharpMask(sigma, amount, threshold, framework), axes: axes)
    }

    /// Sharpens in place by a framework's own unsharp mask.
    public mutating func unsharpMask(
        sigma: Length, amount: Double? = nil, threshold: Double? = nil, as framework: Framework,
        axes: AxisSelection = .automatic
    ) throws(FilterError) {
        try filter(by: FrameworkFilter.unsharpMask(sigma, amount, threshold, framework), axes: axes)
    }

    // MARK: Kernels

    /// A copy, correlated with a kernel by a framework's own function.
    ///
    /// The kernel's anchor is that of the framework: to choose it, make a `FrameworkFilter`.
    ///
    /// - Throws: `FilterError` where the framework has no such function, or does not take such kernels or samples.
    public func correlated(
        with kernel: Kernel, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: FrameworkFilter(.correlation, as: framework, [.kernel: .kernel(kernel)]), axes: axes)
    }

    /// A copy, convolved with a kernel by a framework's own function; the kernel is turned where that correlates.
    ///
    /// - Throws: as `correlated(with:as:axes:)`.
    public func convolved(
        with kernel: Kernel, as framework: Framework, axes: AxisSelection = .automatic
    ) throws(FilterError) -> Self {
        try filtered(by: FrameworkFilter(.convolution, as: framework, [.kernel: .kernel(kernel)]), axes: axes)
    }
}

extension FrameworkFilter {
    fileprivate static func gaussian(_ sigma: PerAxis<Length>, _ framework: Framework) throws(FilterError) -> Self {
        try FrameworkFilter(.gaussian, as: framework, [.sigma: .lengths(sigma)])
    }

    fileprivate static func box(_ width: Int, _ framework: Framework) throws(FilterError) -> Self {
        try FrameworkFilter(.box, as: framework, [.width: .number(width)])
    }

    fileprivate static func unsharpMask(
        _ sigma: Length, _ amount: Double?, _ threshold: Double?, _ framework: Framework
    ) throws(FilterError) -> Self {
        var options: [FilterOption: FilterOptionValue] = [.sigma: .lengths(.uniform(sigma))]
        options[.amount] = amount.map { .number($0) }
        options[.threshold] = threshold.map { .number($0) }
        return try FrameworkFilter(.unsharpMask, as: framework, options)
    }
}
