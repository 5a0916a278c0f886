public import PointSpread

extension AnyImage {
    /// Reads an image whose type of sample is in the file.
    ///
    /// ```swift
    /// let photo = try AnyImage(contentsOf: "photo.png")
    /// let volume = try AnyImage(contentsOf: "brain.npy", roles: [.z, .y, .x])
    /// ```
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - format: the format; recognised by the first bytes where it is not given.
    ///   - roles: what each axis means, for files that do not say (`.npy`, `.npz`). Up to two axes are y and x, three are z, y and x;
    ///     four or more must be named, and so must three whose first or last has a size of 4 or less, because these could as
    ///     well be channels.
    ///   - limits: how much the file may hold.
    ///   - page: the only page to read of a file with several, counted from 1; all of them where it is not given.
    /// - Throws: `FileError`.
    public init(
        contentsOf path: String, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, roles: roles, limits: limits, page: page)
    }

    /// Reads an image from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`.
    public init(
        from source: FileSource, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        let source = try ByteSource(source)
        let contents = try FileContents(reading: source, as: format, DecodingOptions(limits: limits, page: page))
        var metadata: ImageMetadata
        switch (contents.metadata, roles) {
        case (let known?, nil): metadata = known
        case (nil, let roles?): metadata = ImageMetadata(roles: roles)
        case (nil, nil):
            metadata = ImageMetadata(roles: try defaultRoles(of: contents.samples.shape, in: source.subject))
        case (let known?, let roles?):
            metadata = known
            metadata.roles = roles
        }
        self = try inFile(source.subject) { () throws(FilterError) in try AnyImage(contents.samples, metadata) }
    }
}

extension Image {
    /// Reads an image whose type of sample is known beforehand; the parameters are those of `AnyImage`.
    ///
    /// ```swift
    /// let photo = try Image<UInt8>(contentsOf: "photo.png")
    /// ```
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds samples of another type.
    public init(
        contentsOf path: String, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, roles: roles, limits: limits, page: page)
    }

    /// Reads an image from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds samples of another type.
    public init(
        from source: FileSource, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        let image = try AnyImage(from: source, format: format, roles: roles, limits: limits, page: page)
        self = try typed(image.typed(Element.self), Element.self, of: image.pixels, in: source, untyped: "AnyImage")
    }
}

extension AnyArray {
    /// Reads an array whose type of element is in the file; of an image, the samples.
    ///
    /// ```swift
    /// let volume = try AnyArray(contentsOf: "brain.npy", mapped: true)
    /// ```
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - format: the format; recognised by the first bytes where it is not given.
    ///   - mapped: whether elements may stay in the file until they are used, where the format and the byte order allow it
    ///     (`.npy`, `.nii`). What is written to the array never reaches the file. The file must not shrink while the array lives.
    ///   - limits: how much the file may hold; a mapped array may have any size.
    ///   - page: the only page to read of a file with several, counted from 1; all of them where it is not given.
    /// - Throws: `FileError`.
    public init(
        contentsOf path: String, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, mapped: mapped, limits: limits, page: page)
    }

    /// Reads an array from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`.
    public init(
        from source: FileSource, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        let options = DecodingOptions(limits: limits, mapped: mapped, page: page)
        self = try FileContents(reading: try ByteSource(source), as: format, options).samples
    }
}

extension NDArray {
    /// Reads an array whose type of element is known beforehand; the parameters are those of `AnyArray`.
    ///
    /// ```swift
    /// let volume = try NDArray<Float>(contentsOf: "brain.npy", mapped: true)
    /// ```
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds elements of another type.
    public init(
        contentsOf path: String, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, mapped: mapped, limits: limits, page: page)
    }

    /// Reads an array from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds elements of another type.
    public init(
        from source: FileSource, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard,
        page: Int? = nil
    ) throws(FileError) {
        let array = try AnyArray(from: source, format: format, mapped: mapped, limits: limits, page: page)
        self = try typed(array.typed(Element.self), Element.self, of: array, in: source, untyped: "AnyArray")
    }
}

extension FileContents {
    /// Reads a file whose format is recognised where it is not given.
    fileprivate init(
        reading source: ByteSource, as format: FileFormat?, _ options: DecodingOptions
    ) throws(FileError) {
        self = try FileFormat.reading(source, as: format, page: options.page).codec.decode(source, options)
    }
}

/// What was read, where its samples are of the type that was asked for.
private func typed<Typed, Element: Sample>(
    _ typed: Typed?, _ type: Element.Type, of samples: AnyArray, in source: FileSource, untyped: String
) throws(FileError) -> Typed {
    guard let typed else {
        throw FileError(
            .mismatch, source.name, expected: "\(Element.elementType.rawValue) samples",
            found: samples.elementType.rawValue, remedy: "read it as \(untyped) and convert")
    }
    return typed
}

/// What the axes of an array without roles mean, where only one meaning is likely.
///
/// - Throws: `FileError` with code `mismatch` where an axis could be channels as well: a wrong guess would blur colours or
///   separate images together without anybody noticing.
package func defaultRoles(of shape: Shape, in subject: String) throws(FileError) -> [AxisRole] {
    switch shape.rank {
    case 0: return []
    case 1: return [.x]
    case 2: return [.y, .x]
    case 3 where shape[0] > 4 && shape[2] > 4: return [.z, .y, .x]
    default:
        throw FileError(
            .mismatch, subject, expected: "the meaning of each axis of \(shape)", found: "nothing about it",
            remedy: "name the roles (--roles), such as yxc for colours last, cyx for colours first, zyx for a volume")
    }
}
