extension Accumulation {
    /// Sums the products of samples and weights in this accumulation's order.
    ///
    /// Sliding sums are the caller's business.
    ///
    /// - Parameter rowLength: how many taps a row of the kernel has.
    func sum<Number: Accumulator>(of samples: [Number], weights: [Double], rowLength: Int) -> Number {
        if case .backward(let order) = order {
            var forward = self
            forward.order = order
            return forward.sum(of: samples.reversed(), weights: weights.reversed(), rowLength: rowLength)
        }
        var order = order
        var roundedTerms = 0..<0
        if case .roundingTerms(let terms, let inner) = order { (roundedTerms, order) = (terms, inner) }
        var terms = Terms<Number>(accumulation: self, roundedTerms: roundedTerms)
        let count = samples.count
        func single(_ tap: Int) {
            if visits(weights[tap]) { terms.add(samples[tap], Number(number: weights[tap])) }
        }
        func pair(_ distance: Int, _ pairing: Pairing) {
            let earlier = (count - 1) / 2 - distance + (count % 2 == 0 ? 1 : 0)
            let later = count - 1 - earlier
            let weight = weights[pairing == .turnedAntisymmetric ? earlier : later]
            guard visits(weight) else { return }
            let joined: Number =
                switch pairing {
                case .symmetric: .sum(samples[earlier], samples[later])
                case .antisymmetric: .difference(samples[later], samples[earlier])
                case .turnedAntisymmetric: .difference(samples[earlier], samples[later])
                }
            terms.add(joined, Number(number: weight))
        }
        let pairs = count / 2
        let hasCentre = count % 2 == 1
        switch order {
        case .leftToRight:
            for tap in 0..<count { single(tap) }
        case .lastThenLeftToRight:
            single(count - 1)
            for tap in 0..<count - 1 { single(tap) }
        case .centreOutward(let pairing):
            if hasCentre { single(pairs) }
            for distance in stride(from: 1, through: pairs, by: 1) { pair(distance, pairing) }
        case .outermostInward(let pairing):
            if hasCentre { single(pairs) }
            for distance in stride(from: pairs, through: 1, by: -1) { pair(distance, pairing) }
        case .pairThenCentreOutward(let pairing):
            if pairs >= 1 { pair(1, pairing) }
            if hasCentre { single(pairs) }
            for distance in stride(from: 2, through: pairs, by: 1) { pair(distance, pairing) }
        case .groups(let size):
            for row in stride(from: 0, to: count, by: rowLength) {
                let complete = row + rowLength / size * size
                for first in stride(from: row, to: complete, by: size) {
                    terms.add(sumOf: partial(samples, weights, first..<first + size))
                }
                for tap in complete..<row + rowLength { single(tap) }
            }
        case .rows:
            for row in stride(from: 0, to: count, by: rowLength) {
                terms.add(sumOf: partial(samples, weights, row..<row + rowLength))
            }
        case .rowsFromLast:
            for row in stride(from: 0, to: count, by: rowLength).reversed() {
                terms.add(sumOf: partial(samples, weights, row..<row + rowLength))
            }
        case .doubling: return doubled(samples, weights)
        case .sliding: preconditionFailure("a sliding sum is not a sum of one window")
        case .roundingTerms: preconditionFailure("terms are rounded of another order")
        case .backward: preconditionFailure("taps that were counted backward once")
        }
        return terms.total
    }

    /// The products of a few neighbouring taps, summed left to right.
    private func partial<Number: Accumulator>(_ samples: [Number], _ weights: [Double], _ taps: Range<Int>) -> Number? {
        var terms = Terms<Number>(accumulation: Accumulation(type, order: .leftToRight, isFused: isFused))
        for tap in taps where visits(weights[tap]) { terms.add(samples[tap], Number(number: weights[tap])) }
        return terms.isEmpty ? nil : terms.total
    }

    /// Sums of 1, 2, 4, … neighbours, joined by the binary digits of the width; then the two ends, where they have a weight of
    /// their own.
    private func doubled<Number: Accumulator>(_ samples: [Number], _ weights: [Double]) -> Number {
        let end = weights[0]
        let hasEnds = end != 1 && weights.count > 1
        let inner = hasEnds ? Array(samples.dropFirst().dropLast()) : samples
        func block(_ first: Int, _ size: Int) -> Number {
            size == 1 ? inner[first] : .sum(block(first, size / 2), block(first + size / 2, size / 2))
        }
        var covered = 0
        var total = Number.zero
        var digit = 1
        while digit * 2 <= inner.count { digit *= 2 }
        while digit > 0 {
            if inner.count & digit != 0 {
                total = covered == 0 ? block(0, digit) : .sum(total, block(covered, digit))
                covered += digit
            }
            digit /= 2
        }
        guard hasEnds else { return total }
        let ends = Number.sum(samples[0], samples[samples.count - 1])
        let weight = Number(number: end)
        return isFused ? .fused(ends, weight, plus: total) : .sum(total, .product(ends, weight))
    }
}

/// A sum that is being built, product by product.
private struct Terms<Number: Accumulator> {
    let isFused: Bool
    let roundedTerms: Range<Int>
    var count = 0
    var value: Number?

    init(accumulation: Accumulation, roundedTerms: Range<Int> = 0..<0) {
        isFused = accumulation.isFused
        self.roundedTerms = roundedTerms
        value = accumulation.start.map { Number(number: $0) }
    }

    var isEmpty: Bool { value == nil }
    var total: Number { value ?? .zero }

    mutating func add(_ sample: Number, _ weight: Number) {
        defer { count += 1 }
        guard let value else {
            self.value = .product(sample, weight)
            return
        }
        let isFused = isFused && !roundedTerms.contains(count)
        self.value = isFused ? .fused(sample, weight, plus: value) : .sum(value, .product(sample, weight))
    }

    mutating func add(sumOf partial: Number?) {
        guard let partial else { return }
        value = value.map { .sum($0, partial) } ?? partial
    }
}
