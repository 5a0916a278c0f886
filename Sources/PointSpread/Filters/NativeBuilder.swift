/// Builds programs of the native convention, version 1.
///
/// Sums are wide and fused: symmetric and antisymmetric taps from the centre outward in pairs, others left to right; taps of
/// no weight are no taps. Nothing is rounded to the type of the samples but the result, half to even and saturating. Axes are
/// filtered in ascending order.
struct NativeBuilder {
    /// Taps along one axis.
    struct Factor {
        let axis: Int
        let taps: Taps
    }

    let layout: Layout
    /// The type in which sums are made.
    var accumulator: ElementType
    /// The filtered axes, in ascending order.
    let axes: [Int]
    /// The border along each of them.
    private let borders: [BorderPair]
    private let isSmoothing: Bool

    /// - Parameter isSmoothing: whether the result is an image again, whose colours are divided by its alpha. Otherwise it is
    ///   made of the colours as they look over black.
    init(_ layout: Layout, border: PerAxis<BorderPair>, isSmoothing: Bool = true) throws(FilterError) {
        self.layout = layout
        accumulator = layout.elementType.accumulator
        self.isSmoothing = isSmoothing
        try layout.check()
        axes = try layout.resolvedAxes()
        borders = try border.values(for: axes, "border")
        guard !borders.contains(where: { $0.hasConstant(where: \.isNaN) }) else {
            throw FilterError(
                .invalidParameter, "border", expected: "a constant that is a number", found: "nan",
                remedy: "use constant(0), or another border")
        }
        if layout.hasStraightAlpha {
            guard !borders.contains(where: { $0.hasConstant(where: { $0 != 0 }) }) else {
                throw FilterError(
                    .invalidParameter, "border", expected: "constant(0) outside an image with alpha",
                    found: "\(borders)", remedy: "use constant(0), or another border")
            }
        }
    }

    /// Where alpha lies, if the image has any.
    var alpha: Load.AlphaChannel? {
        guard layout.hasStraightAlpha, let axis = layout.channelAxis else { return nil }
        return Load.AlphaChannel(axis: axis, channel: layout.shape[axis] - 1)
    }

    // MARK: Passes

    /// The taps along one axis after the other, wide from end to end.
    func passes(_ factors: [Factor], mode: CorrelationMode = .same, load: Load? = nil) throws(FilterError) -> [Pass] {
        let all = factors + crops(except: factors.map(\.axis))
        return try sequence(all.sorted { $0.axis < $1.axis }, mode, load: load ?? self.load)
    }

    /// Passes in the order of the factors.
    ///
    /// - Parameter gain: the sum of the taps that have been applied before.
    func sequence(
        _ factors: [Factor], _ mode: CorrelationMode, load: Load, gain: Double = 1
    ) throws(FilterError) -> [Pass] {
        var passes: [Pass] = []
        var gain = gain
        for factor in factors {
            let pass = Pass(
                load: passes.isEmpty ? load : Load(), kernel: PassKernel(factor.taps, axis: factor.axis),
                geometry: [try geometry(factor.axis, taps: factor.taps.count, anchor: factor.taps.anchor, mode)],
                border: [border(factor.axis, gain: gain)], accumulation: accumulation(for: factor.taps),
                store: Store(accumulator))
            passes.append(pass)
            gain *= factor.taps.sum
        }
        return passes
    }

    /// What takes away the halos of axes that no other taps run along.
    func crops(except axes: [Int]) -> [Factor] {
        layout.halos.indices.filter { layout.halos[$0] != Layout.Halo() && !axes.contains($0) }.map {
            Factor(axis: $0, taps: Taps(unchecked: [1], anchor: 0))
        }
    }

    /// A kernel as one dense sum.
    func passes(dense kernel: Kernel, mode: CorrelationMode = .same) throws(FilterError) -> [Pass] {
        var geometry: [AxisGeometry] = []
        for (place, axis) in axes.enumerated() {
            geometry.append(
                try self.geometry(axis, taps: kernel.extents[place], anchor: kernel.anchor[place], mode))
        }
        let pass = Pass(
            load: load, kernel: PassKernel(axes: axes, extents: kernel.extents, weights: kernel.weights),
            geometry: geometry, border: axes.map { border($0, gain: 1) },
            accumulation: Accumulation(accumulator, order: .leftToRight, isFused: true, ignoredMagnitude: 0),
            store: Store(accumulator))
        return [pass] + (try sequence(crops(except: axes), mode, load: Load()))
    }

    /// How native samples enter: as linear light where that is asked for, and colours times alpha.
    var load: Load {
        var maps: [Load.Map] = []
        if let transfer = layout.transfer {
            maps.append(.decoded(transfer, fullScale: layout.elementType.fullScale, alpha: alpha))
        }
        if let alpha { maps.append(.premultiplied(alpha, fullScale: isSmoothing ? 1 : layout.elementType.fullScale)) }
        return Load(maps)
    }

    func accumulation(for taps: Taps) -> Accumulation {
        let order: Accumulation.Order =
            taps.isSymmetric
            ? .centreOutward(.symmetric) : taps.isAntisymmetric ? .centreOutward(.antisymmetric) : .leftToRight
        return Accumulation(accumulator, order: order, isFused: true, ignoredMagnitude: 0)
    }

    /// Which samples meet the taps: those of the halos count as the neighbours that they are.
    private func geometry(_ axis: Int, taps: Int, anchor: Int, _ mode: CorrelationMode) throws(FilterError)
        -> AxisGeometry
    {
        let count = layout.shape[axis]
        let halo = layout.halos[axis]
        guard mode == .same || halo == Layout.Halo() else {
            throw FilterError(
                .mismatch, "halo", expected: "no halos for the mode \(mode.rawValue)",
                found: "\(halo.before) and \(halo.after) along axis \(axis)", remedy: "use the mode same")
        }
        switch mode {
        case .same: return layout.geometry(along: axis, anchor: anchor)
        case .full: return AxisGeometry.full(count: count, taps: taps)
        case .valid: return AxisGeometry.valid(count: count, taps: taps)
        }
    }

    /// What lies outside along an axis, after taps whose sum is `gain` have been applied.
    func border(_ axis: Int, gain: Double) -> BorderPair {
        guard let place = axes.firstIndex(of: axis) else { return BorderPair(.symmetric) }
        func scaled(_ border: Border) -> Border {
            guard case .constant(let value) = border else { return border }
            let fullScale = layout.elementType.fullScale
            let loaded = layout.transfer.map { $0.decoded(value / fullScale) } ?? value
            return .constant(loaded * gain)
        }
        return BorderPair(before: scaled(borders[place].before), after: scaled(borders[place].after))
    }

    // MARK: Programs

    /// A program whose result is of the samples' type: smoothed colours, divided by smoothed alpha where there is alpha.
    func smoothing(_ passes: [Pass]) throws(FilterError) -> FilterProgram {
        guard !passes.isEmpty else { return try plain([], as: layout.elementType) }
        if alpha == nil, layout.transfer == nil { return try plain(passes, as: layout.elementType) }
        return try joined([passes], .branch(0), as: layout.elementType, asImage: true)
    }

    /// A program of one list of passes, rounded once.
    func plain(_ passes: [Pass], as type: ElementType) throws(FilterError) -> FilterProgram {
        var passes = passes
        if !passes.isEmpty { passes[passes.count - 1].store.type = type }
        return try FilterProgram(
            inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis, passes: passes)
    }

    /// A program of several lists of passes, joined.
    ///
    /// - Parameter asImage: whether the result is an image again: colours divided by alpha, and encoded.
    func joined(
        _ branches: [[Pass]], _ join: Join, as type: ElementType, asImage: Bool = false
    ) throws(FilterError) -> FilterProgram {
        let join = asImage ? finished(join) : join
        return try FilterProgram(
            inputShape: layout.shape, inputType: layout.elementType, channelAxis: layout.channelAxis,
            branches: branches, outputs: [.init(join, arithmetic: accumulator, type: type)])
    }

    /// Branch 0 as an image again.
    private func finished(_ join: Join) -> Join {
        guard let alpha else { return encoded(join) }
        return .whereChannel(alpha.channel, then: join, otherwise: encoded(unpremultiplied(branch: 0)))
    }

    /// A branch's colour divided by its alpha; 0 where the resulting alpha is 0.
    func unpremultiplied(branch: Int) -> Join {
        guard let alpha else { return .branch(branch) }
        let filtered = Join.channel(alpha.channel, ofBranch: branch)
        return .whereGreater(
            .rounded(filtered, to: layout.elementType, .halfEven, .saturate), than: .constant(0),
            then: .quotient(.branch(branch), filtered), otherwise: .constant(0))
    }

    /// A colour as it is stored.
    func encoded(_ join: Join) -> Join {
        layout.transfer.map { .encoded(join, $0, fullScale: layout.elementType.fullScale) } ?? join
    }
}

extension BorderPair {
    fileprivate func hasConstant(where condition: (Double) -> Bool) -> Bool {
        [before, after].contains { border in
            if case .constant(let value) = border { return condition(value) }
            return false
        }
    }
}
