/// What a filter does to an array of one shape and type: lists of passes over the input, joined to one or more outputs.
///
/// ```swift
/// let program = try GaussianFilter(sigma: 2).program(for: photo.layout)
/// print(program)   // every pass in words
/// ```
public struct FilterProgram: Hashable, Sendable {
    /// One result of a program.
    public struct Output: Hashable, Sendable {
        /// How the branches' results are joined.
        public var join: Join
        /// The type in which the join computes.
        public var arithmetic: ElementType
        /// The type of the result.
        public var type: ElementType
        /// How a real number becomes a whole one.
        public var rounding: RoundingRule
        /// What becomes of a number outside the type's range.
        public var overflow: OverflowRule

        /// States the parts.
        public init(
            _ join: Join, arithmetic: ElementType, type: ElementType, rounding: RoundingRule = .halfEven,
            overflow: OverflowRule = .saturate
        ) {
            self.join = join
            self.arithmetic = arithmetic
            self.type = type
            self.rounding = rounding
            self.overflow = overflow
        }
    }

    /// The shape of the input.
    public let inputShape: Shape
    /// The type of the input's elements.
    public let inputType: ElementType
    /// The axis of the channels, which `Load.AlphaChannel`, `Join.channel` and `Join.whereChannel` speak of.
    public let channelAxis: Int?
    /// Lists of passes, each over the input; an empty list is the input itself.
    public let branches: [[Pass]]
    /// The results.
    public let outputs: [Output]
    /// The shape of every result.
    public let outputShape: Shape

    /// Makes a program of branches and joins.
    ///
    /// - Throws: `FilterError` with code `mismatch` when the parts do not fit each other or the input.
    public init(
        inputShape: Shape, inputType: ElementType, channelAxis: Int? = nil, branches: [[Pass]], outputs: [Output]
    ) throws(FilterError) {
        self.inputShape = inputShape
        self.inputType = inputType
        self.channelAxis = channelAxis
        self.branches = branches
        self.outputs = outputs
        outputShape = try Self.check(
            inputShape: inputShape, channelAxis: channelAxis, branches: branches, outputs: outputs)
    }

    /// Makes a program of one list of passes, whose last result is the output.
    ///
    /// - Throws: `FilterError` with code `mismatch` when the parts do not fit each other or the input.
    public init(
        inputShape: Shape, inputType: ElementType, channelAxis: Int? = nil, passes: [Pass]
    ) throws(FilterError) {
        let type = passes.last?.store.type ?? inputType
        try self.init(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: [passes],
            outputs: [Output(.branch(0), arithmetic: type, type: type)])
    }

    /// The type of a branch's result.
    package func resultType(ofBranch branch: Int) -> ElementType { branches[branch].last?.store.type ?? inputType }

    /// Whether an output is a branch's result as it is.
    package func isPlain(_ output: Output) -> Bool {
        guard case .branch(let branch) = output.join else { return false }
        return resultType(ofBranch: branch) == output.type
    }

    /// Whether a branch's result is an output as it is stored, and nothing else.
    package func takesStored(branch: Int) -> Bool {
        outputs.filter { $0.join.branches.contains(branch) }.allSatisfy(isPlain)
    }
}
