import PointSpreadKernelTable

/// The spectrum of a kernel, as `FourierKernelTable.convolveRows` takes it: for each group of rows the real and the imaginary
/// parts of each place along the row, all lanes next to each other.
///
/// It is computed in double precision, divided by the number of samples of a tile, and rounded once.
final class FourierSpectrum<Number: LineNumber>: Sendable {
    private let numbers: FourierMemory<Number>
    /// The numbers of one group of rows.
    private let groupLength: Int

    /// - Parameters:
    ///   - weights: one for each tap in row-major order, 0 for those that take no part.
    ///   - axes: those of the kernel, with the sizes of the tile.
    ///   - lanes: how many rows are in a group.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(
        _ weights: [Double], extents: [Int], axes: [FourierAxis], sizes: [FourierSize], lanes: Int,
        instructions: InstructionSet
    ) throws(FilterError) {
        let kernels = Double.kernels(for: instructions).fourier
        let width = kernels.lanes
        let row = sizes[sizes.count - 1]
        // A kernel of one axis is one row, in the first of as many lanes as are transformed at once.
        let outer = axes.count == 1 ? [width] : sizes.dropLast().map(\.count)
        let rows = outer.reduce(1, *)
        let real = try Scratch(repeating: 0.0, count: rows * row.count)
        let imaginary = try Scratch(repeating: 0.0, count: rows * row.count)
        let turned = try Scratch<Double>(count: 2 * row.count * width)
        groupLength = 2 * row.count * lanes
        numbers = try FourierMemory(count: max(rows / lanes, 1) * groupLength)

        // A correlation: the tap j of an output meets the sample j places after it, so its weight lies j places before the start.
        for (tap, weight) in weights.enumerated() where weight != 0 {
            var rest = tap
            var (offset, stride) = (0, 1)
            for place in axes.indices.reversed() {
                let size = sizes[place].count
                offset += (size - rest % extents[place] * axes[place].dilation) % size * stride
                stride *= size
                rest /= extents[place]
            }
            real.base[offset] = weight / Double(stride)
        }
        for place in axes.indices.dropLast() {
            let factors = sizes[place].factors(as: Double.self)
            let stride = axes.indices.dropFirst(place + 1).reduce(1) { $0 * sizes[$1].count }
            let block = stride * sizes[place].count
            for start in Swift.stride(from: 0, to: rows * row.count, by: block) {
                kernels.transformColumns(
                    real.base + start, imaginary.base + start, stride, stride / width, sizes[place].count, factors)
            }
        }
        let factors = row.factors(as: Double.self)
        for group in 0..<rows / width {
            for lane in 0..<width {
                let line = (group * width + lane) * row.count
                for place in 0..<row.count {
                    turned.base[place * width + lane] = real.base[line + place]
                    turned.base[(row.count + place) * width + lane] = imaginary.base[line + place]
                }
            }
            kernels.transformColumns(turned.base, turned.base + row.count * width, width, 1, row.count, factors)
            for lane in 0..<(axes.count == 1 ? lanes : width) {
                let line = axes.count == 1 ? lane : group * width + lane
                let target = numbers.base + line / lanes * groupLength + line % lanes
                let source = turned.base + (axes.count == 1 ? 0 : lane)
                for place in 0..<2 * row.count { target[place * lanes] = Number(number: source[place * width]) }
            }
        }
        withExtendedLifetime((real, imaginary, turned)) {}
    }

    /// The spectrum of a group of rows; all groups share one where the kernel has one axis.
    func group(_ group: Int) -> UnsafePointer<Number> { UnsafePointer(numbers.base + group * groupLength) }

    /// The memory that a spectrum takes, in bytes.
    static func byteCount(_ tiling: FourierTiling, lanes: Int) -> Int {
        2 * tiling.numberCount * (tiling.sizes.count == 1 ? lanes : 1) * MemoryLayout<Number>.stride
    }
}

/// Memory for numbers that threads share.
///
/// Unchecked, because it is written by one thread before others see it.
final class FourierMemory<Number: BitwiseCopyable>: @unchecked Sendable {
    private let scratch: Scratch<Number>
    let base: UnsafeMutablePointer<Number>

    /// - Throws: `FilterError` with code `outOfMemory`.
    init(count: Int) throws(FilterError) {
        scratch = try Scratch(count: count)
        base = scratch.base
    }
}
