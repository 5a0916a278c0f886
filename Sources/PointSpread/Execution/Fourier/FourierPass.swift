/// The only pass of a program, as far as transforms take part in it.
struct FourierPass: Hashable, Sendable {
    let pass: Pass
    /// The type that the program sums in.
    let type: ElementType
    /// One weight for each tap, 0 for those that take no part.
    let weights: [Double]
    /// For each tap whether it takes part.
    let isVisited: [Bool]
    /// How far the last tap lies from the first along each axis.
    let reaches: [Int]
    /// How many taps a direct sum multiplies.
    let tapCount: Int
    /// Σ|taps|.
    let gain: Double

    /// Looks whether a program is one pass over one to three axes whose sum is scaled and stored, and nothing else.
    init?(_ program: FilterProgram) {
        guard program.branches.count == 1, program.branches[0].count == 1, program.outputs.count == 1,
            program.isPlain(program.outputs[0]), let pass = program.branches[0].first
        else { return nil }
        let kernel = pass.kernel
        guard (1...3).contains(kernel.axes.count), kernel.axes == kernel.axes.sorted(), kernel.channels == nil,
            pass.load.maps.isEmpty, pass.split == nil, pass.store.rim.isEmpty,
            pass.store.steps.allSatisfy(\.isLinear),
            pass.geometry.allSatisfy({ $0.stride == 1 && $0.stuffing == 0 && $0.before.magnitude < Self.longestReach })
        else { return nil }
        let accumulation = pass.accumulation
        guard accumulation.type == .float32 || accumulation.type == .float64, accumulation.start ?? 0 == 0 else {
            return nil
        }
        self.pass = pass
        type = accumulation.type
        isVisited = kernel.weights.map(accumulation.visits)
        weights = zip(kernel.weights, isVisited).map { $1 ? $0 : 0 }
        reaches = zip(kernel.extents, pass.geometry).map { ($0 - 1).multipliedReportingOverflow(by: $1.dilation) }
            .map { $0.overflow ? Self.longestReach : $0.partialValue }
        tapCount = weights.count { $0 != 0 }
        gain = weights.reduce(0) { $0 + $1.magnitude }
        // Far from 1, products with the spectrum would leave the range of the type.
        guard gain > 0x1p-40, gain < 0x1p40, reaches.allSatisfy({ $0 < Self.longestReach }) else { return nil }
    }

    private static var longestReach: Int { 1 << 26 }
}
