import PointSpread

extension ImageMetadata.Orientation {
    /// Whether stored rows are displayed as columns.
    var swapsAxes: Bool { rawValue >= Self.transposed.rawValue }
}

extension FileContents {
    /// The contents with rows and columns as displayed.
    ///
    /// - Throws: `FileError` with code `outOfMemory`.
    func upright(for subject: String) throws(FileError) -> FileContents {
        guard var metadata, metadata.orientation != .upright else { return self }
        let raster = try Raster(self, for: subject)
        let view = raster.samples
        let rank = samples.rank
        let turned = try inFile(subject) { () throws(FilterError) in
            try AnyArray(
                view.viewed(
                    shape: Shape(unchecked: Array(view.shape.sizes.prefix(rank))),
                    strides: Array(view.strides.prefix(rank)), offset: view.offset)
            ).contiguous()
        }
        metadata.orientation = .upright
        metadata.spacing[0] = raster.rowSpacing
        metadata.spacing[1] = raster.columnSpacing
        return FileContents(turned, metadata)
    }
}
