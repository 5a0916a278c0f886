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
        let contents = try decode(source, format, DecodingOptions(limits: limits, page: page))
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
        do {
            try self.init(contents.samples, metadata)
        } catch {
            throw FileError(error, in: source.subject)
        }
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
        contentsOf path: String, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, roles: roles, limits: limits)
    }

    /// Reads an image from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds samples of another type.
    public init(
        from source: FileSource, format: FileFormat? = nil, roles: [AxisRole]? = nil, limits: ReadLimits = .standard
    ) throws(FileError) {
        let image = try AnyImage(from: source, format: format, roles: roles, limits: limits)
        guard let typed = image.typed(Element.self) else {
            throw wrongType(
                source.name, expected: Element.elementType, found: image.pixels.elementType,
                remedy: "read it as AnyImage and convert")
        }
        self = typed
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
    /// - Throws: `FileError`.
    public init(
        contentsOf path: String, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, mapped: mapped, limits: limits)
    }

    /// Reads an array from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`.
    public init(
        from source: FileSource, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard
    ) throws(FileError) {
        self = try decode(try ByteSource(source), format, DecodingOptions(limits: limits, mapped: mapped)).samples
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
        contentsOf path: String, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard
    ) throws(FileError) {
        try self.init(from: .path(path), format: format, mapped: mapped, limits: limits)
    }

    /// Reads an array from a path, from an open file such as the standard input, or from memory.
    ///
    /// - Throws: `FileError`, with code `mismatch` when the file holds elements of another type.
    public init(
        from source: FileSource, format: FileFormat? = nil, mapped: Bool = false, limits: ReadLimits = .standard
    ) throws(FileError) {
        let array = try AnyArray(from: source, format: format, mapped: mapped, limits: limits)
        guard let typed = array.typed(Element.self) else {
            throw wrongType(
                source.name, expected: Element.elementType, found: array.elementType,
                remedy: "read it as AnyArray and convert")
        }
        self = typed
    }
}

private func decode(
    _ source: ByteSource, _ format: FileFormat?, _ options: DecodingOptions
) throws(FileError) -> FileContents {
    if let format {
        try format.check(member: source)
        return try format.codec.decode(source, options)
    }
    return try FileFormat.recognising(source).codec.decode(source, options)
}

private func wrongType(
    _ subject: String, expected: ElementType, found: ElementType, remedy: String
) -> FileError {
    FileError(
        .mismatch, subject, expected: "\(expected.rawValue) samples", found: found.rawValue, remedy: remedy)
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
