/// An axis that whole sums run along.
struct ShortAxis: Equatable {
    let axis: Int
    let inputCount: Int
    let outputCount: Int
    let stride: Int
    let stuffing: Int
    let border: BorderPair

    /// Gives up where numbers but 0 stand outside.
    init?(_ axis: Int, _ program: FilterProgram, _ geometry: AxisGeometry, _ border: BorderPair) {
        guard geometry.stride == 1 || geometry.stuffing == 0,
            [border.before, border.after].allSatisfy({
                if case .constant(let value) = $0 { value == 0 } else { true }
            })
        else { return nil }
        (self.axis, inputCount, outputCount) = (axis, program.inputShape[axis], geometry.outputCount)
        (stride, stuffing, self.border) = (geometry.stride, geometry.stuffing, border)
    }

    /// Whether each place stands for the sample there.
    var isPlain: Bool { stride == 1 && stuffing == 0 && inputCount == outputCount }

    /// The sample at a position, or nothing where there is a zero.
    @inline(__always)
    func sample(at position: Int) -> Int? {
        if stuffing == 0, position >= 0, position < inputCount { return position }
        let geometry = AxisGeometry(before: 0, outputCount: outputCount, stride: stride, stuffing: stuffing)
        guard case .sample(let index) = geometry.source(at: position, count: inputCount, border: border) else {
            return nil
        }
        return index
    }
}
