extension FilterProgram {
    /// A run of places in the rows of the results, and a program without changes within rows that is right there.
    struct Stretch {
        let places: Range<Int>
        let program: FilterProgram
    }

    /// Whether the arithmetic of a pass changes within rows.
    var hasSplits: Bool { branches.joined().contains { $0.split != nil } }

    /// The axes that make up a row, and the stretches that rows are made of; nothing where a place is made of places with another
    /// arithmetic.
    func stretches() -> (axes: [Int], stretches: [Stretch])? {
        guard let axes = branches.joined().lazy.compactMap(\.split?.axes).first, !axes.isEmpty,
            outputs.allSatisfy({ isPlain($0) || $0.join.isPointwise })
        else { return nil }
        let sizes = axes.map { outputShape[$0] }
        let length = sizes.reduce(1, *)
        var starts: Set<Int> = []
        for passes in branches {
            var current = inputShape.sizes
            var isSplit = false
            for pass in passes {
                if isSplit, pass.mixes(axes) { return nil }
                current = pass.outputSizes(for: current)
                guard let split = pass.split else { continue }
                guard split.axes == axes, axes.map({ current[$0] }) == sizes, !pass.slides(along: axes) else {
                    return nil
                }
                isSplit = true
                for change in [split] + split.further where change.start > 0 && change.start < length {
                    starts.insert(change.start)
                }
            }
        }
        let edges = [0] + starts.sorted() + [length]
        var stretches: [Stretch] = []
        for (start, end) in zip(edges, edges.dropFirst()) {
            guard let program = try? unsplit(at: start) else { return nil }
            stretches.append(Stretch(places: start..<end, program: program))
        }
        return (axes, stretches)
    }

    /// The program with the arithmetic of one place in a row everywhere.
    private func unsplit(at place: Int) throws(FilterError) -> FilterProgram {
        let branches = branches.map { passes in
            passes.map { pass in
                guard let split = pass.split else { return pass }
                var plain = pass
                plain.split = nil
                for change in [split] + split.further where place >= change.start {
                    (plain.accumulation, plain.store) = (change.accumulation, change.store)
                }
                plain.store.rim = pass.store.rim
                return plain
            }
        }
        return try FilterProgram(
            inputShape: inputShape, inputType: inputType, channelAxis: channelAxis, branches: branches, outputs: outputs
        )
    }
}

extension Pass {
    /// Whether each sum is made from the one before it.
    var isSliding: Bool { if case .sliding = accumulation.order { true } else { false } }

    /// Whether results are made of samples at other places along some axes.
    fileprivate func mixes(_ axes: [Int]) -> Bool {
        kernel.axes.contains(where: axes.contains) || kernel.channels.map { axes.contains($0.axis) } ?? false
            || load.maps.contains { $0.alpha != nil }
    }

    /// Whether each sum is made from the one before it along one of some axes.
    fileprivate func slides(along axes: [Int]) -> Bool {
        let changes = split.map { [$0] + $0.further } ?? []
        return kernel.axes.contains(where: axes.contains)
            && ([accumulation] + changes.map(\.accumulation)).contains {
                if case .sliding = $0.order { true } else { false }
            }
    }
}
