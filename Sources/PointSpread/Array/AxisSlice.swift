/// The part of one axis that a slice keeps.
///
/// ```swift
/// array[.range(10..<20), .all]            // rows 10 to 19
/// array[.range(0..<10, step: -3), .all]   // rows 9, 6, 3, 0
/// array[.index(4), .reversed]             // row 4, backwards; the first axis is gone
/// ```
public struct AxisSlice: Hashable, Sendable {
    enum Kind: Hashable {
        case all(step: Int)
        case range(Range<Int>, step: Int)
        case index(Int)
    }
    let kind: Kind

    /// The whole axis.
    public static let all = AxisSlice(kind: .all(step: 1))
    /// The whole axis, last element first.
    public static let reversed = AxisSlice(kind: .all(step: -1))

    /// The whole axis in steps; a negative step starts at the last element.
    public static func every(_ step: Int) -> AxisSlice { AxisSlice(kind: .all(step: step)) }

    /// A range of the axis in steps; a negative step starts at the range's last element.
    public static func range(_ range: Range<Int>, step: Int = 1) -> AxisSlice {
        AxisSlice(kind: .range(range, step: step))
    }

    /// One place, which removes the axis; a negative one counts from the end.
    public static func index(_ index: Int) -> AxisSlice { AxisSlice(kind: .index(index)) }
}

extension StridedArray {
    /// A part of the array, one slice per axis; axes left out at the end are kept whole.
    ///
    /// Shares memory. Traps where `sliced(_:)` throws.
    public subscript(_ slices: AxisSlice...) -> Self {
        do {
            return try sliced(slices)
        } catch {
            preconditionFailure(error.description)
        }
    }

    /// A part of the array, one slice per axis; axes left out at the end are kept whole.
    ///
    /// Shares memory.
    ///
    /// - Throws: `FilterError` with code `outOfRange` for a range outside its axis or a step of 0, `invalidAxes` for more
    ///   slices than axes.
    public func sliced(_ slices: [AxisSlice]) throws(FilterError) -> Self {
        guard slices.count <= rank else {
            throw FilterError(
                .invalidAxes, "slice", expected: "at most \(rank) slices", found: "\(slices.count)",
                remedy: "give one slice per axis")
        }
        var sizes: [Int] = []
        var newStrides: [Int] = []
        var offset = buffer.offset
        for axis in 0..<rank {
            let size = shape[axis]
            let range: Range<Int>
            let step: Int
            switch axis < slices.count ? slices[axis].kind : .all(step: 1) {
            case .all(let everyStep): (range, step) = (0..<size, everyStep)
            case .range(let part, let partStep): (range, step) = (part, partStep)
            case .index(let index):
                guard index >= -size, index < size else {
                    throw outsideAxis(axis, found: "\(index)")
                }
                offset += (index < 0 ? index + size : index) * strides[axis]
                continue
            }
            guard range.lowerBound >= 0, range.upperBound <= size else {
                throw outsideAxis(axis, found: "\(range)")
            }
            guard step != 0, step != .min else {
                throw FilterError(
                    .outOfRange, "step", expected: "a step other than 0", found: "\(step)",
                    remedy: "use 1 for every element, -1 for the opposite order")
            }
            let pitch = abs(step)
            let count = range.isEmpty ? 0 : (range.count - 1) / pitch + 1
            sizes.append(count)
            // A stride that is never walked may be anything; keeping it small keeps it from overflowing.
            newStrides.append(count > 1 ? strides[axis] * step : strides[axis])
            if count > 0 { offset += (step > 0 ? range.lowerBound : range.upperBound - 1) * strides[axis] }
        }
        return Self(buffer.viewed(shape: Shape(unchecked: sizes), strides: newStrides, offset: offset))
    }

    private func outsideAxis(_ axis: Int, found: String) -> FilterError {
        FilterError(
            .outOfRange, "slice", expected: "a part of 0..<\(shape[axis]) along axis \(axis)", found: found,
            remedy: "stay inside the axis")
    }
}
