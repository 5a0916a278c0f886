/// The cells of a kernel, and how the products of one factor per axis compare with its weights.
struct FactorGrid {
    private let extents: [Int]
    /// How far apart neighbours along each axis are in row-major order.
    let strides: [Int]

    init(extents: [Int]) {
        self.extents = extents
        var stride = 1
        strides = extents.reversed().map { extent in
            defer { stride *= extent }
            return stride
        }.reversed()
    }

    /// The index of a cell along an axis.
    func index(of cell: Int, along axis: Int) -> Int { cell / strides[axis] % extents[axis] }

    /// The weights along an axis through a cell.
    func fiber(of weights: [Double], along axis: Int, through cell: Int) -> [Double] {
        let start = cell - index(of: cell, along: axis) * strides[axis]
        return (0..<extents[axis]).map { weights[start + $0 * strides[axis]] }
    }

    /// The factor along an axis that makes the sum of the squared differences least, with the others given.
    func leastSquaresFactor(of weights: [Double], along axis: Int, others: [[DoubleDouble]]) -> [DoubleDouble] {
        var sums = Array(repeating: DoubleDouble.zero, count: extents[axis])
        for (cell, weight) in weights.enumerated() where weight != 0 {
            sums[index(of: cell, along: axis)] += product(of: others, at: cell, except: axis) * weight
        }
        let scale = others.indices.reduce(DoubleDouble.one) { product, other in
            other == axis ? product : product * others[other].map { $0 * $0 }.sum
        }
        return sums.map { $0 / scale }
    }

    /// Whether each weight is the rounded product of its factors; beyond two axes, within the slack that this leaves.
    func isProduct(_ weights: [Double], of factors: [[Double]]) -> Bool {
        let factors = factors.map { $0.map { DoubleDouble($0) } }
        return weights.enumerated().allSatisfy { cell, weight in
            let product = product(of: factors, at: cell, except: nil)
            guard product.value != weight else { return true }
            return extents.count > 2 && weight != 0 && (product - weight).magnitude.high <= slack(of: weight)
        }
    }

    /// The rounding of a product: ½ ulp for the last multiplication, and up to 1 ulp for each before it.
    private func slack(of weight: Double) -> Double { (Double(max(extents.count, 2)) - 1.5) * weight.ulp }

    /// Moves factors, one axis after the other, until their products round to the weights; nil when that fails.
    func refined(_ start: [[Double]], toward weights: [Double]) -> [[Double]]? {
        var factors = start
        for _ in 0..<6 {
            guard factors.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return nil }
            if isProduct(weights, of: factors) { return factors }
            for axis in factors.indices { refine(&factors, along: axis, toward: weights) }
        }
        return isProduct(weights, of: factors) ? factors : nil
    }

    /// Moves each tap of one factor to the middle of the changes that all of its weights allow, or to the best compromise.
    private func refine(_ factors: inout [[Double]], along axis: Int, toward weights: [Double]) {
        var lowest = Array(repeating: -Double.infinity, count: extents[axis])
        var highest = Array(repeating: Double.infinity, count: extents[axis])
        let current = factors.map { $0.map { DoubleDouble($0) } }
        for (cell, weight) in weights.enumerated() where weight != 0 {
            let tap = index(of: cell, along: axis)
            let others = product(of: current, at: cell, except: axis)
            let residual = (DoubleDouble(weight) - others * factors[axis][tap]).value / others.value
            let reach = abs(slack(of: weight) / others.value)
            lowest[tap] = max(lowest[tap], residual - reach)
            highest[tap] = min(highest[tap], residual + reach)
        }
        for tap in lowest.indices where lowest[tap] > 0 || highest[tap] < 0 {
            factors[axis][tap] += (lowest[tap] + highest[tap]) / 2
        }
    }

    private func product(of factors: [[DoubleDouble]], at cell: Int, except axis: Int?) -> DoubleDouble {
        var product = DoubleDouble.one
        for other in factors.indices where other != axis {
            product = product * factors[other][index(of: cell, along: other)]
        }
        return product
    }
}
