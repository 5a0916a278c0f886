extension WholeProgram {
    /// The same sums of a box, each made from the one before it: along rows first, then down columns; nothing where it is no box.
    ///
    /// What leaves is taken away before what enters is added: all that is summed are some of the samples, and no sum is rounded.
    var slides: FilterProgram? {
        guard floats.branches[0].count == 2, var columns = floats.branches[0].first, var rows = floats.branches[0].last,
            columns.isBox, rows.isBox, columns.kernel.axes[0] < rows.kernel.axes[0],
            columns.store == Store(columns.accumulation.type)
        else { return nil }
        swap(&columns.store, &rows.store)
        let sum = Accumulation(rows.accumulation.type, order: .sliding(.leaveThenEnter))
        (rows.accumulation, columns.accumulation) = (sum, sum)
        return try? FilterProgram(
            inputShape: floats.inputShape, inputType: floats.inputType, channelAxis: floats.channelAxis,
            passes: [rows, columns])
    }
}

extension Pass {
    /// Whether samples that lie next to each other are added up, outside of which nothing but samples and zeros stands.
    var isBox: Bool {
        kernel.axes.count == 1 && kernel.channels == nil && kernel.weights.allSatisfy { $0 == 1 }
            && geometry[0].stride == 1 && geometry[0].dilation == 1 && geometry[0].stuffing == 0
            && load.maps.isEmpty && accumulation.start == nil && border[0].isFreeOfNumbers && split == nil
            && store.rim.isEmpty
    }
}
