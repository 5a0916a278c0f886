extension Torchvision {
    /// Which of its two modules of transforms does it: their sums differ by one rounding.
    public enum Version: Hashable, Sendable {
        /// `torchvision.transforms.functional`.
        case first
        /// `torchvision.transforms.v2.functional`.
        case second
    }

    /// `adjust_sharpness`: samples, mixed with a mean of 3 × 3 samples whose middle counts five times.
    ///
    /// The outermost samples have no mean and stay as they are. Whole numbers are rounded in the mean, but cut off in the mixture, so
    /// that in the first version a factor of 0.3 makes flat parts darker by one here and there.
    ///
    /// - Parameters:
    ///   - factor: 0 for the mean, 1 for the samples, more for sharper ones.
    ///   - version: whether the mixture is rounded before it is summed.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func adjustSharpness(_ factor: Double, version: Version = .first) throws(FilterError) -> some Filter {
        guard factor >= 0, factor.isFinite else {
            throw FilterError(
                .invalidParameter, "sharpness_factor", expected: "a number from 0", found: "\(factor)",
                remedy: "give 1 for the same sharpness")
        }
        return AdjustSharpness(factor: factor, version: version)
    }

    static func readAdjustSharpness(
        _ arguments: inout ConventionArguments, version: Version
    ) throws(FilterError) -> Convention.Made {
        guard let factor = try arguments.number("sharpness_factor") else { throw arguments.missing("sharpness_factor") }
        return .filter(try adjustSharpness(factor, version: version))
    }

    private struct AdjustSharpness: Filter {
        let factor: Double
        let version: Version

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let axes = try layout.imageAxes()
            let type = layout.elementType
            guard !type.isInteger || type == .uint8 || type == .uint16 else {
                throw FilterError(
                    .mismatch, "type", expected: "uint8, uint16, float32 or float64", found: type.rawValue,
                    remedy: "convert the array")
            }
            let sums = try sums(layout)
            let sizes = [axes.y, axes.x].map { layout.geometry(along: $0, anchor: 1).outputCount }
            guard sizes.allSatisfy({ $0 > 2 }) else {
                return try FilterProgram(
                    inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis,
                    passes: layout.crops(except: []))
            }
            var mean = [5.0 / 13]
            mean = [Double](repeating: 1.0 / 13, count: 4) + mean + [Double](repeating: 1.0 / 13, count: 4)
            let kernel = try Kernel(mean, extents: [3, 3])
            let rims = [axes.y, axes.x].map { axis in
                let halo = layout.halos[axis]
                return Store.Rim(before: halo.before == 0 ? 1 : 0, after: halo.after == 0 ? 1 : 0)
            }
            let store = Store(type, rim: rims.contains { $0 != Store.Rim(before: 0, after: 0) } ? rims : [])
            let blurred = layout.passes(
                [RealCorrelation(kernel, along: [axes.y, axes.x], .replicate)], in: sums, store: store)
            let limited = Join.minimum(.maximum(mixture, .constant(0)), .constant(type.fullScale))
            return try FilterProgram(
                inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis,
                branches: [blurred, layout.crops(except: [])],
                outputs: [.init(limited, arithmetic: sums, type: type, rounding: .towardZero)])
        }

        private var mixture: Join {
            let rest = Join.constant(1 - factor)
            return switch version {
            case .first: .sum(.product(.constant(factor), .branch(1)), .product(rest, .branch(0)))
            case .second: .fused(rest, .difference(.branch(0), .branch(1)), plus: .branch(1))
            }
        }
    }
}
