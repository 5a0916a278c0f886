import PointSpreadKernelTable

/// A tile that a thread goes through: the window that its samples are found in, and the place that its results go to.
///
/// A class, so that going from one tile to another costs little.
final class DenseTileAccess<Number: LineNumber> {
    let window: DenseWindow<Number>
    let tile: DenseTiles<Number>.Tile
    /// The distance between rows of results, in elements.
    let rowStride: Int
    /// Whether sums are made where the results belong.
    let isDirect: Bool
    private let target: UnsafeMutableRawPointer
    private let stride: Int
    private let elementSize: Int
    /// Whether results are sums as they are, side by side.
    private let isPlain: Bool
    private let store: LineKernelTable<Number>.Store

    /// - Parameters:
    ///   - store: how sums become results.
    ///   - isWide: whether all that is summed at once belongs to the tile.
    init(
        _ window: DenseWindow<Number>, _ tile: DenseTiles<Number>.Tile, of frame: DenseFrame<Number>,
        into target: ArrayBuffer, store: @escaping LineKernelTable<Number>.Store, isWide: Bool
    ) {
        (self.window, self.tile, self.target, self.store) = (window, tile, target.base, store)
        rowStride = target.strides[frame.pass.rowAxis.axis]
        stride = frame.layout.stride(of: target) ?? 1
        elementSize = target.elementType.size
        isPlain = target.elementType == Number.elementType && stride == 1
        isDirect = isWide && isPlain && tile.ranges.count == 1
    }

    /// Where the results of a row begin, if sums are made there.
    func results(at place: Int) -> UnsafeMutablePointer<Number> {
        (target + (place + tile.ranges[0].lowerBound) * elementSize).assumingMemoryBound(to: Number.self)
    }

    /// Stores the sums that are made from a number of the tile's row on, but for what lies between its ranges.
    ///
    /// - Parameter place: where the row of the result begins.
    func write(_ sums: UnsafePointer<Number>, _ count: Int, from first: Int = 0, at place: Int) {
        for (range, start) in zip(tile.ranges, tile.offsets) {
            let part = (start..<start + range.count).clamped(to: first..<first + count)
            guard !part.isEmpty else { continue }
            let sums = sums + (part.lowerBound - first)
            let results = target + (place + (range.lowerBound + part.lowerBound - start) * stride) * elementSize
            if isPlain, part.count <= 16 {
                // Edges are so short that a call would take most of the time.
                let results = results.assumingMemoryBound(to: Number.self)
                for number in 0..<part.count { results[number] = sums[number] }
            } else {
                store(sums, results, stride, part.count)
            }
        }
    }
}
