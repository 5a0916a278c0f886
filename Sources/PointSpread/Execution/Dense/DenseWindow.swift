import PointSpreadKernelTable

/// The rows that a block is made of, for all planes: where they lie in the array, or packed, with what lies outside.
final class DenseWindow<Number: LineNumber> {
    private typealias Target = UnsafeMutablePointer<Number>

    /// Where one plane begins in the array, or the number that stands in all of it.
    private struct Plane {
        let base: UnsafeMutableRawPointer?
        let number: Number
    }

    /// A run of numbers of a row, and its place in the packed row.
    private struct Read {
        let first: Int
        let place: Int
        let count: Int
    }

    /// What lies outside a row: the same as at another place of the packed row, or a number.
    private struct Filling {
        let place: Int
        let other: Int?
        let number: Number
    }

    private let pass: DensePass<Number>
    private let layout: LineLayout
    private let load: LineKernelTable<Number>.Load
    /// Whether samples are the numbers that are summed.
    private let takesSamples: Bool
    private let rowCount: Int
    private let before: Int
    private let inputCount: Int
    /// The packed rows in turn, plane by plane, and how far apart they begin.
    private let ring: Target
    private let pitch: Int
    /// Where each row begins, in turn and twice over, so that a window is always a run of them.
    private let slots: UnsafeMutablePointer<UnsafePointer<Number>>
    private let planes: UnsafeMutablePointer<Plane>
    private let planeCount: Int
    private let coordinates: UnsafeMutablePointer<Int>
    /// What owns the memory behind the pointers, which are quicker to reach without it.
    private let memory: [AnyObject]

    private var group = -1
    private var reads: [Read] = []
    private var fillings: [Filling] = []
    private var width = 0
    private var sourceStride = 1
    private var elementSize = 1
    private var rowBytes = 0
    /// Where the tile begins in a row, in bytes.
    private var start = 0
    private var isPlain = false
    /// Whether rows are read where they lie.
    private(set) var isDirect = false

    /// A window for each of the tiles that are gone through together.
    static func all(_ frame: DenseFrame<Number>) throws(FilterError) -> [DenseWindow] {
        try sizes(frame).map { (sizes) throws(FilterError) in try DenseWindow(frame, sizes) }
    }

    private init(_ frame: DenseFrame<Number>, _ sizes: Sizes) throws(FilterError) {
        pass = frame.pass
        layout = frame.layout
        (load, takesSamples) = (frame.load, frame.isPlain)
        (rowCount, before, inputCount) = (frame.windowRows, pass.rowAxis.before, pass.rowAxis.inputCount)
        pitch = sizes.pitch
        planeCount = frame.pass.planes.count
        // Places that no column reaches are read all the same, and must be numbers.
        let ring = try Scratch(repeating: Number.zero, count: sizes.ring)
        let slots = try Scratch(repeating: UnsafePointer(ring.base), count: sizes.slots)
        let planes = try Scratch<Plane>(count: planeCount)
        let coordinates = try Scratch<Int>(count: frame.pass.planeAxes.count)
        (self.ring, self.slots) = (ring.base, slots.base)
        (self.planes, self.coordinates) = (planes.base, coordinates.base)
        memory = [ring, slots, planes, coordinates]
    }

    /// The memory that all windows take, in bytes.
    static func byteCount(_ frame: DenseFrame<Number>) -> Int {
        sizes(frame).reduce(0) { $0 + $1.ring * MemoryLayout<Number>.stride + $1.slots * MemoryLayout<Int>.stride }
    }

    private static func sizes(_ frame: DenseFrame<Number>) -> [Sizes] {
        let groups = frame.tiles.groups
        return (0..<groups.reduce(0) { max($0, $1.count) }).map { place in
            Sizes(frame, width: groups.reduce(1) { $1.count > place ? max($0, $1[place].width) : $0 })
        }
    }

    /// How many numbers each part takes.
    private struct Sizes {
        let pitch: Int
        let ring: Int
        let slots: Int

        /// - Parameter width: the numbers of the widest tile.
        init(_ frame: DenseFrame<Number>, width: Int) {
            let reach = (frame.pass.columnAxis?.reach ?? 0) * frame.layout.step
            // Behind a row lie the numbers from elsewhere that its border is made of.
            let outside = frame.pass.columnAxis.map { $0.positionsOutside * frame.layout.step } ?? 0
            pitch = frame.paddedWidth(of: width) + (reach + min(outside, width + reach) + 15) / 16 * 16
            ring = frame.pass.planes.count * frame.windowRows * pitch
            slots = 2 * frame.pass.planes.count * frame.windowRows
        }
    }

    /// Goes on to a tile.
    ///
    /// - Parameters:
    ///   - group: the number of the group that the tile belongs to.
    ///   - isDirect: whether rows may be read where they lie.
    func begin(_ group: Int, _ tile: DenseTiles<Number>.Tile, in source: ArrayBuffer, isDirect: Bool) {
        sourceStride = layout.stride(of: source) ?? 1
        elementSize = source.elementType.size
        rowBytes = source.strides[pass.rowAxis.axis] * elementSize
        isPlain = sourceStride == 1 && takesSamples
        self.isDirect = isDirect && isPlain
        if group != self.group {
            self.group = group
            layOut(tile)
        }
        start = reads[0].first * elementSize
    }

    /// Finds what the rows of a tile are made of.
    private func layOut(_ tile: DenseTiles<Number>.Tile) {
        width = tile.width + (pass.columnAxis?.reach ?? 0) * layout.step
        (reads, fillings) = ([], [])
        var extra = width
        for (range, offset) in zip(tile.ranges, tile.offsets) {
            let columns =
                pass.columnAxis.map {
                    TileColumns(firstOutput: range.lowerBound, outputCount: range.count, of: $0, step: layout.step)
                } ?? TileColumns(firstOutput: range.lowerBound, outputCount: range.count)
            reads.append(Read(first: columns.first, place: offset + columns.offset, count: columns.count))
            for run in columns.extras {
                reads.append(Read(first: run.first, place: extra + run.offset, count: run.count))
            }
            fillings += columns.ownCopies.map {
                Filling(place: offset + $0.place, other: offset + $0.source, number: .zero)
            }
            fillings += columns.extraCopies.map {
                Filling(place: offset + $0.place, other: extra + $0.source, number: .zero)
            }
            fillings += columns.constants.map {
                Filling(place: offset + $0.place, other: nil, number: Number(number: $0.number))
            }
            extra += columns.extraCount
        }
    }

    /// Finds the planes of a slice.
    ///
    /// - Returns: where the slice of the result begins, in elements.
    func locate(_ slice: Int, _ axes: [DenseFrame<Number>.SliceAxis], in source: ArrayBuffer, _ target: ArrayBuffer)
        -> Int
    {
        var (from, to) = (0, 0)
        var rest = slice
        for axis in axes.reversed() {
            let index = rest % axis.size
            rest /= axis.size
            to += index * target.strides[axis.axis]
            if axis.plane < 0 { from += index * source.strides[axis.axis] } else { coordinates[axis.plane] = index }
        }
        for (number, taps) in pass.planes.enumerated() {
            var offset = from
            var outside: Number?
            for (place, axis) in pass.planeAxes.enumerated() {
                switch axis.source(at: coordinates[place] - axis.before + taps[place]) {
                case .sample(let index): offset += index * source.strides[axis.axis]
                // What lies outside along the outermost axis wins.
                case .outside(let value): outside = outside ?? Number(number: value)
                case .stuffed: outside = outside ?? .zero
                }
            }
            planes[number] =
                outside.map { Plane(base: nil, number: $0) }
                ?? Plane(base: source.base + offset * source.elementType.size, number: .zero)
        }
        return to
    }

    /// Where the rows of the window begin, plane by plane, from that under the first tap of an output on.
    func rows(from output: Int) -> UnsafePointer<UnsafePointer<Number>> { UnsafePointer(slots + output % rowCount) }

    /// Brings the rows that stand at some positions into the window of every plane.
    func enter(_ positions: Range<Int>) {
        var place = positions.lowerBound % rowCount
        for position in positions {
            let index = position - before
            let isSample = index >= 0 && index < inputCount
            enter(isSample ? .sample(index) : pass.rowAxis.source(at: index), place)
            place = place + 1 == rowCount ? 0 : place + 1
        }
    }

    @inline(__always)
    private func enter(_ source: AxisGeometry.Source, _ place: Int) {
        for plane in 0..<planeCount {
            let slot = slots + (2 * plane * rowCount + place)
            let line = ring + (plane * rowCount + place) * pitch
            slot[0] = UnsafePointer(line)
            if let base = planes[plane].base, case .sample(let index) = source {
                let row = base + index * rowBytes
                if isDirect {
                    slot[0] = UnsafePointer((row + start).assumingMemoryBound(to: Number.self))
                } else {
                    pack(row, into: line)
                }
            } else {
                var value = planes[plane].number
                if planes[plane].base != nil, case .outside(let number) = source { value = Number(number: number) }
                line.update(repeating: value, count: width)
            }
            slot[rowCount] = slot[0]
        }
    }

    /// Reads the tile's part of a row, and puts around it what lies outside.
    private func pack(_ row: UnsafeMutableRawPointer, into line: Target) {
        for read in reads {
            let source = row + read.first * elementSize * sourceStride
            if isPlain {
                let samples = source.assumingMemoryBound(to: Number.self)
                let target = line + read.place
                if read.count > 16 {
                    target.update(from: samples, count: read.count)
                } else {
                    // Edges are so short that a call would take most of the time.
                    for place in 0..<read.count { target[place] = samples[place] }
                }
            } else {
                load(source, sourceStride, line + read.place, read.count)
            }
        }
        let step = layout.step
        for filling in fillings {
            let target = line + filling.place
            if let other = filling.other {
                for lane in 0..<step { target[lane] = line[other + lane] }
            } else {
                target.update(repeating: filling.number, count: step)
            }
        }
    }
}
