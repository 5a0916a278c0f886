import PointSpread

/// What is to be written, taken apart into pages.
struct TIFFVolume {
    /// The form of every page.
    private(set) var form: TIFFForm
    private let buffer: ArrayBuffer
    private let metadata: ImageMetadata
    /// The axes that pages run along, outermost first.
    private let outer: [Int]
    private let subject: String

    /// Decides which axes become pages.
    ///
    /// Channels are samples of a pixel; only where they lie outside rows and columns, are not alpha and are not three, they
    /// become pages of their own.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for axes that have no place in the file.
    init(_ contents: FileContents, for subject: String) throws(FileError) {
        let buffer = contents.samples.buffer
        guard let metadata = contents.metadata ?? Self.guessed(buffer.shape), let y = metadata.axis(of: .y),
            let x = metadata.axis(of: .x), metadata.axis(of: .batch) == nil || metadata.axis(of: .time) == nil,
            buffer.shape.elementCount > 0
        else {
            throw Raster.unrepresentable(
                subject, "rows and columns, and at most channels, slices, and frames or separate images",
                "the axes \(contents.metadata?.roles.map(\.rawValue).description ?? "of \(buffer.shape)")",
                "write a slice, or a format for arrays such as npy")
        }
        var order = [AxisRole.batch, .time, .z]
        if let channel = metadata.channelAxis, channel < min(x, y), metadata.alpha == .none, buffer.shape[channel] != 3
        {
            order.append(.channel)
        }
        outer = order.compactMap { metadata.axis(of: $0) }
        self.buffer = buffer
        self.metadata = metadata
        self.subject = subject
        form = TIFFForm(width: 1, height: 1, channels: 1, elementType: buffer.elementType, alpha: .none)
        let first = try page(0)
        form = TIFFForm(
            width: first.width, height: first.height, channels: first.channels, elementType: buffer.elementType,
            alpha: metadata.alpha)
        form.pages = outer.reduce(1) { $0 * buffer.shape[$1] }
        form.profile = metadata.profile
        form.spacing = (first.columnSpacing, first.rowSpacing)
        describe()
    }

    /// Whether samples come in the order in which they are written, so that no page has to be gathered.
    var isInFileOrder: Bool {
        let inner = [AxisRole.y, .x, .channel].compactMap { metadata.axis(of: $0) }.filter { !outer.contains($0) }
        return outer + inner == Array(metadata.roles.indices) && metadata.orientation == .upright
    }

    /// One page, upright.
    func page(_ index: Int) throws(FileError) -> Raster {
        var offset = buffer.offset
        var rest = index
        for axis in outer.reversed() {
            offset += rest % buffer.shape[axis] * buffer.strides[axis]
            rest /= buffer.shape[axis]
        }
        var inner = metadata
        // Whether colours were multiplied by alpha makes no difference to how they are stored.
        if inner.alpha == .premultiplied { inner.alpha = .straight }
        let hadAlpha = inner.alpha
        var (sizes, strides) = (buffer.shape.sizes, buffer.strides)
        for axis in outer.sorted(by: >) {
            inner = inner.removing(axis: axis)
            sizes.remove(at: axis)
            strides.remove(at: axis)
        }
        inner.alpha = hadAlpha
        let part = buffer.viewed(shape: Shape(unchecked: sizes), strides: strides, offset: offset)
        return try Raster(FileContents(AnyArray(part), inner), for: subject)
    }

    /// Chooses the description: ImageJ's, where there is more to say of the axes than that pages are slices.
    private mutating func describe() {
        let z = metadata.axis(of: .z).flatMap { metadata.spacing[$0] }
        let axes = outer.map { (role: metadata.roles[$0], count: buffer.shape[$0]) }
        guard axes.contains(where: { $0.role != .z }) || z != nil && form.pages > 1 else {
            form.summary = metadata.summary
            return
        }
        // That of the resolution, which has fewer digits to spare than a number in the text.
        form.unit = form.spacing.x?.unit ?? z?.unit
        form.summary = ImageJDescription.text(axes: axes, spacing: z, unit: form.unit, summary: metadata.summary)
    }

    /// What an array without metadata is taken for: channels where the last axis has up to four places, slices otherwise.
    private static func guessed(_ shape: Shape) -> ImageMetadata? {
        let hasChannels = shape.rank > 2 && (1...4).contains(shape[shape.rank - 1])
        let roles: [AxisRole]
        switch shape.rank - (hasChannels ? 1 : 0) {
        case 2: roles = [.y, .x]
        case 3: roles = [.z, .y, .x]
        default: return nil
        }
        var metadata = ImageMetadata(roles: roles + (hasChannels ? [.channel] : []))
        if hasChannels, shape[shape.rank - 1].isMultiple(of: 2) { metadata.alpha = .straight }
        return metadata
    }
}
