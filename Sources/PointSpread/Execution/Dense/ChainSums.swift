import PointSpreadKernelTable

/// Sums that are added up: a join of branches of one pass each, in which some are added one after the other, and the rest of the join.
///
/// A row of each such sum is made in one go, without writing what a branch comes to.
struct ChainSums<Number: LineNumber>: Sendable {
    /// A sample under a tap: its plane, and how many rows and numbers of a row it is away from the window's first.
    struct Sample: Sendable {
        let plane: Int
        let row: Int
        let offset: Int
    }

    /// Branches that are added up, or one branch.
    struct Chain: Sendable {
        /// What is added to first.
        var start: Number = -0.0
        /// What each branch begins with, and how its products are added to that.
        var starts: [Number] = []
        var parts: [ChainPart] = []
        /// Under each tap in order; of pairs the later sample before the earlier one.
        var samples: [Sample] = []
        var weights: [Number] = []
        /// What happens to one branch's sum.
        var steps: [Store.Step] = []
        var between: PointSpread.Store?
    }

    /// A pass that has taps wherever the branches' have some.
    let hull: Pass
    let chains: [Chain]
    /// What chains are joined to, with their numbers in the place of branches; nothing where one is the result.
    let join: Join?
    /// How many products each result is made of.
    var products: Int { chains.reduce(0) { $0 + $1.weights.count } }

    /// More products than this share what is read, which tiles and blocks of rows make use of.
    private static var mostProducts: Int { 64 }

    /// Looks at a program, or gives up where its branches are not summed so.
    init?(_ program: FilterProgram) {
        let layout = LineLayout(program)
        guard program.outputs.count == 1, let output = program.outputs.first, output.join.isPointwise else {
            return nil
        }
        let passes = program.branches.compactMap { $0.count == 1 ? $0[0] : nil }
        guard passes.count == program.branches.count, let hull = Pass.hull(of: passes, program.inputShape.sizes)
        else { return nil }
        self.hull = hull
        var known: [Join: Int] = [:]
        var chains: [Chain] = []
        var fits = true
        let isPlain = program.isPlain(output)
        let type = Number.elementType
        let join = output.join.replacing { part in
            if let number = known[part] { return .branch(number) }
            guard let terms = part.chain,
                terms.isAlone || terms.branches.allSatisfy({ passes[$0].staysAsSummed(in: type) })
            else { return nil }
            guard let chain = Self.chain(terms, program, hull, layout, isResult: isPlain) else {
                fits = false
                return .branch(0)
            }
            chains.append(chain)
            known[part] = chains.count - 1
            return .branch(chains.count - 1)
        }
        guard fits, !chains.isEmpty, isPlain || output.arithmetic == Number.elementType else { return nil }
        self.chains = chains
        if case .branch = join { self.join = nil } else { self.join = join }
        guard products <= Self.mostProducts else { return nil }
    }

    private static func chain(
        _ terms: ChainTerms, _ program: FilterProgram, _ hull: Pass, _ layout: LineLayout,
        isResult: Bool
    ) -> Chain? {
        var chain = Chain()
        if let start = terms.start { chain.start = Number(number: start) }
        for branch in terms.branches {
            let pass = program.branches[branch][0]
            guard pass.accumulation.type == Number.elementType, pass.store.isLinear(in: Number.elementType),
                let parts = TapOrder.parts(pass.accumulation, weights: pass.kernel.weights), !parts.isEmpty
            else { return nil }
            chain.starts.append(pass.accumulation.start.map { Number(number: $0) } ?? -0.0)
            for (order, isFused) in parts {
                guard add(order, isFused, pass, to: &chain, hull, layout) else { return nil }
            }
            guard !chain.parts.isEmpty, !chain.parts[chain.parts.count - 1].ends else { return nil }
            chain.parts[chain.parts.count - 1].ends = true
            chain.steps = pass.store.steps
            chain.between = isResult || pass.store.type == Number.elementType ? nil : pass.store
        }
        return chain
    }

    /// Adds the products of some taps; nothing where there are none, or none are made.
    private static func add(
        _ order: TapOrder, _ isFused: Bool, _ pass: Pass, to chain: inout Chain, _ hull: Pass, _ layout: LineLayout
    ) -> Bool {
        func add(_ kind: ChainPart.Kind, _ weight: Int, _ taps: [Int]) {
            chain.weights.append(Number(number: pass.kernel.weights[weight]))
            chain.samples += taps.map { sample(of: pass, under: $0, hull, layout) }
            let last = chain.parts.count - 1
            if last >= 0, chain.parts[last].continues(kind, isFused) {
                chain.parts[last].products += 1
            } else {
                chain.parts.append(ChainPart(kind, isFused: isFused))
            }
        }
        switch order {
        case .products(let taps): for tap in taps { add(.single, tap, [tap]) }
        case .pairs(let centre, let earlier, let later, let isAntisymmetric):
            if let centre { add(.single, centre, [centre]) }
            for (earlier, later) in zip(earlier, later) {
                if earlier == TapOrder.nothing {
                    add(.single, later, [later])
                } else {
                    add(isAntisymmetric ? .difference : .sum, later, [later, earlier])
                }
            }
        case .doubling: return false
        }
        return true
    }

    /// Where the sample under a tap lies.
    private static func sample(of pass: Pass, under tap: Int, _ hull: Pass, _ layout: LineLayout) -> Sample {
        var places: [Int: Int] = [:]
        var rest = tap
        for place in pass.kernel.axes.indices.reversed() {
            let (extent, geometry) = (pass.kernel.extents[place], pass.geometry[place])
            places[pass.kernel.axes[place]] = rest % extent * geometry.dilation - geometry.before
            rest /= extent
        }
        let shifts = hull.kernel.axes.indices.map { (places[hull.kernel.axes[$0]] ?? 0) + hull.geometry[$0].before }
        let columns = layout.isFilteredAlongLine && hull.kernel.axes.last == layout.lineAxis ? 1 : 0
        let outer = shifts.count - columns - 1
        let plane = (0..<outer).reduce(0) { $0 * hull.kernel.extents[$1] + shifts[$1] }
        return Sample(plane: plane, row: shifts[outer], offset: columns == 0 ? 0 : shifts[outer + 1] * layout.step)
    }
}

/// Branches that are added up one after the other, to a number where there is one; or one branch.
private struct ChainTerms {
    let start: Double?
    let branches: [Int]

    var isAlone: Bool { start == nil && branches.count == 1 }
}

extension Join {
    fileprivate var chain: ChainTerms? {
        switch self {
        case .branch(let branch): ChainTerms(start: nil, branches: [branch])
        case .sum(.constant(let number), .branch(let branch)): ChainTerms(start: number, branches: [branch])
        case .sum(let before, .branch(let branch)), .sum(.branch(let branch), let before):
            before.chain.map { ChainTerms(start: $0.start, branches: $0.branches + [branch]) }
        default: nil
        }
    }
}

extension Pass {
    /// Whether nothing happens to sums that are made in a type.
    fileprivate func staysAsSummed(in type: ElementType) -> Bool { store.steps.isEmpty && store.type == type }

    /// A pass along all axes of some passes, with taps wherever one of them has some; nothing where they do not go together.
    fileprivate static func hull(of passes: [Pass], _ sizes: [Int]) -> Pass? {
        guard let first = passes.first,
            passes.allSatisfy({
                $0.kernel.channels == nil && $0.split == nil && $0.store.rim.isEmpty && $0.load == first.load
            })
        else { return nil }
        var hull = first
        hull.kernel = PassKernel(axes: Set(passes.flatMap(\.kernel.axes)).sorted(), extents: [], weights: [])
        // Along one axis, tiles share what they read.
        guard hull.kernel.axes.count > 1 else { return nil }
        (hull.geometry, hull.border) = ([], [])
        for axis in hull.kernel.axes {
            var reaches: [(before: Int, after: Int)] = []
            var counts: Set<Int> = []
            var borders: Set<BorderPair> = []
            for pass in passes {
                guard let place = pass.kernel.axes.firstIndex(of: axis) else {
                    // The sample at each place.
                    reaches.append((0, 0))
                    counts.insert(sizes[axis])
                    continue
                }
                let geometry = pass.geometry[place]
                guard geometry.stride == 1, geometry.stuffing == 0 else { return nil }
                let reach = (pass.kernel.extents[place] - 1) * geometry.dilation
                reaches.append((geometry.before, reach - geometry.before))
                counts.insert(geometry.outputCount)
                borders.insert(pass.border[place])
            }
            guard let before = reaches.map(\.before).max(), let after = reaches.map(\.after).max(),
                let count = counts.first, counts.count == 1, let border = borders.first, borders.count == 1,
                before + after < mostTaps
            else { return nil }
            hull.kernel.extents.append(before + after + 1)
            hull.geometry.append(AxisGeometry(before: before, outputCount: count))
            hull.border.append(border)
        }
        guard hull.kernel.tapCount <= mostTaps else { return nil }
        hull.kernel.weights = [Double](repeating: 1, count: hull.kernel.tapCount)
        hull.accumulation = Accumulation(first.accumulation.type, order: .leftToRight)
        hull.store = Store(first.accumulation.type)
        return hull
    }

    private static var mostTaps: Int { 1 << 12 }
}
