public import PointSpread

extension StridedImage {
    /// Writes the image to a file, which appears under its name only when it is complete.
    ///
    /// ```swift
    /// try photo.write(to: "soft.png")
    /// try photo.write(to: "soft.png", overwriting: true)
    /// ```
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - format: the format; by the extension of the path where it is not given.
    ///   - overwriting: whether an existing file may be replaced.
    ///   - options: how to write, where the format leaves a choice.
    /// - Throws: `FileError`, with code `exists` where the name is taken, or `unrepresentable` for an image that the format
    ///   cannot hold.
    public func write(
        to path: String, format: FileFormat? = nil, overwriting: Bool = false, options: WriteOptions = WriteOptions()
    ) throws(FileError) {
        try contents.write(to: path, format, overwriting, options)
    }

    /// Writes the image to an open file, such as the standard output.
    ///
    /// - Throws: `FileError`.
    public func write(
        to target: FileTarget, format: FileFormat, options: WriteOptions = WriteOptions()
    ) throws(FileError) {
        try contents.write(to: target, format, options)
    }

    /// The bytes of a file that holds the image.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for an image that the format cannot hold.
    public func encoded(as format: FileFormat, options: WriteOptions = WriteOptions()) throws(FileError) -> [UInt8] {
        try contents.encoded(format, options)
    }

    private var contents: FileContents { FileContents(AnyArray(pixels.buffer), metadata) }
}

extension StridedArray {
    /// Writes the array to a file, which appears under its name only when it is complete.
    ///
    /// ```swift
    /// try volume.write(to: "soft.npy")
    /// ```
    ///
    /// Into a format for images goes an array of rows and columns, or of rows, columns and channels.
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - format: the format; by the extension of the path where it is not given.
    ///   - overwriting: whether an existing file may be replaced.
    ///   - options: how to write, where the format leaves a choice.
    /// - Throws: `FileError`, with code `exists` where the name is taken, or `unrepresentable` for an array that the format
    ///   cannot hold.
    public func write(
        to path: String, format: FileFormat? = nil, overwriting: Bool = false, options: WriteOptions = WriteOptions()
    ) throws(FileError) {
        try contents.write(to: path, format, overwriting, options)
    }

    /// Writes the array to an open file, such as the standard output.
    ///
    /// - Throws: `FileError`.
    public func write(
        to target: FileTarget, format: FileFormat, options: WriteOptions = WriteOptions()
    ) throws(FileError) {
        try contents.write(to: target, format, options)
    }

    /// The bytes of a file that holds the array.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for an array that the format cannot hold.
    public func encoded(as format: FileFormat, options: WriteOptions = WriteOptions()) throws(FileError) -> [UInt8] {
        try contents.encoded(format, options)
    }

    private var contents: FileContents { FileContents(AnyArray(buffer)) }
}

extension FileContents {
    /// Writes everything to a file, or to the standard output where no path is given.
    package func write(
        to path: String?, _ format: FileFormat?, _ overwriting: Bool, _ options: WriteOptions
    ) throws(FileError) {
        let known = if let format { format } else { try FileFormat.forWriting(path ?? "") }
        guard let path else { return try write(to: .standardOutput, known, options) }
        var output = try OutputFile(at: path, overwriting: overwriting)
        try write(to: output.file, named: path, known, options)
        try output.commit()
    }

    fileprivate func write(to target: FileTarget, _ format: FileFormat, _ options: WriteOptions) throws(FileError) {
        try write(to: OutputFile(target).file, named: target.name, format, options)
    }

    fileprivate func encoded(_ format: FileFormat, _ options: WriteOptions) throws(FileError) -> [UInt8] {
        try write(to: nil, named: "<\(format) data>", format, options).bytes
    }

    @discardableResult
    private func write(
        to file: OpenFile?, named subject: String, _ format: FileFormat, _ options: WriteOptions
    ) throws(FileError) -> ByteSink {
        try options.check(for: subject)
        let sink = ByteSink(file, named: subject)
        let contents = format.codec.keepsScaling ? self : try withScaledValues(for: subject)
        try format.codec.encode(
            contents, to: sink, EncodingOptions(options: options, fileExtension: format.fileExtension(in: subject)))
        try sink.flush()
        return sink
    }

    /// What the samples stand for, in place of samples and a scaling that the format cannot say.
    private func withScaledValues(for subject: String) throws(FileError) -> FileContents {
        guard let metadata, metadata.scaling != nil else { return self }
        return try inFile(subject) { () throws(FilterError) in
            let image = try AnyImage(samples, metadata).withScaledValues()
            return FileContents(image.pixels, image.metadata)
        }
    }
}
