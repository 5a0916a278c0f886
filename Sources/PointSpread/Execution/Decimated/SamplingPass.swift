/// A pass that thins an axis out: every sample of the result is made of so many neighbouring blocks of `spacing` samples.
struct ThinningPass<Number: LineNumber>: Sendable {
    let axis: Int
    /// The distance between the first samples of neighbouring results.
    let spacing: Int
    /// How many blocks a result is made of, and so how many results a sample is part of.
    let order: Int
    let inputCount: Int
    let outputCount: Int
    /// For each sample of a block, the weights in the results it is part of, the one that begins with this block first.
    let weights: [Number]
    private let geometry: AxisGeometry
    private let border: BorderPair

    static var orders: ClosedRange<Int> { 2...8 }

    /// Prepares a pass, or gives up where it is of another kind.
    init?(_ pass: Pass, inputCount: Int) {
        guard pass.isPlainSum(of: Number.elementType), pass.geometry[0].stuffing == 0, pass.geometry[0].stride > 1
        else { return nil }
        geometry = pass.geometry[0]
        let (spacing, taps) = (geometry.stride, pass.kernel.weights)
        let order = taps.count / spacing
        guard Self.orders.contains(order), order * spacing == taps.count, !taps.contains(0) else { return nil }
        axis = pass.kernel.axes[0]
        self.spacing = spacing
        self.order = order
        self.inputCount = inputCount
        outputCount = geometry.outputCount
        border = pass.border[0]
        weights = (0..<spacing).flatMap { row in (0..<order).map { Number(number: taps[$0 * spacing + row]) } }
    }

    /// The position of the first sample of a block.
    func position(ofBlock block: Int) -> Int { block * spacing - geometry.before }

    /// What stands at a position, after the border has extended the axis.
    func source(at position: Int) -> AxisGeometry.Source {
        geometry.source(at: position, count: inputCount, border: border)
    }
}

/// A pass that fills an axis up: every sample of the result is made of so many neighbours that are left.
struct FillingPass<Number: LineNumber>: Sendable {
    let axis: Int
    /// How many results share the same neighbours.
    let spacing: Int
    /// How many neighbours a result is made of.
    let order: Int
    let inputCount: Int
    let outputCount: Int
    /// For each of the results that share neighbours, first to last, the weights of these.
    let weights: [Number]
    private let before: Int

    /// Prepares a pass, or gives up where it is of another kind.
    init?(_ pass: Pass, inputCount: Int) {
        guard pass.isPlainSum(of: Number.elementType), pass.geometry[0].stride == 1, pass.geometry[0].stuffing > 0
        else { return nil }
        let (geometry, taps) = (pass.geometry[0], pass.kernel.weights)
        let spacing = geometry.stuffing + 1
        let order = taps.count / spacing
        // Zeros between samples must not turn −0 into anything but 0.
        guard ThinningPass<Number>.orders.contains(order), order * spacing == taps.count,
            taps.allSatisfy({ $0 > 0 }), geometry.outputCount > 0
        else { return nil }
        axis = pass.kernel.axes[0]
        self.spacing = spacing
        self.order = order
        self.inputCount = inputCount
        outputCount = geometry.outputCount
        before = geometry.before
        weights = (0..<spacing).flatMap { result in
            (0..<order).map { Number(number: taps[$0 * spacing + spacing - 1 - result]) }
        }
        guard groups.lowerBound >= 0, groups.upperBound - 1 + order <= inputCount else { return nil }
    }

    /// The groups of results that share neighbours, each by the first of these.
    var groups: Range<Int> { group(of: 0)..<group(of: outputCount - 1) + 1 }

    /// The group that a result is part of.
    private func group(of output: Int) -> Int {
        let place = output - before + spacing - 1
        return place >= 0 ? place / spacing : -((-place + spacing - 1) / spacing)
    }

    /// The first result that a whole group has; one before the first of all where that group is cut off.
    func start(ofGroup group: Int) -> Int { (group - 1) * spacing + 1 + before }

    /// The results of some groups.
    func outputs(of groups: Range<Int>) -> Range<Int> {
        max(0, start(ofGroup: groups.lowerBound))..<min(outputCount, start(ofGroup: groups.upperBound))
    }
}

extension Pass {
    /// Whether the pass is a fused sum along one axis from the first tap to the last, and nothing more.
    fileprivate func isPlainSum(of type: ElementType) -> Bool {
        kernel.axes.count == 1 && kernel.channels == nil && split == nil && store.rim.isEmpty && store.steps.isEmpty
            && load.maps.isEmpty && accumulation.type == type && accumulation.start == nil && accumulation.isFused
            && accumulation.order == .leftToRight && accumulation.ignoredMagnitude == 0 && geometry[0].dilation == 1
    }
}
