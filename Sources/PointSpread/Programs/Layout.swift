/// The axes that a filter runs along.
///
/// ```swift
/// try volume.gaussianBlurred(sigma: 2, axes: .all)
/// try frames.gaussianBlurred(sigma: 2, axes: [1, 2])
/// ```
public enum AxisSelection: Hashable, Sendable, ExpressibleByArrayLiteral {
    /// The spatial axes of an image; all axes of an array of rank 1 or 2. From rank 3 on an array's axes must be said.
    case automatic
    /// Every axis, except the axis of channels where one is known.
    case all
    /// These axes; a negative one counts from the end.
    case only([Int])

    /// These axes; a negative one counts from the end.
    public init(arrayLiteral axes: Int...) { self = .only(axes) }
}

/// What a filter must know of an array to become a program.
///
/// Frameworks change their arithmetic with the type and the shape, so a filter becomes a program for a layout only.
public struct Layout: Hashable, Sendable {
    /// Real neighbours that the array contains at the ends of an axis, beyond the part that is to be filtered.
    public struct Halo: Hashable, Sendable {
        /// Samples before the part.
        public var before: Int
        /// Samples after the part.
        public var after: Int

        /// States the numbers.
        public init(before: Int = 0, after: Int = 0) {
            self.before = before
            self.after = after
        }
    }

    /// The size along each axis, halos included.
    public var shape: Shape
    /// The distance from one element to the next along each axis, in elements.
    public var strides: [Int]
    /// The type of the elements.
    public var elementType: ElementType
    /// The axes that a filter runs along.
    public var axes: AxisSelection = .automatic
    /// The axes that `.automatic` means, where something is known of them.
    public var spatialAxes: [Int]?
    /// The axis of the channels, where there is one.
    public var channelAxis: Int?
    /// Whether the last channel is alpha that colours have not been multiplied by.
    public var hasStraightAlpha = false
    /// The curve that colours are decoded with before, and encoded with after a native filter, so that it works on linear light.
    public var transfer: TransferFunction?
    /// The distance between samples along each axis, where it is known.
    public var spacing: [Spacing?]
    /// The real neighbours that the array contains along each axis.
    public var halos: [Halo]
    /// The index of the first sample, halos left out, in the whole that the array is a part of.
    public var origin: [Int]

    /// Describes a contiguous array of which nothing else is known.
    public init(shape: Shape, elementType: ElementType) {
        self.shape = shape
        self.elementType = elementType
        strides = shape.contiguousStrides
        spacing = [Spacing?](repeating: nil, count: shape.rank)
        halos = [Halo](repeating: Halo(), count: shape.rank)
        origin = [Int](repeating: 0, count: shape.rank)
    }

    /// The axes that a filter runs along, in ascending order.
    ///
    /// - Throws: `FilterError` with code `invalidAxes` for an axis that does not exist or is named twice, for the axis of the
    ///   channels, or when an array of rank 3 or more does not say which axes it means.
    public func resolvedAxes() throws(FilterError) -> [Int] {
        let rank = shape.rank
        switch axes {
        case .all: return (0..<rank).filter { $0 != channelAxis }
        case .automatic:
            if let spatialAxes { return spatialAxes }
            guard rank <= 2 || channelAxis != nil else {
                throw FilterError(
                    .invalidAxes, "axes",
                    expected: "the axes to filter, since an array of rank \(rank) may hold a batch or "
                        + "colours", found: "none",
                    remedy: "name the axes, such as \(rank - 2) and \(rank - 1) for the last two, or the axis of the "
                        + "channels")
            }
            return (0..<rank).filter { $0 != channelAxis }
        case .only(let named):
            var resolved: [Int] = []
            for axis in named {
                let index = axis < 0 ? axis + rank : axis
                guard (0..<rank).contains(index), !resolved.contains(index) else {
                    throw FilterError(
                        .invalidAxes, "axes", expected: "different axes from 0 to \(rank - 1)", found: "\(named)",
                        remedy: "name each axis of the \(shape) array at most once")
                }
                guard index != channelAxis else {
                    throw FilterError(
                        .invalidAxes, "axes", expected: "axes other than the channel axis \(index)", found: "\(named)",
                        remedy: "filter the plain array if channels are meant to be mixed")
                }
                resolved.append(index)
            }
            return resolved.sorted()
        }
    }

    /// Makes sure that everything that is said of axes is said of axes that there are.
    ///
    /// - Throws: `FilterError` with code `mismatch`.
    func check() throws(FilterError) {
        let rank = shape.rank
        guard [strides.count, spacing.count, halos.count, origin.count].allSatisfy({ $0 == rank }) else {
            throw misfit("a stride, spacing, halo and origin for each axis", "others")
        }
        let named = (spatialAxes ?? []) + (channelAxis.map { [$0] } ?? [])
        guard Set(named).count == named.count, named.allSatisfy((0..<rank).contains) else {
            throw misfit("different axes below \(rank)", "\(named)")
        }
        guard !hasStraightAlpha || channelAxis.map({ shape[$0] > 1 }) ?? false else {
            throw misfit("colours beside the alpha channel", "\(shape)")
        }
        for (axis, halo) in halos.enumerated() {
            guard halo.before >= 0, halo.after >= 0, halo.before <= shape[axis], halo.after <= shape[axis] - halo.before
            else {
                throw misfit(
                    "halos within the \(shape[axis]) samples of axis \(axis)",
                    "\(halo.before) before and \(halo.after) after")
            }
        }
    }

    private func misfit(_ expected: String, _ found: String) -> FilterError {
        FilterError(.mismatch, "layout", expected: expected, found: found, remedy: "describe the array as it is")
    }

    /// The same layout, filtered in linear light.
    public func inLinearLight(_ transfer: TransferFunction = .sRGB) -> Layout {
        var layout = self
        layout.transfer = transfer
        return layout
    }

    /// The same layout with the axes that a filter runs along.
    public func filtering(_ axes: AxisSelection) -> Layout {
        var layout = self
        layout.axes = axes
        return layout
    }
}

extension StridedArray {
    /// What a filter must know of this array.
    public var layout: Layout {
        var layout = Layout(shape: shape, elementType: elementType)
        layout.strides = strides
        return layout
    }
}

extension StridedImage {
    /// What a filter must know of this image.
    public var layout: Layout {
        var layout = pixels.layout
        layout.spatialAxes = metadata.spatialAxes
        layout.channelAxis = metadata.channelAxis
        layout.hasStraightAlpha = metadata.alpha == .straight
        layout.spacing = metadata.spacing
        return layout
    }
}
