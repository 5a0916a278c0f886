import PointSpread
import PointSpreadIO

/// What an input holds: samples, and what is known of them.
struct Picture {
    var samples: AnyArray
    /// Nothing for an array whose axes have no known meaning.
    var metadata: ImageMetadata?
    /// The format of the file.
    let format: FileFormat
    /// Distances that are known of an array without metadata.
    var spacing: [Spacing?]

    /// What a filter must know of the samples.
    var layout: Layout {
        var layout = samples.layout
        layout.spacing = spacing
        guard let metadata else { return layout }
        layout.spatialAxes = metadata.spatialAxes
        layout.channelAxis = metadata.channelAxis
        layout.hasStraightAlpha = metadata.alpha == .straight
        return layout
    }

    /// Shape, type and roles for a message.
    var words: String { "\(samples)" + (metadata.map { " (\($0.letters))" } ?? "") }
}

extension ImageMetadata {
    /// The letters of the roles, outermost first.
    var letters: String { String(roles.map(\.letter)) }
}

extension Picture {
    /// Writes everything to a file, or to the standard output where no path is given.
    func write(
        to path: String?, _ format: FileFormat, overwriting: Bool, options: WriteOptions
    ) throws(FileError) {
        try FileContents(samples, metadata).write(to: path, format, overwriting, options)
    }
}

extension Picture {
    /// The picture whose samples are what these stand for, where a file says that they stand for something else.
    func withScaledValues() throws(FilterError) -> Picture {
        guard let metadata, metadata.scaling != nil else { return self }
        let image = try AnyImage(samples, metadata).withScaledValues()
        return Picture(samples: image.pixels, metadata: image.metadata, format: format, spacing: spacing)
    }
}

/// Reads inputs alike.
struct PictureReader {
    /// What the axes mean, where the user says so.
    let roles: [AxisRole]?
    /// The distances that the user states.
    let spacing: NamedValues<Spacing>?
    let limits: ReadLimits
    /// The only page to read, where not all are wanted.
    let page: Int?
    /// The array that is meant, where the user names one.
    let member: String?

    /// Reads one input.
    ///
    /// - Parameters:
    ///   - input: a file or the standard input.
    ///   - axes: the axes that will be filtered. Where all are numbers, an array needs no roles.
    ///   - mapped: whether samples may stay in the file.
    ///   - memoryLimit: the most bytes that others may take.
    func read(
        _ input: Input, axes: [AxisName]? = nil, mapped: Bool = false, memoryLimit: Int? = nil
    ) throws(FileError) -> Picture {
        var limits = limits
        limits.memory = memoryLimit ?? .max
        let source = try ByteSource(member.map { .member($0, of: input.source) } ?? input.source)
        let format = try FileFormat.reading(source, page: page)
        let contents = try format.codec.decode(source, DecodingOptions(limits: limits, mapped: mapped, page: page))
        return try picture(contents, format, axes, subject: source.subject)
    }

    /// Opens one input for reading by rows, or nothing where it has to be read as a whole.
    ///
    /// - Returns: the rows, and the picture that they make up, whose samples only stand for those to be read.
    func open(
        _ input: Input, axes: [AxisName]?
    ) throws(FileError) -> (outline: Picture, rows: any RowReader)? {
        // What comes through a pipe cannot be read again where it turns out that it has to be read as a whole; not even opened
        // again, because whoever writes to it may have gone by then.
        guard case .file(let path) = input, member == nil, case .regular = OpenFile.Kind(path: path) else { return nil }
        let source = try ByteSource(input.source)
        guard source.byteCount != nil else { return nil }
        let format = try FileFormat.reading(source, page: page)
        guard let codec = format.codec as? any RowCodec.Type,
            let rows = try codec.rowReader(source, DecodingOptions(limits: limits, page: page))
        else { return nil }
        return (try picture(try rows.outline(of: source.subject), format, axes, subject: source.subject), rows)
    }

    private func picture(
        _ contents: FileContents, _ format: FileFormat, _ axes: [AxisName]?, subject: String
    ) throws(FileError) -> Picture {
        try about(subject) { () throws(FilterError) in
            try picture(contents, format, needsRoles: !Self.areNumbers(axes), subject: subject)
        }
    }

    private func picture(
        _ contents: FileContents, _ format: FileFormat, needsRoles: Bool, subject: String
    ) throws(FilterError) -> Picture {
        var metadata = contents.metadata
        if let roles {
            metadata = metadata ?? ImageMetadata(roles: roles)
            metadata?.roles = roles
        } else if metadata == nil {
            do throws(FileError) {
                metadata = ImageMetadata(roles: try defaultRoles(of: contents.samples.shape, in: subject))
            } catch  where needsRoles {
                throw FilterError(
                    .mismatch, "axes", expected: error.expected, found: error.found, remedy: error.remedy)
            } catch {}
        }
        let rank = contents.samples.rank
        if let roles = metadata?.roles, roles.count != rank {
            throw FilterError(
                .mismatch, "roles", expected: "\(rank) letters, one for each axis of \(contents.samples.shape)",
                found: "\(roles.count)", remedy: "name every axis, as in yxc or zyx")
        }
        var distances = metadata?.spacing ?? [Spacing?](repeating: nil, count: rank)
        for entry in spacing?.entries ?? [] {
            let axes = (0..<rank).filter { Self.isMeant($0, by: entry.axis, roles: metadata?.roles, rank: rank) }
            if let name = entry.axis, axes.isEmpty {
                throw FilterError(
                    .invalidAxes, "spacing", expected: "distances of the input's own axes", found: "one for \(name)",
                    remedy: "leave it out, or name the --roles")
            }
            for axis in axes { distances[axis] = entry.value }
        }
        metadata?.spacing = distances
        // Images check that their metadata describe the samples.
        if let metadata { _ = try AnyImage(contents.samples, metadata) }
        return Picture(samples: contents.samples, metadata: metadata, format: format, spacing: distances)
    }

    /// Whether a distance is that of an axis; one without a name is that of all axes in space.
    private static func isMeant(_ axis: Int, by name: AxisName?, roles: [AxisRole]?, rank: Int) -> Bool {
        switch name {
        case nil: roles?[axis].isSpatial ?? true
        case .role(let role): roles?[axis] == role
        case .number(let number): axis == (number < 0 ? number + rank : number)
        }
    }

    private static func areNumbers(_ axes: [AxisName]?) -> Bool {
        guard let axes else { return false }
        return axes.allSatisfy { if case .number = $0 { true } else { false } }
    }
}
