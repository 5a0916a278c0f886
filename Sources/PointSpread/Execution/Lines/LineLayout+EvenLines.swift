extension LineLayout {
    /// Runs the body on arrays whose lines lie evenly in memory: an input that does not is copied first, an output that does not is
    /// written through a copy.
    func withEvenLines(
        _ input: ArrayBuffer, _ outputs: [ArrayBuffer],
        _ body: (_ source: ArrayBuffer, _ targets: [ArrayBuffer]) throws(FilterError) -> Void
    ) throws(FilterError) {
        let source = stride(of: input) == nil ? try input.copied() : input
        if outputs.allSatisfy({ stride(of: $0) != nil }) { return try body(source, outputs) }
        let targets = try outputs.map { (output) throws(FilterError) in
            stride(of: output) == nil ? try ArrayBuffer(uninitialized: output.shape, of: output.elementType) : output
        }
        try body(source, targets)
        for (output, target) in zip(outputs, targets) where stride(of: output) == nil {
            copyElements(
                shape: output.shape.sizes, elementSize: output.elementType.size, from: target.base,
                strides: target.strides, to: output.base, strides: output.strides)
        }
    }
}
