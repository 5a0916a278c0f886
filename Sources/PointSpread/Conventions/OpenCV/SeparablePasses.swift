extension OpenCV {
    /// Taps along the rows, then along the columns, in the arithmetic of OpenCV's separable filters.
    ///
    /// Which sums are fused depends on the type of the samples, the symmetry of the taps and the place in the row: vectors, what
    /// is left of them in pairs, and a last sample are summed by different loops.
    struct SeparablePasses {
        let plane: Plane
        /// The type of the result.
        let target: ElementType
        /// The type in which sums are made: `float32` or `float64`.
        let type: ElementType
        let border: Border
        /// What is added to each result.
        let delta: Double

        init(
            _ plane: Plane, to target: ElementType, summingIn type: ElementType, _ border: Border, delta: Double = 0
        ) {
            self.plane = plane
            self.target = target
            self.type = type
            self.border = border
            self.delta = type == .float32 ? Double(Float(delta)) : delta
        }

        /// The passes for taps of any kind between any types that OpenCV has code for.
        ///
        /// - Throws: `FilterError` with code `invalidParameter` for types without.
        static func passes(
            _ plane: Plane, to target: ElementType, rows: [Double], columns: [Double], anchorX: Int? = nil,
            anchorY: Int? = nil, _ border: Border, delta: Double = 0
        ) throws(FilterError) -> [Pass] {
            try checkTypes(plane.type, target)
            if plane.type == .uint8,
                let passes = WholePasses(
                    plane, to: target, rows: rows, columns: columns, anchorX: anchorX, anchorY: anchorY, border,
                    delta: delta)
            {
                return [passes.rowPass, passes.columnPass]
            }
            let type: ElementType = plane.type == .float64 || target == .float64 ? .float64 : .float32
            return SeparablePasses(plane, to: target, summingIn: type, border, delta: delta)
                .passes(rows: rows, columns: columns, anchorX: anchorX, anchorY: anchorY)
        }

        private static func checkTypes(_ type: ElementType, _ target: ElementType) throws(FilterError) {
            let known: [ElementType] = [.uint8, .uint16, .int16, .float32, .float64]
            guard known.contains(type) else {
                throw unsupported(type, "uint8, uint16, int16, float32 or float64")
            }
            let targets: [ElementType] = type == .float64 ? [.uint8, .uint16, .int16, .float64] : known
            guard targets.contains(target) else {
                throw FilterError(
                    .invalidParameter, "ddepth",
                    expected: "one of \(targets.map(\.rawValue).joined(separator: ", ")) for \(type.rawValue)",
                    found: target.rawValue, remedy: "ask for a type that OpenCV knows")
            }
        }

        /// Both passes.
        func passes(
            rows: [Double], columns: [Double], anchorX: Int? = nil, anchorY: Int? = nil
        ) -> [Pass] { [rowPass(rows, anchor: anchorX), columnPass(columns, anchor: anchorY)] }

        // MARK: Rows

        private func rowPass(_ given: [Double], anchor: Int?) -> Pass {
            let weights = rounded(given)
            let stretches = rowSums(TapSymmetry(given, anchor: anchor), weights).map {
                Plane.Stretch(to: $0, $1, Store(type))
            }
            return plane.pass(weights, anchor: anchor, along: plane.horizontal, border, stretches)
        }

        /// How the sums along a row are made, each up to a place.
        private func rowSums(_ symmetry: TapSymmetry, _ weights: [Double]) -> [(Int, Accumulation)] {
            let end = plane.rowLength
            switch (plane.type, type) {
            case (.float32, .float32):
                let vectors = plane.whole(8)
                let pairs = plane.whole(2)
                switch (symmetry, weights.count) {
                case (.symmetric, 3) where isBinomial(weights):
                    return [
                        (vectors, sum(.centreOutward(.symmetric))), (pairs, sum(.leftToRight)),
                        (end, sum(.centreOutward(.symmetric))),
                    ]
                case (.symmetric, 3):
                    return [
                        (pairs, sum(.pairThenCentreOutward(.symmetric))), (end, sum(.centreOutward(.symmetric))),
                    ]
                case (.symmetric, 5) where weights == [1, 0, -2, 0, 1]:
                    return [
                        (vectors, sum(.centreOutward(.symmetric))), (pairs, sum(.leftToRight)),
                        (end, sum(.centreOutward(.symmetric))),
                    ]
                case (.symmetric, 5):
                    return [
                        (pairs, sum(.pairThenCentreOutward(.symmetric))),
                        (end, sum(.centreOutward(.symmetric), isFused: false)),
                    ]
                case (.antisymmetric, 3): return [(end, sum(.centreOutward(.antisymmetric)))]
                case (.antisymmetric, 5):
                    return [
                        (vectors, sum(.centreOutward(.antisymmetric))), (pairs, sum(.outermostInward(.antisymmetric))),
                        (end, sum(.centreOutward(.antisymmetric), isFused: false)),
                    ]
                default: return [(plane.whole(4), sum(.leftToRight)), (end, leftInGroups(of: 4, weights.count))]
                }
            case (.float64, .float64):
                return [(plane.whole(4), sum(.leftToRight)), (end, leftInGroups(of: 2, weights.count))]
            case (.float32, .float64), (.uint16, .float32), (.int16, .float32):
                return [(plane.whole(4), sum(.leftToRight)), (end, sum(.leftToRight, isFused: false))]
            case (.uint8, .float32):
                return [(plane.whole(32), sum(.leftToRight)), (end, sum(.leftToRight, isFused: false))]
            default: return [(end, sum(.leftToRight, isFused: false))]
            }
        }

        /// Left to right, where complete groups of products behind the first are rounded before they are added.
        private func leftInGroups(of size: Int, _ count: Int) -> Accumulation {
            let grouped = (count - 1) / size * size
            return grouped == 0 ? sum(.leftToRight) : sum(.roundingTerms(1..<1 + grouped, of: .leftToRight))
        }

        // MARK: Columns

        private func columnPass(_ given: [Double], anchor: Int?) -> Pass {
            let weights = rounded(given)
            return plane.pass(
                weights, anchor: anchor, along: plane.vertical, border,
                columnStretches(TapSymmetry(given, anchor: anchor), weights))
        }

        private func columnStretches(_ symmetry: TapSymmetry, _ weights: [Double]) -> [Plane.Stretch] {
            let end = plane.rowLength
            let order = symmetry.order
            guard target == .float32, type == .float32 else {
                let vectors = target == type ? 0 : plane.whole(4)
                return [begun(to: vectors, sum(order)), plain(symmetry, weights.count)]
            }
            let vectors = plane.whole(8)
            switch (symmetry, weights.count) {
            case (.symmetric, 3) where isBinomial(weights):
                return [
                    begun(to: vectors, sum(.pairThenCentreOutward(.symmetric))),
                    Plane.Stretch(to: end, sum(.leftToRight), ended),
                ]
            case (.symmetric, 3): return [begun(to: vectors, sum(order)), Plane.Stretch(to: end, sum(order), ended)]
            case (.antisymmetric, 3): return [begun(to: end, sum(order))]
            case (.none, _): return [plain(symmetry, weights.count)]
            default: return [begun(to: vectors, sum(order)), plain(symmetry, weights.count)]
            }
        }

        /// The end of a row, where no product is fused but the first of symmetric and other taps, with delta.
        private func plain(_ symmetry: TapSymmetry, _ count: Int) -> Plane.Stretch {
            let isMixed = delta != 0 && symmetry != .antisymmetric && count > 1
            let order = isMixed ? .roundingTerms(1..<count, of: symmetry.order) : symmetry.order
            let isFused = delta != 0 && symmetry != .antisymmetric
            return begun(to: plane.rowLength, sum(order, isFused: isFused))
        }

        /// Sums that begin with delta; a 0 makes negative zeros positive, of which whole numbers know nothing.
        private func begun(to end: Int, _ sum: Accumulation) -> Plane.Stretch {
            guard delta != 0 || !target.isInteger else { return Plane.Stretch(to: end, sum, Store(target)) }
            var sum = sum
            sum.start = delta
            return Plane.Stretch(to: end, sum, Store(target))
        }

        /// How sums leave that end with delta.
        private var ended: Store { Store(target, steps: delta == 0 && target.isInteger ? [] : [.add(delta)]) }

        // MARK: Sums

        /// The middle tap of antisymmetric ones is no tap.
        private func sum(_ order: Accumulation.Order, isFused: Bool = true) -> Accumulation {
            var accumulation = Accumulation(type, order: order, isFused: isFused)
            switch order {
            case .centreOutward(.antisymmetric), .outermostInward(.antisymmetric): accumulation.ignoredMagnitude = 0
            default: break
            }
            return accumulation
        }

        /// Taps in the type of the sums.
        private func rounded(_ weights: [Double]) -> [Double] {
            type == .float32 ? weights.map { Double(Float($0)) } : weights
        }

        /// Taps that have loops of their own.
        private func isBinomial(_ weights: [Double]) -> Bool { weights == [1, 2, 1] || weights == [1, -2, 1] }
    }
}
