package import PointSpread

/// An image of rows, columns and channels in the order of a file, whatever the order of its axes in memory.
///
/// The view turns the image upright as well, because few formats can say how an image is to be turned.
package struct Raster {
    /// The samples: rows × columns × channels; a view of the image's memory.
    package let samples: ArrayBuffer
    /// Whether the last channel is alpha.
    package let hasAlpha: Bool
    /// The distance between rows and between columns, where it is known.
    package let rowSpacing: Spacing?
    package let columnSpacing: Spacing?

    package var height: Int { samples.shape[0] }
    package var width: Int { samples.shape[1] }
    package var channels: Int { samples.shape[2] }
    package var elementType: ElementType { samples.elementType }

    /// Looks at what is to be written as a flat image.
    ///
    /// Samples without metadata are taken for rows and columns, or rows, columns and channels, with alpha in the last of two
    /// or four channels.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for other axes, no samples, or colours multiplied by alpha.
    package init(_ contents: FileContents, for subject: String) throws(FileError) {
        let metadata = contents.metadata ?? guessedMetadata(contents.samples.shape)
        let buffer = contents.samples.buffer
        guard let metadata, let y = metadata.axis(of: .y), let x = metadata.axis(of: .x),
            metadata.roles.count == (metadata.channelAxis == nil ? 2 : 3)
        else {
            throw Self.unrepresentable(
                subject, "rows, columns and at most one axis of channels",
                "the axes \(contents.metadata?.roles.map(\.rawValue).description ?? "of \(buffer.shape)")",
                "write a slice, or a format for arrays such as npy")
        }
        guard buffer.shape.elementCount > 0 else {
            throw Self.unrepresentable(
                subject, "at least one sample", "\(buffer.shape)", "write a format for arrays such as npy")
        }
        guard metadata.alpha != .premultiplied else {
            throw Self.unrepresentable(
                subject, "colours independent of alpha", "colours multiplied by it", "divide by alpha first")
        }
        let turn = metadata.orientation.turn
        var rows = Axis(buffer, y, reversed: turn.reversesRows)
        var columns = Axis(buffer, x, reversed: turn.reversesColumns)
        var spacings = (metadata.spacing[y], metadata.spacing[x])
        if turn.swaps {
            // The stored columns become rows: whichever is reversed is named by what it becomes.
            rows = Axis(buffer, x, reversed: turn.reversesRows)
            columns = Axis(buffer, y, reversed: turn.reversesColumns)
            spacings = (spacings.1, spacings.0)
        }
        let channel = metadata.channelAxis
        samples = buffer.viewed(
            shape: Shape(unchecked: [rows.size, columns.size, channel.map { buffer.shape[$0] } ?? 1]),
            strides: [rows.stride, columns.stride, channel.map { buffer.strides[$0] } ?? 1],
            offset: buffer.offset + rows.start + columns.start)
        hasAlpha = metadata.alpha == .straight
        (rowSpacing, columnSpacing) = spacings
    }

    /// The error for an image that a format cannot hold.
    package static func unrepresentable(
        _ subject: String, _ expected: String, _ found: String, _ remedy: String
    ) -> FileError {
        FileError(.unrepresentable, subject, expected: expected, found: found, remedy: remedy)
    }

    /// Hands all rows to a writer, and lets it finish its file.
    func write(to writer: any RowWriter, for sink: ByteSink) throws(FileError) {
        try writeRows(to: writer, for: sink)
        try writer.finish()
    }

    /// Hands all rows to a writer, one by one.
    func writeRows(to writer: any RowWriter, for sink: ByteSink) throws(FileError) {
        try forEachRow(in: 0..<height, for: sink.subject) { (row) throws(FileError) in
            if let start = row.baseAddress { try writer.write(rows: 1, from: start) }
        }
    }

    /// Hands out the rows from the first to the last, each contiguous, with one row of memory at most.
    ///
    /// - Parameters:
    ///   - order: the rows' indices in the order of the file.
    ///   - prepare: changes a row before it is handed out, in a copy.
    package func forEachRow(
        in order: some Sequence<Int>, for subject: String,
        preparing prepare: ((UnsafeMutableRawBufferPointer) -> Void)? = nil,
        _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
    ) throws(FileError) {
        let size = elementType.size
        let byteCount = width * channels * size
        let row = samples.viewed(
            shape: Shape(unchecked: [width, channels]), strides: Array(samples.strides.dropFirst()), offset: 0)
        let isDirect = row.isContiguous && prepare == nil
        let scratch = try inFile(subject) { () throws(FilterError) in try Storage(byteCount: isDirect ? 0 : byteCount) }
        defer { withExtendedLifetime((scratch, samples.storage)) {} }
        for index in order {
            var start = UnsafeRawPointer(samples.base + index * samples.strides[0] * size)
            if !isDirect {
                copyElements(
                    shape: row.shape.sizes, elementSize: size, from: start, strides: row.strides, to: scratch.base,
                    strides: [channels, 1])
                prepare?(UnsafeMutableRawBufferPointer(start: scratch.base, count: byteCount))
                start = UnsafeRawPointer(scratch.base)
            }
            try body(UnsafeRawBufferPointer(start: start, count: byteCount))
        }
    }
}

/// One axis of a buffer, possibly walked backwards.
private struct Axis {
    let size: Int
    let stride: Int
    let start: Int

    init(_ buffer: ArrayBuffer, _ axis: Int, reversed: Bool) {
        size = buffer.shape[axis]
        stride = reversed ? -buffer.strides[axis] : buffer.strides[axis]
        start = reversed ? (size - 1) * buffer.strides[axis] : 0
    }
}

extension ImageMetadata.Orientation {
    /// How stored rows and columns become displayed ones: first swapped, then reversed.
    var turn: (swaps: Bool, reversesRows: Bool, reversesColumns: Bool) {
        switch self {
        case .upright: (false, false, false)
        case .mirrored: (false, false, true)
        case .turned180: (false, true, true)
        case .flipped: (false, true, false)
        case .transposed: (true, false, false)
        case .turned90: (true, false, true)
        case .transversed: (true, true, true)
        case .turned270: (true, true, false)
        }
    }
}

/// What an array without metadata is taken for in a format for flat images.
private func guessedMetadata(_ shape: Shape) -> ImageMetadata? {
    switch shape.rank {
    case 2: return ImageMetadata(roles: [.y, .x])
    case 3:
        var metadata = ImageMetadata(roles: [.y, .x, .channel])
        if shape[2] == 2 || shape[2] == 4 { metadata.alpha = .straight }
        return metadata
    default: return nil
    }
}
