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
/// What is read is written again, where the format writes such images, and must be read as the same;
/// rows that are read one after the other must be those of the whole.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let whole: FileContents
    do throws(FileError) {
        whole = try format.codec.decode(try source(bytes), DecodingOptions(limits: limits))
    } catch {
        precondition(!error.description.contains("\n"), "an error in more than one line")
        checkRows(bytes, nil)
        return 0
    }
    checkRows(bytes, whole.samples)
    do throws(FileError) {
        let sink = ByteSink(nil, named: "<written>")
        try format.codec.encode(whole, to: sink, EncodingOptions())
        let again = try format.codec.decode(try source(sink.bytes), DecodingOptions(limits: .none)).samples
        precondition(elements(again) == elements(whole.samples), "another image after writing")
    } catch {
        // What can be read but not written is refused as such.
        precondition(error.code == .unrepresentable, "\(error)")
    }
    return 0
}

/// Reads the rows one by one.
private func checkRows(_ bytes: [UInt8], _ whole: AnyArray?) {
    guard let codec = format.codec as? any RowCodec.Type else { return }
    do throws(FileError) {
        guard let reader = try codec.rowReader(try source(bytes), DecodingOptions(limits: limits)) else { return }
        let row = reader.shape.dropFirst().reduce(reader.elementType.size, *)
        guard row * reader.shape[0] <= limits.bytes else { return }
        var found = [UInt8](repeating: 0, count: row * reader.shape[0])
        for index in 0..<reader.shape[0] {
            try found.withUnsafeMutableBufferPointer { (rows) throws(FileError) in
                guard let start = rows.baseAddress else { return }
                try reader.read(rows: 1, to: UnsafeMutableRawPointer(start + index * row))
            }
        }
        try reader.finish()
        precondition(whole.map { elements($0) == found } ?? false, "other rows than those of the whole")
    } catch {
        // A file may say only after its rows that they cannot be handed out one by one.
        precondition(whole == nil || error.code == .unsupportedFormat, "rows that cannot be read: \(error)")
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
