import PointSpread

/// The portable any-map family of Netpbm.
///
/// - Reading: P1 to P6 and PAM (P7). Samples are scaled so that full intensity is the largest value of their type, 255 or
///   65535, whatever the file's largest value is: so filters saturate where they should, and the image can be written in any
///   other format. The scaling can be undone, and the original depth is kept as `significantBits`. Files whose largest value
///   is 255 or 65535 are read as they are. Of several images in a file the first is read.
/// - Writing: PGM and PPM, and PAM where there is alpha or another number of channels; 8 or 16 bits.
enum PNMCodec: Codec {
    static let elementTypes = [ElementType.uint8, .uint16]

    static func recognises(_ start: [UInt8]) -> Bool {
        start.count >= 3 && start[0] == UInt8(ascii: "P") && UInt8(ascii: "1")...UInt8(ascii: "7") ~= start[1]
            && (isSpace(start[2]) || start[2] == UInt8(ascii: "#"))
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let header = try PNMHeader(source, limits: options.limits)
        try source.require(header.leastByteCount)
        let (height, width, channels) = (header.height, header.width, header.channels)
        try options.limits.check(
            places: [width, height], bytesPerPlace: saturatedProduct([channels, header.sampleSize]), in: source)
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(
                uninitialized: Shape(channels == 1 ? [height, width] : [height, width, channels]),
                of: header.sampleSize == 2 ? .uint16 : .uint8)
        }
        try PNMSamples(header, source, limits: options.limits).read(
            to: UnsafeMutableRawBufferPointer(
                start: samples.base, count: samples.shape.elementCount * header.sampleSize))

        var metadata = ImageMetadata(roles: channels == 1 ? [.y, .x] : [.y, .x, .channel])
        metadata.alpha = header.hasAlpha ? .straight : .none
        let bits = Int.bitWidth - header.maximum.leadingZeroBitCount
        if bits < header.sampleSize * 8 { metadata.significantBits = bits }
        return FileContents(AnyArray(samples), metadata)
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let raster = try Raster(contents, for: sink.subject)
        try require(raster.elementType, for: sink.subject)
        let isWide = raster.elementType == .uint16
        try sink.write(header(try kind(of: raster, options.fileExtension, sink.subject), raster, isWide ? 65535 : 255))
        let swap = { (row: UnsafeMutableRawBufferPointer) in swapBytes(row, elementSize: 2) }
        try raster.forEachRow(
            in: 0..<raster.height, for: sink.subject, preparing: isWide && isLittleEndianProcessor ? swap : nil
        ) { (row) throws(FileError) in
            try sink.write(row)
        }
    }

    /// The member of the family for an image; the extension, where it names one, must agree.
    private static func kind(of raster: Raster, _ ending: String?, _ subject: String) throws(FileError) -> String {
        let natural =
            switch (raster.channels, raster.hasAlpha) {
            case (1, false): "pgm"
            case (3, false): "ppm"
            default: "pam"
            }
        switch ending {
        case nil, "pnm", natural: return natural
        case "pam": return "pam"
        default:
            throw Raster.unrepresentable(
                subject, ending == "pgm" ? "grey" : ending == "ppm" ? "RGB" : "a format that is written",
                "\(raster.channels) channels\(raster.hasAlpha ? " with alpha" : "")", "write a .\(natural) file")
        }
    }

    private static func header(_ kind: String, _ raster: Raster, _ maximum: Int) -> String {
        guard kind == "pam" else {
            return "\(kind == "pgm" ? "P5" : "P6")\n\(raster.width) \(raster.height)\n\(maximum)\n"
        }
        let colours = raster.channels - (raster.hasAlpha ? 1 : 0)
        let type = colours == 1 ? "GRAYSCALE" : colours == 3 ? "RGB" : "CHANNELS"
        return """
            P7
            WIDTH \(raster.width)
            HEIGHT \(raster.height)
            DEPTH \(raster.channels)
            MAXVAL \(maximum)
            TUPLTYPE \(type)\(raster.hasAlpha ? "_ALPHA" : "")
            ENDHDR

            """
    }
}
