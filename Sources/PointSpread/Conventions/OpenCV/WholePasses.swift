extension OpenCV {
    /// Taps along the rows and columns of bytes, where OpenCV computes with whole numbers.
    ///
    /// That is so for results of `uint8` with symmetric taps of 8 bits that smooth, and for results of `int16` with whole symmetric
    /// or antisymmetric taps.
    struct WholePasses {
        let rowPass: Pass
        let columnPass: Pass

        /// The passes, or nothing where OpenCV computes with real numbers.
        init?(
            _ plane: Plane, to target: ElementType, rows: [Double], columns: [Double], anchorX: Int?, anchorY: Int?,
            _ border: Border, delta: Double
        ) {
            let kinds = (TapSymmetry(rows, anchor: anchorX), TapSymmetry(columns, anchor: anchorY))
            switch target {
            case .uint8:
                guard kinds == (.symmetric, .symmetric), Self.isSmooth(rows), Self.isSmooth(columns) else { return nil }
                let factor = 256.0
                rowPass = Self.rowPass(plane, rows.map { ($0 * factor).rounded(.toNearestOrEven) }, border)
                columnPass = Self.smoothingColumnPass(
                    plane, columns.map { ($0 * factor).rounded(.toNearestOrEven) }, border, delta)
            case .int16:
                guard kinds.0 != .none, kinds.1 != .none, (rows + columns).allSatisfy({ Int32(exactly: $0) != nil })
                else { return nil }
                rowPass = Self.rowPass(plane, rows, border)
                columnPass = Self.wholeColumnPass(plane, columns, kinds.1, border, delta)
            default: return nil
            }
        }

        /// Whether taps are no whole numbers, but multiples of 1/256, and sum to 1.
        private static func isSmooth(_ weights: [Double]) -> Bool {
            let sum = weights.reduce(0, +)
            let tolerance = Double(Float.ulpOfOne)
            return weights.allSatisfy { $0 >= 0 } && (sum - 1).magnitude <= tolerance * (sum.magnitude + 1)
                && weights.contains { $0 != $0.rounded(.toNearestOrEven) }
                && weights.allSatisfy {
                    let scaled = $0 * 256
                    return (scaled - scaled.rounded(.toNearestOrEven)).magnitude <= 10 * tolerance * 256
                }
        }

        private static func rowPass(_ plane: Plane, _ weights: [Double], _ border: Border) -> Pass {
            plane.pass(
                weights, along: plane.horizontal, border,
                [Plane.Stretch(to: plane.rowLength, Accumulation(.int32, order: .leftToRight), Store(.int32))])
        }

        /// Sums of 16 bits behind the point, rounded half to even in vectors and half up behind them.
        private static func smoothingColumnPass(
            _ plane: Plane, _ weights: [Double], _ border: Border, _ delta: Double
        ) -> Pass {
            let offset = (delta * 0x1p16).rounded(.toNearestOrEven)
            let order = Accumulation.Order.centreOutward(.symmetric)
            let vectors = Accumulation(.float32, order: order, start: Double(Float(delta)) * 0x1p16, isFused: true)
            return plane.pass(
                weights, along: plane.vertical, border,
                [
                    Plane.Stretch(to: plane.whole(16), vectors, Store(.uint8, steps: [.multiply(by: 0x1p-16)])),
                    Plane.Stretch(
                        to: plane.rowLength, Accumulation(.float32, order: order),
                        Store(.uint8, steps: [.convert(to: .int32), .add(offset + 0x1p15), .shiftRight(by: 16)])),
                ])
        }

        /// Exact sums; what is added to them is rounded before, but for three taps without loops of their own.
        private static func wholeColumnPass(
            _ plane: Plane, _ weights: [Double], _ symmetry: TapSymmetry, _ border: Border, _ delta: Double
        ) -> Pass {
            let offset = delta.rounded(.toNearestOrEven)
            let special: [[Double]] = [[1, 2, 1], [1, -2, 1], [-1, 0, 1], [1, 0, -1]]
            guard weights.count == 3, offset != delta, !special.contains(weights) else {
                let sum = Accumulation(.int32, order: .leftToRight)
                let store = Store(.int16, steps: offset == 0 ? [] : [.add(offset)])
                return plane.pass(
                    weights, along: plane.vertical, border, [Plane.Stretch(to: plane.rowLength, sum, store)])
            }
            let sum = Accumulation(.float32, order: symmetry.order)
            let vectors = Accumulation(
                .float32, order: symmetry.order, start: Double(Float(delta)), isFused: true)
            return plane.pass(
                weights, along: plane.vertical, border,
                [
                    Plane.Stretch(to: plane.whole(8), vectors, Store(.int16)),
                    Plane.Stretch(
                        to: plane.rowLength, sum, Store(.int16, steps: [.convert(to: .int32), .add(offset)])),
                ])
        }
    }
}
