import PointSpreadKernelTable

/// What one pass needs while it runs on one thread: its tables where they are quick to reach, its window, and memory.
struct LineStage<Number: LineNumber> {
    typealias Point = LinePass<Number>.Point

    let pass: LinePass<Number>
    let window: LineWindow<Number>
    /// For each outer axis of the kernel: its index, its size, how far positions move with the output, and what stands where.
    let axes: [(axis: Int, size: Int, step: Int, sources: Scratch<Int>)]
    /// How far the tap along each outer axis is from the first, for each line of the window.
    let taps: Scratch<Int>
    /// For each line of the window its place along the outer axes, or −1 − u for a line of one number.
    let places: Scratch<Int>
    /// The place of a line that is to enter, one index per outer axis of the array.
    let entering: Scratch<Int>
    /// Position 0 of each line of the window.
    let lines: Scratch<UnsafePointer<Number>>
    /// The taps of the sum and their samples: all of them, or the earlier and the later ones of pairs.
    let firstPoints: Scratch<Point>
    let secondPoints: Scratch<Point>
    let first: Scratch<UnsafePointer<Number>>
    let second: Scratch<UnsafePointer<Number>>
    let weights: Scratch<Number>
    /// Where a sum begins with a number: a line of ones, which a tap before all others lies on, and one of zeros, which the middle
    /// tap is paired with then.
    let constants: Scratch<Number>
    /// How many taps lie before the points in each list because of that.
    let lead: Int
    /// A line of each of the pass's uniform numbers.
    let uniforms: [Scratch<Number>]
    /// A line before it is thinned out or spread.
    let whole: Scratch<Number>
    /// Memory for sums by doubling.
    let vectors: Scratch<UInt8>
    /// What becomes of sums that are stored in another type in between.
    let storage: NumberStorage<Number>?

    /// Prepares a pass.
    ///
    /// - Parameter outerAxes: how many axes of the array lie outside the lines.
    /// - Throws: `FilterError` with code `outOfMemory`.
    init(_ pass: LinePass<Number>, outerAxes: Int, kernels: LineKernelTable<Number>) throws(FilterError) {
        self.pass = pass
        storage = try pass.between.map { (store) throws(FilterError) in try NumberStorage(store, kernels: kernels) }
        window = try LineWindow(pass)
        axes = try pass.outerAxes.indices.map { (place) throws(FilterError) in
            let axis = pass.outerAxes[place]
            return (axis, pass.inputSizes[axis], pass.outerSteps[place].output, try Scratch(pass.outerSources[place]))
        }
        taps = try Scratch(pass.window.flatMap { taps in zip(taps, pass.outerSteps).map { $0 * $1.tap } })
        places = try Scratch(count: pass.window.count)
        entering = try Scratch(count: outerAxes)
        lines = try Scratch(count: pass.window.count)
        let (firstPoints, secondPoints) = pass.sum.points
        self.firstPoints = try Scratch(firstPoints)
        self.secondPoints = try Scratch(secondPoints)
        var weights = pass.weights
        if let start = pass.start {
            switch pass.sum {
            case .products: weights.insert(start, at: 0)
            case .pairs(let centre, _, _, _): if let centre { weights.insert(centre.weight, at: 0) }
            case .doubling: break
            }
        }
        lead = weights.count - pass.weights.count
        first = try Scratch(count: firstPoints.count + lead)
        second = try Scratch(count: secondPoints.count + lead)
        let length = Self.constantLength(pass)
        constants = try Scratch(
            [Number](repeating: 1, count: length) + [Number](repeating: .zero, count: length))
        self.weights = try Scratch(weights)
        uniforms = try pass.uniforms.map { (number) throws(FilterError) in
            let line = try Scratch(repeating: number, count: pass.preparedLength)
            for case (let position, .stuffed) in pass.extensions {
                (line.base + pass.lead + position * pass.step).update(repeating: .zero, count: pass.step)
            }
            return line
        }
        whole = try Scratch(count: pass.wholeLength)
        vectors = try Scratch(count: Self.vectorBytes(pass))
    }

    /// The memory that a pass takes, in bytes, but for what is short.
    static func byteCount(_ pass: LinePass<Number>) -> Int {
        let numbers =
            pass.uniforms.count * pass.preparedLength + pass.wholeLength + pass.weights.count
            + 2 * constantLength(pass)
        let pointers = pass.window.count * (pass.outerAxes.count + 2) + pass.outerSources.joined().count
        let (first, second) = pass.sum.points
        let points = (first.count + second.count) * (MemoryLayout<Point>.stride + MemoryLayout<Int>.stride)
        return LineWindow.byteCount(pass) + numbers * MemoryLayout<Number>.stride
            + pointers * MemoryLayout<Int>.stride + points + vectorBytes(pass)
    }

    private static func constantLength(_ pass: LinePass<Number>) -> Int {
        pass.start == nil ? 0 : max(pass.outputLength, pass.wholeLength)
    }

    private static func vectorBytes(_ pass: LinePass<Number>) -> Int {
        if case .doubling = pass.sum { 256 * 64 } else { 0 }
    }

    /// Finds the place of every line of the window for an output.
    func locate(at outer: UnsafePointer<Int>) {
        var tap = taps.base
        for line in 0..<places.count {
            var place = 0
            var uniform: Int?
            for (axis, size, step, sources) in axes {
                let source = sources.base[outer[axis] &* step &+ tap[0]]
                tap += 1
                if source >= 0 {
                    place = place &* size &+ source
                } else if source == -1 || uniform == nil {
                    // Zeros between samples win over what lies outside.
                    uniform = source
                }
            }
            places.base[line] = uniform ?? place
        }
    }

    /// Writes the indices along the outer axes of the kernel that a place stands for.
    func enter(_ place: Int) {
        var rest = place
        for (axis, size, _, _) in axes.reversed() {
            entering.base[axis] = rest % size
            rest /= size
        }
    }

    /// Sums the lines of the window.
    func sum(into target: UnsafeMutablePointer<Number>, count: Int, kernels: LineKernelTable<Number>) {
        for tap in 0..<firstPoints.count {
            first.base[lead + tap] = lines.base[firstPoints.base[tap].line] + firstPoints.base[tap].shift
        }
        for tap in 0..<secondPoints.count {
            second.base[lead + tap] = lines.base[secondPoints.base[tap].line] + secondPoints.base[tap].shift
        }
        let ones = UnsafePointer(constants.base)
        switch pass.sum {
        case .pairs(let centre, _, _, let isAntisymmetric):
            var middle = centre.map { (samples: lines.base[$0.point.line] + $0.point.shift, weight: $0.weight) }
            if let start = pass.start {
                if let middle { (first.base[0], second.base[0]) = (ones + constants.count / 2, middle.samples) }
                middle = (ones, start)
            }
            guard middle != nil || first.count > 0 else { return target.update(repeating: .zero, count: count) }
            kernels.pairSum(
                middle?.samples, middle?.weight ?? .zero, first.base, second.base, weights.base, first.count,
                isAntisymmetric, pass.isFused, 0, target, 0, 1, count)
        case .products:
            if pass.start != nil { first.base[0] = ones }
            guard first.count > 0 else { return target.update(repeating: .zero, count: count) }
            kernels.productSum(first.base, weights.base, first.count, pass.isFused, 0, target, 0, 1, count)
        case .doubling(_, let ends):
            kernels.doublingSum(first.base, first.count, target, count, vectors.base)
            guard ends != nil else { return }
            let (before, after, weight) = (second.base[0], second.base[1], weights.base[0])
            for place in 0..<count {
                let ends = Number.sum(before[place], after[place])
                target[place] =
                    pass.isFused
                    ? .fused(ends, weight, plus: target[place]) : .sum(target[place], .product(ends, weight))
            }
        }
    }
}

extension LinePass.Sum {
    /// The taps whose samples the sum takes in one or two lists.
    fileprivate var points: ([LinePass.Point], [LinePass.Point]) {
        switch self {
        case .pairs(_, let earlier, let later, _): (earlier, later)
        case .products(let points): (points, [])
        case .doubling(let points, let ends): (points, ends.map { [$0.0, $0.1] } ?? [])
        }
    }
}
