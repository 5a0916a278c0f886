import PointSpreadKernelTable

/// What one thread needs to transform tiles.
///
/// Unchecked, because a run leases it to one of its threads at a time.
final class FourierWorker<Number: LineNumber>: @unchecked Sendable {
    private typealias Target = UnsafeMutablePointer<Number>

    /// Results of more bytes are not in any cache when somebody reads them.
    private static var largestCachedResult: Int { 4 << 20 }

    private unowned let run: FourierRun<Number>
    private let layout: FourierTileLayout
    private let memory: Scratch<Number>
    private let real: Target
    private let imaginary: Target
    private let strip: Target
    /// The samples of the current tile that are not finite.
    private var oddities: [FourierOddity<Number>] = []

    init(_ run: FourierRun<Number>) throws(FilterError) {
        self.run = run
        layout = FourierTileLayout(run.tiling)
        // Places that no sample is read to are transformed all the same, and must be numbers.
        memory = try Scratch(repeating: .zero, count: Self.count(run))
        real = memory.base
        imaginary = real + layout.partPitch
        strip = imaginary + layout.partPitch
    }

    private static func count(_ run: FourierRun<Number>) -> Int {
        let longest = run.tiling.sizes.reduce(0) { max($0, $1.count) }
        let count = 2 * FourierTileLayout(run.tiling).partPitch + 2 * (longest + 16) * run.kernels.fourier.lanes
        // A block of at least 4 MB is backed by huge pages: a column of a smaller one touches a page for every other number.
        let page = (4 << 20) / MemoryLayout<Number>.stride
        return count > page / 4 ? max(count, page) : count
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
        if !oddities.isEmpty {
            let repair = FourierRepair<Number>(run.pass, run.axes, layout)
            for part in 0..<2 { repair.spread(oddities.filter { $0.part == part }, over: part == 0 ? real : imaginary) }
        }
        for part in 0..<2 { store(places, part, target) }
    }

    // MARK: Samples

    /// Reads what the outputs of a part of the tiles are made of.
    private func gather(_ places: [FourierPlace], _ part: Int, _ source: ArrayBuffer, _ largest: inout Number) {
        // What every row needs is handed down, so that it is not kept alive anew for each.
        let run = run
        let (axes, size) = (run.axes, source.elementType.size)
        let plane = part == 0 ? real : imaginary
        let last = axes[axes.count - 1]
        let reader = FourierReader(
            load: run.load, stride: source.strides[last.axis], elementSize: size, width: last.step + last.reach,
            size: layout.size)
        let magnitude = run.kernels.fourier.largestMagnitude
        if axes.count == 1 {
            for row in 0..<layout.rowsPerPlane {
                let line = plane + row * layout.pitch
                guard row < places.count else {
                    line.update(repeating: .zero, count: layout.size)
                    continue
                }
                let stretches = last.stretches(tile: places[row].tiles[0], part: part)
                reader.read(source.base + places[row].source * size, stretches, line)
                note(line, row, part, magnitude, &largest)
            }
            return
        }
        let place = places[0]
        let stretches = last.stretches(tile: place.tiles[axes.count - 1], part: 0)
        let (rowAxis, rowPart) = (axes[axes.count - 2], axes.count == 2 ? part : 0)
        let rows = (0..<layout.rowsPerPlane).map {
            rowAxis.content(tile: place.tiles[axes.count - 2], part: rowPart, place: $0)
        }
        for outer in 0..<layout.planes {
            let content =
                axes.count == 3
                ? axes[0].content(tile: place.tiles[0], part: part, place: outer) : .samples(first: 0, step: 1)
            let planeStride = axes.count == 3 ? source.strides[axes[0].axis] : 0
            for (inner, row) in rows.enumerated() {
                let line = plane + outer * layout.planePitch + inner * layout.pitch
                switch (content, row) {
                case (.number(let value), _), (_, .number(let value)): reader.fill(line, with: value)
                case (.samples(let first, _), .samples(let second, _)):
                    let offset = place.source + first * planeStride + second * source.strides[rowAxis.axis]
                    reader.read(source.base + offset * size, stretches, line)
                }
                note(line, outer * layout.rowsPerPlane + inner, part, magnitude, &largest)
            }
        }
    }

    /// Looks how large the samples of a row are, and takes those away that are not finite: a transform would spread them over the
    /// whole tile.
    @inline(__always)
    private func note(
        _ line: Target, _ row: Int, _ part: Int, _ magnitude: FourierKernelTable<Number>.LargestMagnitude,
        _ largest: inout Number
    ) {
        var found = magnitude(line, layout.size)
        if !found.isFinite {
            for place in 0..<layout.size where !line[place].isFinite {
                oddities.append(FourierOddity(value: line[place], part: part, row: row, place: place))
                line[place] = .zero
            }
            found = magnitude(line, layout.size)
        }
        if found > largest { largest = found }
    }

    private func scale(by exponent: Number.Exponent) {
        let factor = Number(sign: .plus, exponent: exponent, significand: 1)
        for place in 0..<2 * layout.partPitch { real[place] *= factor }
    }

    // MARK: Transforms

    private func transform(_ spectrum: FourierSpectrum<Number>) {
        let run = run
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
            kernel(real + offset, imaginary + offset, stride, groups, sizes[axis].count, run.factors[axis])
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
        let run = run
        let (axes, size) = (run.axes, target.elementType.size)
        let plane = part == 0 ? real : imaginary
        let last = axes[axes.count - 1]
        let isStreamed =
            target.elementType == Number.elementType && target.strides[last.axis] == 1
            && target.shape.elementCount * size > Self.largestCachedResult
        let writer = FourierWriter(
            steps: run.pass.pass.store.steps, pointwise: run.kernels.pointwise, store: run.store,
            stride: target.strides[last.axis], elementSize: size,
            stream: isStreamed ? run.kernels.blocks.stream : nil)
        defer { if isStreamed { run.kernels.blocks.finishStreams() } }
        if axes.count == 1 {
            for (row, place) in places.enumerated() {
                let outputs = last.outputs(tile: place.tiles[0], part: part)
                let offset = place.target + last.firstOutput(tile: place.tiles[0], part: part) * writer.stride
                writer.write(plane + row * layout.pitch, outputs, target.base + offset * size)
            }
            return
        }
        let place = places[0]
        let rowAxis = axes[axes.count - 2]
        let (rowTile, lastTile) = (place.tiles[axes.count - 2], place.tiles[axes.count - 1])
        let rowPart = axes.count == 2 ? part : 0
        let rows = rowAxis.outputs(tile: rowTile, part: rowPart)
        let outputs = last.outputs(tile: lastTile, part: 0)
        let start = place.target + last.firstOutput(tile: lastTile, part: 0) * writer.stride
        let planes = axes.count == 3 ? axes[0].outputs(tile: place.tiles[0], part: part) : 0..<1
        for outer in planes {
            var offset = start
            if axes.count == 3 {
                let output = axes[0].firstOutput(tile: place.tiles[0], part: part) + outer
                offset += output * target.strides[axes[0].axis]
            }
            for inner in rows {
                let output = rowAxis.firstOutput(tile: rowTile, part: rowPart) + inner
                let address = target.base + (offset + output * target.strides[rowAxis.axis]) * size
                writer.write(plane + outer * layout.planePitch + inner * layout.pitch, outputs, address)
            }
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

    /// The distance between real and imaginary parts.
    ///
    /// Addresses whose lowest 12 bits are alike hold each other up: the parts of one number and those of the next few must differ.
    var partPitch: Int { (planes * planePitch + 1023) / 1024 * 1024 + 256 }

    func offset(row: Int) -> Int { row / rowsPerPlane * planePitch + row % rowsPerPlane * pitch }

    /// The places of a row along the outer axes of the kernel.
    func outer(row: Int) -> [Int] { planes == 1 ? [row] : [row / rowsPerPlane, row % rowsPerPlane] }
}
