extension PyTorch {
    /// `torch.nn.functional.pad`: an array with samples around it.
    ///
    /// - Parameters:
    ///   - padding: how many before and behind the last axis, then before and behind the one before it, and so on; negative
    ///     numbers cut off.
    ///   - mode: what they are.
    public static func pad(_ padding: [Int], mode: PaddingMode = .zeros) throws(FilterError) -> some Filter {
        guard !padding.isEmpty, padding.count % 2 == 0 else {
            throw FilterError(
                .invalidParameter, "pad", expected: "pairs of numbers", found: "\(padding.count) numbers",
                remedy: "give one before and one behind, the last axis first")
        }
        return Pad(padding: padding, mode: mode)
    }

    static func readPad(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let numbers = try arguments.numbers("pad")?.values else { throw arguments.missing("pad") }
        var mode = try PaddingMode.read(&arguments, "mode") ?? .zeros
        if let value = try arguments.number("value"), case .constant = mode { mode = .constant(value) }
        return .filter(
            try pad(
                numbers.map { (number) throws(FilterError) in
                    guard let integer = Int(exactly: number) else { throw arguments.missing("pad") }
                    return integer
                }, mode: mode))
    }

    private struct Pad: Filter {
        let padding: [Int]
        let mode: PaddingMode

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let rank = layout.shape.rank
            guard padding.count / 2 <= rank else {
                throw FilterError(
                    .invalidParameter, "pad", expected: "at most \(rank) pairs", found: "\(padding.count / 2)",
                    remedy: "give one for each axis at most")
            }
            let type = layout.elementType.isInteger ? layout.elementType : layout.elementType.accumulator
            var passes: [Pass] = []
            for place in 0..<padding.count / 2 {
                let axis = rank - 1 - place
                let (before, after) = (padding[2 * place], padding[2 * place + 1])
                guard before != 0 || after != 0 else { continue }
                try mode.check(before: before, after: after, count: layout.shape[axis])
                let outputs = layout.shape[axis] + before + after
                guard outputs >= 0 else {
                    throw FilterError(
                        .mismatch, "padding", expected: "0 samples or more", found: "\(outputs)", remedy: "cut off less"
                    )
                }
                passes.append(
                    Pass(
                        kernel: PassKernel(axes: [axis], extents: [1], weights: [1]),
                        geometry: [AxisGeometry(before: before, outputCount: outputs)],
                        border: [BorderPair(mode.border)], accumulation: Accumulation(type, order: .leftToRight),
                        store: Store(layout.elementType)))
            }
            return try FilterProgram(inputShape: layout.shape, inputType: layout.elementType, passes: passes)
        }
    }
}
