import PointSpread
import TestSupport

/// Makes a program of one pass out of the parts that a test is about, and runs it in the reference executor.
struct OnePass {
    var shape: Shape
    var type = ElementType.float64
    var channelAxis: Int?
    var pass: Pass

    /// A pass along the only axis of a line, one output per sample, summed left to right.
    init(
        _ weights: [Double], count: Int, before: Int = 0, outputs: Int? = nil, stride: Int = 1, dilation: Int = 1,
        stuffing: Int = 0, border: Border = .constant(0),
        sum: Accumulation = Accumulation(.float64, order: .leftToRight),
        store: Store = Store(.float64)
    ) throws {
        shape = try Shape([count])
        let geometry = AxisGeometry(
            before: before, outputCount: outputs ?? count, stride: stride, dilation: dilation, stuffing: stuffing)
        pass = Pass(
            kernel: PassKernel(axes: [0], extents: [weights.count], weights: weights), geometry: [geometry],
            border: [BorderPair(border)], accumulation: sum, store: store)
    }

    /// A pass over both axes of a plane, one output per sample.
    init(
        _ weights: [Double], extents: [Int], anchor: [Int], shape: Shape, border: [Border],
        sum: Accumulation = Accumulation(.float64, order: .leftToRight), store: Store = Store(.float64)
    ) {
        self.shape = shape
        pass = Pass(
            kernel: PassKernel(axes: [0, 1], extents: extents, weights: weights),
            geometry: [0, 1].map { .same(count: shape[$0], taps: extents[$0], anchor: anchor[$0]) },
            border: border.map { BorderPair($0) }, accumulation: sum, store: store)
    }

    var program: FilterProgram {
        get throws {
            try FilterProgram(inputShape: shape, inputType: type, channelAxis: channelAxis, passes: [pass])
        }
    }

    /// The result, as doubles.
    func result(_ samples: [Double]) throws -> [Double] {
        let input = try NDArray(samples, shape: shape).converted(to: type, rounding: .halfEven, overflow: .saturate)
        return try referenceResults(of: program, input)[0].doubles
    }
}

extension StridedArray {
    /// The elements as doubles, in row-major order.
    var doubles: [Double] {
        get throws { try converted(to: Double.self, rounding: .halfEven, overflow: .saturate).elements }
    }
}
