import PointSpreadKernelTable

/// A pass along one axis whose sums are made from the ones before them.
struct SlidePass<Number: LineNumber>: TileAxis, Sendable {
    let axis: Int
    let taps: Int
    let geometry: AxisGeometry
    let border: BorderPair
    /// The samples along the axis.
    let inputCount: Int
    let slide: SlideKernelTable<Number>.Slide
    /// Whether the first sum is one of squares.
    private let isOfSquares: Bool
    private let pointwise: PointwiseKernelTable<Number>

    var before: Int { geometry.before }
    var reach: Int { taps - 1 }

    private static var longestReach: Int { 1 << 26 }

    /// Prepares a pass, or gives up where it is another one.
    init?(_ pass: Pass, inputSizes: [Int], kernels: LineKernelTable<Number>) {
        guard case .sliding(let step) = pass.accumulation.order, pass.accumulation.type == Number.elementType,
            pass.split == nil, pass.store.rim.isEmpty, pass.geometry[0].stuffing == 0
        else { return nil }
        axis = pass.kernel.axes[0]
        taps = pass.kernel.extents[0]
        (geometry, border) = (pass.geometry[0], pass.border[0])
        inputCount = inputSizes[axis]
        isOfSquares = step == .differenceOfSquares
        slide =
            switch step {
            case .difference: kernels.slides.difference
            case .enterThenLeave: kernels.slides.enterThenLeave
            case .leaveThenEnter: kernels.slides.leaveThenEnter
            case .differenceOfSquares: kernels.slides.differenceOfSquares
            }
        pointwise = kernels.pointwise
        guard geometry.before.magnitude < Self.longestReach, taps < Self.longestReach else { return nil }
    }

    /// What stands at a position, after the border has extended the axis.
    func source(at position: Int) -> AxisGeometry.Source {
        geometry.source(at: position, count: inputCount, border: border)
    }

    /// Adds the terms of a line of samples to the sums.
    ///
    /// - Parameter squares: room for as many numbers.
    func add(
        _ line: UnsafePointer<Number>, to sums: UnsafeMutablePointer<Number>, _ squares: UnsafeMutablePointer<Number>,
        count: Int
    ) {
        var terms = line
        if isOfSquares {
            pointwise.product(line, line, squares, count)
            terms = UnsafePointer(squares)
        }
        pointwise.sum(sums, terms, sums, count)
    }
}
