import PointSpreadKernelTable

/// Reads rows of a tile.
struct FourierReader<Number: LineNumber> {
    let load: LineKernelTable<Number>.Load
    /// The distance between neighbours of a row in memory, in elements, and the size of an element.
    let stride: Int
    let elementSize: Int
    /// How many numbers of a row outputs are made of, and how many it has.
    let width: Int
    let size: Int

    /// Reads a row whose line of samples begins at an address.
    @inline(__always)
    func read(
        _ source: UnsafeMutableRawPointer, _ stretches: [FourierAxis.Stretch], _ row: UnsafeMutablePointer<Number>
    ) {
        for stretch in stretches {
            let (target, count) = (row + stretch.places.lowerBound, stretch.places.count)
            switch stretch.content {
            case .number(let value): target.update(repeating: Number(number: value), count: count)
            case .samples(let first, let step):
                load(source + first * stride * elementSize, stride * step, target, count)
            }
        }
    }

    /// Makes a row of one number, as far as outputs are made of it.
    @inline(__always)
    func fill(_ row: UnsafeMutablePointer<Number>, with value: Double) {
        row.update(repeating: Number(number: value), count: width)
        (row + width).update(repeating: .zero, count: size - width)
    }
}

/// Writes rows of results.
struct FourierWriter<Number: LineNumber> {
    let steps: [Store.Step]
    let pointwise: PointwiseKernelTable<Number>
    let store: LineKernelTable<Number>.Store
    /// The distance between neighbours of a row in memory, in elements, and the size of an element.
    let stride: Int
    let elementSize: Int
    /// Copies numbers as they are past the caches, for results that are larger than these.
    let stream: BlockKernelTable<Number>.Stream?

    /// Writes some of the numbers of a row to a line whose number 0 would lie at an address.
    @inline(__always)
    func write(_ row: UnsafeMutablePointer<Number>, _ outputs: Range<Int>, _ target: UnsafeMutableRawPointer) {
        guard !outputs.isEmpty else { return }
        let line = row + outputs.lowerBound
        steps.apply(to: line, count: outputs.count, by: pointwise)
        let address = target + outputs.lowerBound * stride * elementSize
        if let stream {
            stream(line, address.assumingMemoryBound(to: Number.self), outputs.count)
        } else {
            store(line, address, stride, outputs.count)
        }
    }
}
