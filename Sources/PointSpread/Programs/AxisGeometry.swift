/// Which samples along one axis each output sample is made of, in numbers.
///
/// Tap j of output i meets position i · stride + j · dilation − before of the input, between whose samples (and those of its
/// border) `stuffing` zeros have been put.
///
/// ```swift
/// AxisGeometry.same(count: 640, taps: 5, anchor: 2)   // before 2, 640 outputs
/// AxisGeometry.full(count: 640, taps: 5)              // before 4, 644 outputs
/// AxisGeometry.valid(count: 640, taps: 5)             // before 0, 636 outputs
/// ```
public struct AxisGeometry: Hashable, Sendable {
    /// How many positions before the first sample the first tap of the first output lies; a negative number crops.
    public var before: Int
    /// The distance between the positions of neighbouring outputs.
    public var stride: Int
    /// The distance between the positions of neighbouring taps.
    public var dilation: Int
    /// How many zeros lie between neighbouring input samples.
    public var stuffing: Int
    /// How many outputs there are.
    public var outputCount: Int

    /// States the numbers.
    public init(before: Int, outputCount: Int, stride: Int = 1, dilation: Int = 1, stuffing: Int = 0) {
        self.before = before
        self.stride = stride
        self.dilation = dilation
        self.stuffing = stuffing
        self.outputCount = outputCount
    }

    /// One output per sample, the anchor on the sample.
    public static func same(count: Int, taps: Int, anchor: Int) -> AxisGeometry {
        AxisGeometry(before: anchor, outputCount: count)
    }

    /// One output wherever the kernel meets at least one sample.
    public static func full(count: Int, taps: Int) -> AxisGeometry {
        AxisGeometry(before: taps - 1, outputCount: count == 0 ? 0 : count + taps - 1)
    }

    /// One output wherever the kernel meets samples only.
    public static func valid(count: Int, taps: Int) -> AxisGeometry {
        AxisGeometry(before: 0, outputCount: max(count - taps + 1, 0))
    }

    /// The position that a tap of an output meets.
    @inline(__always)
    package func position(output: Int, tap: Int) -> Int { output * stride + tap * dilation - before }

    /// How many positions after the last sample the last tap of the last output lies; negative where it falls short.
    public func after(inputCount: Int, taps: Int) -> Int {
        let last = position(output: outputCount - 1, tap: taps - 1)
        return last - ((inputCount - 1) * (stuffing + 1))
    }

    /// What stands at a position.
    package enum Source: Hashable {
        /// A sample of the input.
        case sample(Int)
        /// The constant of the border.
        case outside(Double)
        /// A zero between samples.
        case stuffed
    }

    /// What stands at a position of an input of `count` samples, after the border has extended it.
    package func source(at position: Int, count: Int, border: BorderPair) -> Source {
        let pitch = stuffing + 1
        let cell = position >= 0 ? position / pitch : -((-position + pitch - 1) / pitch)
        guard cell * pitch == position else { return .stuffed }
        if cell >= 0, cell < count { return .sample(cell) }
        let side = border.border(at: cell)
        if case .constant(let value) = side { return .outside(value) }
        return side.place(of: cell, count: count).map(Source.sample) ?? .stuffed
    }
}
