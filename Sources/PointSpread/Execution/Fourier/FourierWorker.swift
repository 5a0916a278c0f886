import PointSpreadKernelTable

/// What one thread needs to transform tiles.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class FourierWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    private unowned let run: FourierRun<Number>
    private let layout: FourierTileLayout
    private let memory: Scratch<Number>
    private let real: Target
    private let imaginary: Target
    private let strip: Target
    /// The samples of the current tile that are not finite.
    private var oddities: [FourierOddity<Number>] = []
    private let repair: FourierRepair<Number>

    init(_ run: FourierRun<Number>) throws(FilterError) {
        self.run = run
        layout = FourierTileLayout(run.tiling)
        repair = FourierRepair(run.pass, run.axes)
        // Places that no sample is read to are transformed all the same, and must be numbers.
        memory = try Scratch(repeating: .zero, count: Self.count(run))
        real = memory.base
        imaginary = real + layout.count
        strip = imaginary + layout.count
    }

    private static func count(_ run: FourierRun<Number>) -> Int {
        let longest = run.tiling.sizes.reduce(0) { max($0, $1.count) }
        return 2 * FourierTileLayout(run.tiling).count + (2 * longest + 1) * run.kernels.fourier.lanes
    }

    /// The memory that a worker takes, in bytes.
    static func byteCount(_ run: FourierRun<Number>) -> Int { count(run) * MemoryLayout<Number>.stride }

    /// Computes the outputs of tiles: of one, or of several where the kernel runs along one axis.
    func run(
        _ tiles: Range<Int>, _ spectrum: FourierSpectrum<Number>, from source: ArrayBuffer, into target: ArrayBuffer
    ) {
        let places = tiles.map { run.locate($0, source, target) }
        oddities.removeAll(keepingCapacity: true)
        var largest = Number.zero
        for part in 0..<2 { gather(places, part, source, &largest) }
        var exponent = 0 as Number.Exponent
        if largest > run.range.upperBound || largest > 0 && largest < run.range.lowerBound {
            // An end of the type's range: the tile is brought to the middle of it, and back.
            exponent = max(-Number.longestShift, min(Number.longestShift, largest.exponent))
            scale(by: -exponent)
        }
        transform(spectrum)
        if exponent != 0 { scale(by: exponent) }
        for oddity in oddities { repair.spread(oddity, over: oddity.part == 0 ? real : imaginary, layout) }
        for part in 0..<2 { store(places, part, target) }
    }

    // MARK: Samples

    /// Reads what the outputs of a part of the tiles are made of.
    private func gather(_ places: [FourierPlace], _ part: Int, _ source: ArrayBuffer, _ largest: inout Number) {
        let (axes, size) = (run.axes, source.elementType.size)
        let plane = part == 0 ? real : imaginary
        let last = axes[axes.count - 1]
        if axes.count == 1 {
            for row in 0..<layout.rows {
                let line = plane + layout.offset(row: row)
                guard row < places.count else {
                    line.update(repeating: .zero, count: layout.size)
                    continue
                }
                let stretches = last.stretches(tile: places[row].tiles[0], part: part)
                read(source.base + places[row].source * size, source.strides[last.axis], stretches, line)
                note(line, row, part, &largest)
            }
            return
        }
        let place = places[0]
        let stretches = last.stretches(tile: place.tiles[axes.count - 1], part: 0)
        for row in 0..<layout.rows {
            let line = plane + layout.offset(row: row)
            var offset = place.source
            var number: Double?
            for (index, outer) in layout.outer(row: row).enumerated() where number == nil {
                switch axes[index].content(tile: place.tiles[index], part: index == 0 ? part : 0, place: outer) {
                case .number(let value): number = value
                case .samples(let first, _): offset += first * source.strides[axes[index].axis]
                }
            }
            if let number {
                let count = last.step + last.reach
                line.update(repeating: Number(number: number), count: count)
                (line + count).update(repeating: .zero, count: layout.size - count)
            } else {
                read(source.base + offset * size, source.strides[last.axis], stretches, line)
            }
            note(line, row, part, &largest)
        }
    }

    /// Reads one row of a tile.
    private func read(
        _ source: UnsafeMutableRawPointer, _ stride: Int, _ stretches: [FourierAxis.Stretch], _ line: Target
    ) {
        let size = run.program.inputType.size
        for stretch in stretches {
            let (target, count) = (line + stretch.places.lowerBound, stretch.places.count)
            switch stretch.content {
            case .number(let value): target.update(repeating: Number(number: value), count: count)
            case .samples(let first, let step):
                run.load(source + first * stride * size, stride * step, target, count)
            }
        }
    }

    /// Looks how large the samples of a row are, and takes those away that are not finite: a transform would spread them over the
    /// whole tile.
    private func note(_ line: Target, _ row: Int, _ part: Int, _ largest: inout Number) {
        var found = run.kernels.fourier.largestMagnitude(line, layout.size)
        if !found.isFinite {
            for place in 0..<layout.size where !line[place].isFinite {
                oddities.append(FourierOddity(value: line[place], part: part, row: row, place: place))
                line[place] = .zero
            }
            found = run.kernels.fourier.largestMagnitude(line, layout.size)
        }
        if found > largest { largest = found }
    }

    private func scale(by exponent: Number.Exponent) {
        let factor = Number(sign: .plus, exponent: exponent, significand: 1)
        for place in 0..<2 * layout.count { real[place] *= factor }
    }

    // MARK: Transforms

    private func transform(_ spectrum: FourierSpectrum<Number>) {
        let (kernels, sizes) = (run.kernels.fourier, run.tiling.sizes)
        let steps = run.tiling.steps
        let count = sizes.count
        let width = kernels.lanes
        let groups = layout.size / width
        // Outputs are wanted of fewer columns than are transformed.
        let wanted = (steps[count - 1] + width - 1) / width
        func columns(
            _ kernel: FourierKernelTable<Number>.Columns, _ offset: Int, _ stride: Int, _ groups: Int, _ axis: Int
        ) {
            kernel(real + offset, imaginary + offset, stride, groups, sizes[axis].count, run.factors[axis], strip)
        }
        if count == 3 {
            for row in 0..<layout.rowsPerPlane {
                columns(kernels.transformColumns, row * layout.pitch, layout.planePitch, groups, 0)
            }
        }
        for plane in 0..<layout.planes {
            let start = plane * layout.planePitch
            if count > 1 { columns(kernels.transformColumns, start, layout.pitch, groups, count - 2) }
            for row in stride(from: 0, to: layout.rowsPerPlane, by: width) {
                let offset = start + row * layout.pitch
                let group = count == 1 ? 0 : (plane * layout.rowsPerPlane + row) / width
                kernels.convolveRows(
                    real + offset, imaginary + offset, layout.pitch, wanted, layout.size, run.factors[count - 1],
                    spectrum.group(group), strip)
            }
            if count > 1 { columns(kernels.restoreColumns, start, layout.pitch, wanted, count - 2) }
        }
        if count == 3 {
            for row in 0..<steps[1] {
                columns(kernels.restoreColumns, row * layout.pitch, layout.planePitch, wanted, 0)
            }
        }
    }

    // MARK: Results

    /// Stores the outputs of a part of the tiles.
    private func store(_ places: [FourierPlace], _ part: Int, _ target: ArrayBuffer) {
        let axes = run.axes
        let plane = part == 0 ? real : imaginary
        let inner = axes.count - 1
        for row in 0..<layout.rows {
            let place = axes.count == 1 ? places[min(row, places.count - 1)] : places[0]
            guard axes.count > 1 || row < places.count else { return }
            var offset = place.target
            var isWanted = true
            for (index, outer) in layout.outer(row: row).enumerated() where axes.count > 1 {
                let own = index == 0 ? part : 0
                isWanted = isWanted && axes[index].outputs(tile: place.tiles[index], part: own).contains(outer)
                let output = axes[index].firstOutput(tile: place.tiles[index], part: own) + outer
                offset += output * target.strides[axes[index].axis]
            }
            guard isWanted else { continue }
            let own = inner == 0 ? part : 0
            let outputs = axes[inner].outputs(tile: place.tiles[inner], part: own)
            let first = axes[inner].firstOutput(tile: place.tiles[inner], part: own) + outputs.lowerBound
            let stride = target.strides[axes[inner].axis]
            let line = plane + layout.offset(row: row) + outputs.lowerBound
            for step in run.pass.pass.store.steps { step.apply(to: line, count: outputs.count) }
            let address = target.base + (offset + first * stride) * target.elementType.size
            if !outputs.isEmpty { run.store(line, address, stride, outputs.count) }
        }
    }
}

/// Where the numbers of a tile lie: rows along the last axis of the kernel, in planes where it has three.
struct FourierTileLayout: Hashable, Sendable {
    /// The numbers of a row.
    let size: Int
    let rowsPerPlane: Int
    let planes: Int
    /// The distances between rows and between planes: odd numbers of cache lines, which do not fall on the same sets of a cache.
    let pitch: Int
    let planePitch: Int

    init(_ tiling: FourierTiling) {
        let sizes = tiling.sizes.map(\.count)
        size = sizes[sizes.count - 1]
        rowsPerPlane = sizes.count == 1 ? FourierRun<Float>.rowsTogether : sizes[sizes.count - 2]
        planes = sizes.count == 3 ? sizes[0] : 1
        pitch = size + 16
        planePitch = rowsPerPlane * pitch + 16
    }

    /// The numbers of all planes.
    var count: Int { planes * planePitch }
    var rows: Int { planes * rowsPerPlane }

    func offset(row: Int) -> Int { row / rowsPerPlane * planePitch + row % rowsPerPlane * pitch }

    /// The places of a row along the outer axes of the kernel.
    func outer(row: Int) -> [Int] { planes == 1 ? [row] : [row / rowsPerPlane, row % rowsPerPlane] }
}
