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
        guard run.outputs.count == 1, let order = run.outputs[0].join.lengthOfBranches else { return nil }
        var earlier: [UnsafePointer<Number>] = []
        var later: [UnsafePointer<Number>] = []
        var weights: [Number] = []
        for branch in order.map({ run.branches[$0] }) {
            guard branch.count == 1, branch[0].pass.steps.isEmpty, branch[0].pass.between == nil,
                case .pairs(nil, let first, let second, isAntisymmetric: true) = branch[0].pass.sum, first.count == 1
            else { return nil }
            let start = block + run.start(of: branch)
            let distance = branch[0].pass.dilation * run.distance(branch[0].direction)
            earlier.append(start + first[0] * distance)
            later.append(start + second[0] * distance)
            weights.append(branch[0].pass.weights[0])
        }
        kernel = run.kernels.gradients.length
        let lists = (try Scratch(earlier), try Scratch(later), try Scratch(weights))
        differences = GradientKernelTable.Differences(
            earlier: lists.0.base, later: lists.1.base, weights: lists.2.base, count: weights.count)
        memory += [lists.0, lists.1, lists.2]
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
