import PointSpread

/// Portable float map: 32-bit floating-point samples, grey or RGB.
///
/// The file stores the bottom row first; images here begin with the top row. The absolute value of the file's scale, which no
/// two programs understand alike, is ignored: samples are read as they are. Files are written with the least significant
/// byte first.
enum PFMCodec: Codec {
    static let elementTypes = [ElementType.float32]

    static func recognises(_ start: [UInt8]) -> Bool {
        start.count >= 3 && start[0] == UInt8(ascii: "P")
            && (start[1] == UInt8(ascii: "F") || start[1] == UInt8(ascii: "f")) && isSpace(start[2])
    }

    static func decode(_ source: ByteSource, _ options: DecodingOptions) throws(FileError) -> FileContents {
        let reader = NetpbmReader(source, limits: options.limits)
        let magic = try reader.word()
        guard magic == Array("PF".utf8) || magic == Array("Pf".utf8) else {
            throw source.malformed(expected: "PF or Pf at the start", found: "'\(printable(magic))'")
        }
        let channels = magic == Array("PF".utf8) ? 3 : 1
        let width = try reader.number()
        let height = try reader.number()
        let scaleText = printable(try reader.word())
        guard let scale = Double(scaleText), scale.isFinite, scale != 0 else {
            throw source.malformed(expected: "a finite scale other than 0", found: "'\(scaleText)'")
        }
        guard width > 0, height > 0 else {
            throw source.malformed(expected: "sizes above 0", found: "\(width)×\(height)")
        }
        let bytesPerRow = saturatedProduct([width, channels, 4])
        try source.require(saturatedProduct([bytesPerRow, height]))
        try options.limits.check(places: [width, height], bytesPerPlace: channels * 4, in: source)
        let samples = try inFile(source.subject) { () throws(FilterError) in
            try ArrayBuffer(
                uninitialized: Shape(channels == 1 ? [height, width] : [height, width, channels]), of: .float32)
        }
        let isSwapped = (scale < 0) != isLittleEndianProcessor
        for row in (0..<height).reversed() {
            let target = UnsafeMutableRawBufferPointer(start: samples.base + row * bytesPerRow, count: bytesPerRow)
            try source.read(exactly: target)
            if isSwapped { swapBytes(target, elementSize: 4) }
        }
        return FileContents(
            AnyArray(samples), ImageMetadata(roles: channels == 1 ? [.y, .x] : [.y, .x, .channel]))
    }

    static func encode(
        _ contents: FileContents, to sink: ByteSink, _ options: EncodingOptions
    ) throws(FileError) {
        let raster = try Raster(contents, for: sink.subject)
        try require(raster.elementType, for: sink.subject)
        guard raster.channels == 1 || raster.channels == 3, !raster.hasAlpha else {
            throw Raster.unrepresentable(
                sink.subject, "1 or 3 channels without alpha",
                "\(raster.channels)\(raster.hasAlpha ? " with alpha" : "")", "write some of the channels, or npy")
        }
        try sink.write("\(raster.channels == 3 ? "PF" : "Pf")\n\(raster.width) \(raster.height)\n-1.0\n")
        let swap = { (row: UnsafeMutableRawBufferPointer) in swapBytes(row, elementSize: 4) }
        try raster.forEachRow(
            in: (0..<raster.height).reversed(), for: sink.subject, preparing: isLittleEndianProcessor ? nil : swap
        ) { (row) throws(FileError) in
            try sink.write(row)
        }
    }
}
