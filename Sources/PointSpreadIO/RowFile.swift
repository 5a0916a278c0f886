package import PointSpread

/// A file that is written row by row, and appears under its name only when it is complete.
package final class RowFile {
    private var output: OutputFile
    private let sink: ByteSink
    private let writer: any RowWriter

    /// Begins a file.
    ///
    /// - Parameters:
    ///   - path: where it goes; nothing for the standard output.
    ///   - format: one that is written by rows.
    ///   - overwriting: whether an existing file may be replaced.
    /// - Throws: `FileError`, with code `unrepresentable` for what the format cannot hold.
    package init(
        _ rows: RowsToWrite, to path: String?, _ format: FileFormat, overwriting: Bool,
        options: WriteOptions = WriteOptions()
    ) throws(FileError) {
        let subject = path ?? FileTarget.standardOutput.name
        guard let codec = format.codec as? any RowCodec.Type else {
            throw FileError(
                .unsupportedFormat, subject, expected: "a format that is written row by row", found: "\(format)",
                remedy: "write the whole image at once")
        }
        try options.check(for: subject)
        output = if let path { try OutputFile(at: path, overwriting: overwriting) } else { OutputFile(.standardOutput) }
        sink = ByteSink(output.file, named: subject)
        writer = try codec.rowWriter(
            rows, to: sink, EncodingOptions(options: options, fileExtension: format.fileExtension(in: subject)))
    }

    /// Writes the next rows.
    package func write(_ rows: AnyArray) throws(FileError) {
        let rows = try inFile(sink.subject) { () throws(FilterError) in try rows.contiguous() }
        try writer.write(rows: rows.shape[0], from: UnsafeRawPointer(rows.buffer.base))
        withExtendedLifetime(rows) {}
    }

    /// Writes what follows the last row, and gives the file its name.
    package func finish() throws(FileError) {
        try writer.finish()
        try sink.flush()
        try output.commit()
    }
}

extension FileFormat {
    /// The extension of a name, in lower case, where it belongs to the format.
    func fileExtension(in name: String) -> String? {
        let ending = FileFormat.fileExtension(of: name)?.lowercased()
        return ending.flatMap { extensions.contains($0) ? $0 : nil }
    }
}
