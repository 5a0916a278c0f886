import PointSpread

/// The Tagged Image File Format, through libtiff.
enum TIFFCodec: Codec {
    static func recognises(_ start: [UInt8]) -> Bool {
        [[0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43]].contains {
            start.starts(with: $0)
        }
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        try TIFFReader(source, options).readAll()
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        throw Raster.unrepresentable(sink.subject, "a format that is written", "tiff", "write npy or png")
    }
}
