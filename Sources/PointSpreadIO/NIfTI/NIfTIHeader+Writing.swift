import PointSpread

extension NIfTIHeader {
    /// The header for an image: the one that it was read with, where there is one, with everything in it that is not so any
    /// more set right.
    init(for samples: ArrayBuffer, _ metadata: ImageMetadata, _ type: NIfTIDataType) {
        let kept = NIfTIHeader(kept: metadata.nifti)
        var header = kept ?? NIfTIHeader(fresh: metadata, type)
        if samples.shape.contains(where: { $0 > Int(Int16.max) }) { header = header.inVersionTwo() }
        let colours = type.channels > 1
        header.setAxes(samples, metadata, colours: colours)
        if header.integer(.dataType) != type.code {
            header.set(.dataType, type.code)
            // The range for display was one of other numbers.
            header.set(.displayMinimum, 0.0)
            header.set(.displayMaximum, 0.0)
        }
        header.set(.bitsPerVoxel, type.byteCount * 8)
        header.setSpacing(metadata)
        header.setScaling(colours ? nil : metadata.scaling)
        if header.text(.summary) != metadata.summary { header.set(.summary, text: metadata.summary) }
        header.set(.dataOffset, header.bytes.count)
        self = header
    }

    /// A header for an image that comes from elsewhere.
    private init(fresh metadata: ImageMetadata, _ type: NIfTIDataType) {
        self.init(.one)
        for index in 0..<8 { set(.spacing, 1.0, at: index) }
        set(.slope, 1.0)
        // Values that belong to one place are a vector.
        if type.channels == 1, metadata.channelAxis != nil { set(.intentCode, 1007) }
        set(.dataType, type.code)
    }

    /// How the samples of an image are stored.
    ///
    /// Bytes of three or four channels are colours, unless a header that was kept says otherwise.
    ///
    /// - Throws: `FileError` with code `unrepresentable`.
    static func dataType(
        _ samples: ArrayBuffer, _ metadata: ImageMetadata, for subject: String
    ) throws(FileError) -> NIfTIDataType {
        let type = samples.elementType
        try NIfTICodec.require(type, for: subject)
        let channels = metadata.channelAxis.map { samples.shape[$0] } ?? 1
        let kept = NIfTIHeader(kept: metadata.nifti).map { $0.integer(.dataType) }
        let isColour = kept == nil || kept == NIfTIDataType.rgb.code || kept == NIfTIDataType.rgba.code
        if type == .uint8, channels == 4, metadata.alpha == .straight { return .rgba }
        guard metadata.alpha == .none else {
            throw Raster.unrepresentable(
                subject, "no alpha, or uint8 RGB with alpha independent of it",
                "\(metadata.alpha.rawValue) alpha in \(channels) channels of \(type.rawValue)",
                "leave alpha out, or write npy")
        }
        return type == .uint8 && channels == 3 && isColour ? .rgb : .number(type)
    }
}
