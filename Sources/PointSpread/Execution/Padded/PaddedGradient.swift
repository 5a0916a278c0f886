import PointSpreadKernelTable

/// The length of a gradient of differences, made in one go from the samples of a block.
///
/// A structure of pointers, whose memory has another owner: handing it on counts no references.
struct PaddedGradient<Number: LineNumber> {
    private let kernel: GradientKernelTable<Number>.Length
    private let differences: GradientKernelTable<Number>.Differences
    private let pitch: Int
    private let planePitch: Int

    /// Finds the differences, or gives up where the program is not the root of the sum of their squares.
    ///
    /// - Parameter memory: keeps what the pointers point to.
    init?(
        _ run: PaddedRun<Number>, block: UnsafePointer<Number>, memory: inout [AnyObject]
    ) throws(FilterError) {
        guard let differences = run.differences else { return nil }
        let earlier = try Scratch(differences.map { block + $0.earlier })
        let later = try Scratch(differences.map { block + $0.later })
        let weights = try Scratch(differences.map(\.weight))
        memory += [earlier, later, weights]
        self.differences = GradientKernelTable.Differences(
            earlier: earlier.base, later: later.base, weights: weights.base, count: differences.count)
        kernel = run.kernels.gradients.length
        (pitch, planePitch) = (run.size.pitch, run.size.planePitch)
    }

    /// Makes the results of a plane of the block.
    @inline(__always)
    func make(
        _ plane: Int, _ target: GradientKernelTable<Number>.Rows<UnsafeMutablePointer<Number>>,
        _ next: GradientKernelTable<Number>.Rows<UnsafePointer<Number>>, _ rows: Int, _ count: Int,
        isStreamed: Bool = false
    ) {
        kernel(differences, plane &* planePitch, pitch, target, next, rows, count, isStreamed)
    }
}

extension PaddedRun {
    /// Whether the result is made in one go: the length of a gradient of differences.
    var makesLengths: Bool { differences != nil }

    /// The differences of which the result is the root of the sum of squares, where it is: where their samples lie in a block.
    fileprivate var differences: [(earlier: Int, later: Int, weight: Number)]? {
        guard outputs.count == 1, let order = outputs[0].join.lengthOfBranches else { return nil }
        var differences: [(earlier: Int, later: Int, weight: Number)] = []
        for branch in order.map({ branches[$0] }) {
            guard branch.count == 1, branch[0].pass.steps.isEmpty, branch[0].pass.between == nil,
                case .pairs(nil, let first, let second, isAntisymmetric: true) = branch[0].pass.sum, first.count == 1
            else { return nil }
            let distance = branch[0].pass.dilation * distance(branch[0].direction)
            let start = start(of: branch)
            differences.append(
                (start + first[0] * distance, start + second[0] * distance, branch[0].pass.weights[0]))
        }
        return differences
    }
}

extension Join {
    /// The branches of which the join is √(a² + b² + …), every square but the first added with one rounding; nothing where it is not.
    fileprivate var lengthOfBranches: [Int]? {
        guard case .squareRoot(let squares) = self else { return nil }
        return squares.squaredBranches
    }

    private var squaredBranches: [Int]? {
        switch self {
        case .product(.branch(let a), .branch(let b)) where a == b: [a]
        case .fused(.branch(let a), .branch(let b), let others) where a == b: others.squaredBranches.map { $0 + [a] }
        default: nil
        }
    }
}
