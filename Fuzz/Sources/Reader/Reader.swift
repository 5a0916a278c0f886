import PointSpread
import PointSpreadIO

/// The format that the name of the executable ends in, as `fuzz-png` does.
private let format: FileFormat = {
    let name = CommandLine.arguments.first?.split(separator: "-").last ?? ""
    guard let format = FileFormat(named: String(name)) else { fatalError("no format is called \(name)") }
    return format
}()

/// Small enough that no honest reader runs out of time or memory.
private let limits = ReadLimits(pixels: 1 << 20, bytes: 1 << 22, metadata: 1 << 16, pages: 16)

/// Reads any bytes as a file.
///
/// What is read is written again, where the format writes such images, and must be read as the same; rows that are read one
/// after the other must be those of the whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let whole: FileContents
    do throws(FileError) {
        whole = try format.codec.decode(try source(bytes), DecodingOptions(limits: limits))
    } catch {
        demand(!error.description.contains("\n"), "an error in more than one line")
        checkRows(bytes, nil)
        return 0
    }
    checkRows(bytes, whole.samples)
    do throws(FileError) {
        let sink = ByteSink(nil, named: "<written>")
        try format.codec.encode(whole, to: sink, EncodingOptions(options: WriteOptions(lossless: true)))
        let again = try format.codec.decode(try source(sink.bytes), DecodingOptions(limits: .none))
        compare(ordered(whole), ordered(again))
    } catch {
        // What can be read but not written is refused as such.
        demand(error.code == .unrepresentable, "\(error)")
    }
    return 0
}

/// Compares what was read with what it became by writing.
private func compare(_ samples: AnyArray, _ again: AnyArray) {
    demand(again.elementType == samples.elementType, "\(samples.elementType) became \(again.elementType)")
    var expected = elements(samples)
    var shape = samples.shape.sizes
    // libwebp leaves out alpha that is opaque everywhere.
    if format == .webp, shape.last == 4, again.shape.sizes.last == 3 {
        expected = expected.enumerated().filter { $0.offset % 4 != 3 || $0.element != 255 }.map(\.element)
        shape[2] = 3
    }
    demand(again.shape.sizes == shape, "\(samples.shape) became \(again.shape)")
    // Photographs have losses.
    demand(format == .jpeg || elements(again) == expected, "another image after writing")
}

/// The samples with their axes in one order: slices and frames of a file may come in its own.
private func ordered(_ contents: FileContents) -> AnyArray {
    guard let roles = contents.metadata?.roles else { return contents.samples }
    let order = [AxisRole.batch, .time, .z, .y, .x, .channel].compactMap { roles.firstIndex(of: $0) }
    return (try? contents.samples.transposed(order)) ?? contents.samples
}

/// Ends the process; unlike `precondition`, it says why in an optimised build too.
private func demand(_ condition: Bool, _ words: @autoclosure () -> String) {
    if !condition { fatalError(words()) }
}

/// Reads the rows one by one.
private func checkRows(_ bytes: [UInt8], _ whole: AnyArray?) {
    guard let codec = format.codec as? any RowCodec.Type else { return }
    do throws(FileError) {
        guard let reader = try codec.rowReader(try source(bytes), DecodingOptions(limits: limits)) else { return }
        let row = reader.shape.dropFirst().reduce(reader.elementType.size, *)
        guard row > 0, row * reader.shape[0] <= limits.bytes else { return }
        var found = [UInt8](repeating: 0, count: row * reader.shape[0])
        for index in 0..<reader.shape[0] {
            try found.withUnsafeMutableBufferPointer { (rows) throws(FileError) in
                guard let start = rows.baseAddress else { return }
                try reader.read(rows: 1, to: UnsafeMutableRawPointer(start + index * row))
            }
        }
        try reader.finish()
        demand(whole.map { elements($0) == found } ?? false, "other rows than those of the whole")
    } catch {
        // A file may say only after its rows that they cannot be handed out one by one.
        demand(whole == nil || error.code == .unsupportedFormat, "rows that cannot be read: \(error)")
    }
}

private func source(_ bytes: [UInt8]) throws(FileError) -> ByteSource {
    try ByteSource(.bytes(bytes, named: "<fuzz>"))
}

private func elements(_ array: AnyArray) -> [UInt8] {
    guard let buffer = try? array.contiguous().buffer else { return [] }
    defer { withExtendedLifetime(buffer.storage) {} }
    return Array(UnsafeRawBufferPointer(start: buffer.base, count: buffer.shape.elementCount * buffer.elementType.size))
}
