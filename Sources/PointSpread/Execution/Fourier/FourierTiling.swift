/// The tiles that a program is cut into for Fourier transforms, and what follows from them: the work and the error.
///
/// It depends on the kernel and on the type of the sums, never on the size of an image.
struct FourierTiling: Hashable, Sendable {
    /// The size of a transform along each axis of the kernel.
    let sizes: [FourierSize]
    /// How many outputs a tile has along each axis.
    let steps: [Int]

    /// A tile may have so many complex numbers.
    private static let mostNumbers = 1 << 20
    /// Tiles at least this long are made of whole vectors.
    private static let roundedStep = 96

    /// The tiling that takes the least work, for a kernel that reaches so many samples beyond its first tap along each axis.
    init?(reaches: [Int]) {
        var best: FourierTiling?
        for tiling in Self.all(reaches) where best.map({ tiling.work < $0.work }) ?? true { best = tiling }
        guard let best else { return nil }
        self = best
    }

    private init(sizes: [FourierSize], steps: [Int]) {
        self.sizes = sizes
        self.steps = steps
    }

    private static func all(_ reaches: [Int]) -> [FourierTiling] {
        var tilings = [FourierTiling(sizes: [], steps: [])]
        for reach in reaches {
            tilings = tilings.flatMap { tiling in
                FourierSize.all.compactMap { size in
                    guard size.count > reach, size.count * tiling.numberCount <= mostNumbers else { return nil }
                    let step = size.count - reach
                    let rounded = step >= roundedStep ? step / 16 * 16 : step
                    return FourierTiling(sizes: tiling.sizes + [size], steps: tiling.steps + [rounded])
                }
            }
        }
        return tilings
    }

    /// The complex numbers of a tile.
    var numberCount: Int { sizes.reduce(1) { $0 * $1.count } }

    /// The work for each output, in fused operations of a direct sum that take as long.
    ///
    /// A tile is transformed there and back along each axis, and holds two tiles of real numbers. The larger it is, the more of it
    /// lies outside the caches next to the processor, and the more of it lies beyond the ends of an image.
    var work: Double {
        let transforms = sizes.reduce(0) { $0 + 2 * $1.operations }
        let rest = numberCount <= 1 << 16 ? 60.0 : numberCount <= 1 << 18 ? 75 : 150
        return Double(numberCount) * Self.weight * (transforms + rest) / (2 * steps.reduce(1) { $0 * Double($1) })
    }

    /// How many fused operations of a direct sum take as long as one of a transform: dense kernels reach the speed of the processor.
    private static let weight = 1.6

    /// The largest error of a sum, relative to Σ|taps| · max|sample|, in the type's units of the last place.
    ///
    /// This bounds the root of the mean square of the errors of a tile, whatever the samples: transforms there and back, the
    /// products and the rounding of the spectrum, for the two tiles that a complex one holds. A single error could exceed it by the
    /// root of the number of samples if all roundings worked together; they are so independent in practice that single errors stay
    /// below a tenth of it.
    var errorUnits: Double {
        let transforms = sizes.reduce(0) { $0 + 2 * $1.errorUnits }
        return (transforms + 4.24) * 2.0.squareRoot() + 1
    }
}
