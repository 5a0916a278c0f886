import PointSpread

/// The axes of a NIfTI file: x, y, z, time, then values that belong to one place, then separate images.
///
/// A header counts from the fastest axis, arrays here from the slowest, so that samples are where they are in the file:
///
/// | header | 6 | 5 | 4 | 3 | 2 | 1 | within a voxel |
/// |---|---|---|---|---|---|---|---|
/// | array | batch | channel | time | z | y | x | channel |
///
/// Axes of size 1 beyond the second are left out.
enum NIfTIAxes {
    /// What each number of a header counts, from the first.
    static let roles: [AxisRole] = [.x, .y, .z, .time, .channel, .batch]

    /// The roles and sizes of a file's axes, outermost first.
    ///
    /// - Throws: `FileError` with code `malformed` or `unsupportedFormat`.
    static func read(
        _ header: NIfTIHeader, _ type: NIfTIDataType, in source: ByteSource
    ) throws(FileError) -> [(role: AxisRole, size: Int)] {
        let count = header.integer(.dimensions)
        guard 1...7 ~= count else {
            throw source.malformed(expected: "1 to 7 axes", found: "\(count)")
        }
        var axes: [(role: AxisRole, size: Int)] = []
        for index in 1...count {
            let size = header.integer(.dimensions, index)
            guard size > 0 else { throw source.malformed(expected: "sizes above 0", found: "\(size)") }
            if index > 2, size == 1 { continue }
            guard index <= roles.count, type.channels == 1 || roles[index - 1] != .channel else {
                throw FileError(
                    .unsupportedFormat, source.subject,
                    expected: "at most x, y, z, time, one axis of values and images",
                    found: "\(size) places along axis \(index)", remedy: "split the file along this axis")
            }
            axes.insert((roles[index - 1], size), at: 0)
        }
        if type.channels > 1 { axes.append((.channel, type.channels)) }
        return axes
    }

    /// What the axes of an array mean that goes into a file without metadata.
    static func usual(rank: Int) -> [AxisRole]? { rank <= roles.count ? roles.prefix(rank).reversed() : nil }

    /// The samples in the order of the file.
    ///
    /// - Parameter colours: whether channels lie within voxels.
    static func ordered(_ samples: ArrayBuffer, _ metadata: ImageMetadata, colours: Bool) -> ArrayBuffer {
        let order = colours ? roles.filter { $0 != .channel }.reversed() + [.channel] : roles.reversed()
        let axes = order.compactMap { metadata.axis(of: $0) }
        return samples.viewed(
            shape: Shape(unchecked: axes.map { samples.shape[$0] }), strides: axes.map { samples.strides[$0] },
            offset: samples.offset)
    }
}

extension NIfTIHeader {
    /// Stores the sizes of axes.
    ///
    /// As many axes are counted as there were before, or as are needed, whichever is more.
    mutating func setAxes(_ samples: ArrayBuffer, _ metadata: ImageMetadata, colours: Bool) {
        var sizes = NIfTIAxes.roles.map { role in
            role == .channel && colours ? 1 : metadata.axis(of: role).map { samples.shape[$0] } ?? 1
        }
        sizes.append(1)
        let needed = NIfTIAxes.roles.indices.last { index in
            metadata.axis(of: NIfTIAxes.roles[index]) != nil && !(colours && NIfTIAxes.roles[index] == .channel)
        }
        let count = max((needed ?? 0) + 1, min(integer(.dimensions), 7))
        set(.dimensions, count, at: 0)
        for (index, size) in sizes.enumerated() { set(.dimensions, size, at: index + 1) }
    }
}
