extension OpenCV {
    /// Sums along the rows, then along the columns, and what is made of them.
    struct BoxSums {
        let plane: Plane
        let size: Size
        private let anchorX: Int
        private let anchorY: Int
        let isMean: Bool
        let border: Border

        /// - Parameter leavesSingles: whether the box is one sample wide along axes of one sample.
        init(
            _ plane: Plane, _ size: Size, _ anchorX: Int?, _ anchorY: Int?, isMean: Bool, _ border: Border,
            leavesSingles: Bool
        ) throws(FilterError) {
            var size = size
            if leavesSingles, plane.width == 1 { size.width = 1 }
            if leavesSingles, plane.height == 1 { size.height = 1 }
            let (x, y) = (anchorX ?? size.width / 2, anchorY ?? size.height / 2)
            guard x < size.width, y < size.height else {
                throw FilterError(
                    .invalidParameter, "anchor", expected: "a place in the box of \(size), for axes of one sample",
                    found: "\(x) and \(y)", remedy: "leave it out")
            }
            self.plane = plane
            self.size = size
            self.anchorX = x
            self.anchorY = y
            self.isMean = isMean
            self.border = border
        }

        private var area: Int { size.width * size.height }
        private var scale: Double { isMean ? 1 / Double(area) : 1 }

        /// Sums in `float64`; those along the columns are made from the ones above.
        func passes(rows: Accumulation.Order, to target: ElementType) -> [Pass] {
            let store = Store(target, steps: isMean ? [.multiply(by: scale)] : [])
            return passes(
                Load(), Accumulation(.float64, order: rows),
                [
                    Plane.Stretch(
                        to: plane.rowLength, Accumulation(.float64, order: .sliding(.leaveThenEnter)), store)
                ])
        }

        /// Exact sums of whole numbers.
        ///
        /// - Parameter usesProduct: whether the mean of few bytes is a product of whole numbers.
        func wholePasses(_ load: Load, to target: ElementType, usesProduct: Bool) -> [Pass] {
            let mostSamples = plane.type == .uint8 ? 1 << 23 : plane.type == .uint16 ? 1 << 15 : 1 << 16
            guard !isMean || area <= mostSamples else { return passes(rows: .leftToRight, to: target) }
            let sum = Accumulation(.int32, order: .leftToRight)
            let end = plane.rowLength
            func stretch(to end: Int, in type: ElementType, scale: Double) -> Plane.Stretch {
                Plane.Stretch(to: end, sum, Store(target, steps: [.convert(to: type), .multiply(by: scale)]))
            }
            if !isMean || area == 1 {
                return passes(load, sum, [Plane.Stretch(to: end, sum, Store(target))])
            }
            if usesProduct, plane.type == .uint8, target == .uint8, area <= 256 {
                return passes(
                    load, sum,
                    [
                        Plane.Stretch(to: plane.whole(16), sum, Store(target, steps: product)),
                        Plane.Stretch(to: end, sum, Store(target, steps: product, overflow: .wrap)),
                    ])
            }
            let vectors = target == .float64 ? 0 : plane.whole(target == .int32 || target == .float32 ? 4 : 8)
            return passes(
                load, sum,
                [stretch(to: vectors, in: .float32, scale: scale), stretch(to: end, in: .float64, scale: scale)])
        }

        /// The mean of up to 256 bytes: their sum times the area's reciprocal in 23 bits.
        private var product: [Store.Step] {
            let exact = 0x1p23 / Double(area)
            let whole = exact.rounded(.down)
            let isBelowHalf = exact - whole < 0.5
            return [
                .convert(to: .int64), .add(Double(area / 2 + (isBelowHalf ? 1 : 0))),
                .multiply(by: whole + (isBelowHalf ? 0 : 1)), .shiftRight(by: 23),
            ]
        }

        private func passes(_ load: Load, _ rowSum: Accumulation, _ columns: [Plane.Stretch]) -> [Pass] {
            var rows = plane.pass(
                [Double](repeating: 1, count: size.width), anchor: anchorX, along: plane.horizontal, border,
                [Plane.Stretch(to: plane.rowLength, rowSum, Store(rowSum.type))])
            rows.load = load
            let columns = plane.pass(
                [Double](repeating: 1, count: size.height), anchor: anchorY, along: plane.vertical, border,
                columns)
            return [rows, columns]
        }
    }
}
