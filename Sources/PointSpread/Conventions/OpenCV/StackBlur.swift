extension OpenCV {
    /// `cv2.stackBlur`: taps that rise to the middle and fall again, 1, 2, … r + 1, … 2, 1, along the rows, then along the columns.
    ///
    /// ```swift
    /// let soft = try photo.filtered(by: try OpenCV.stackBlur(ksize: Size(width: 9, height: 9)))
    /// ```
    ///
    /// The result is stored after each axis. OpenCV takes wrong neighbours at the right end of rows from size 13 on, and computes
    /// wrong rows of `uint16` and `int16` of the sizes 5, 7 and 9; here they are as they are meant.
    ///
    /// - Parameter ksize: odd numbers; along an axis with fewer samples the largest odd number up to their count.
    /// - Throws: `FilterError` with code `invalidParameter`.
    public static func stackBlur(ksize: Size) throws(FilterError) -> some Filter {
        for size in [ksize.width, ksize.height] {
            guard size % 2 == 1, (1...maximumTaps).contains(size) else {
                throw FilterError(
                    .invalidParameter, "ksize", expected: "odd numbers from 1 to \(maximumTaps)", found: "\(ksize)",
                    remedy: "give sizes with a middle")
            }
        }
        return StackBlur(ksize: ksize)
    }

    static func readStackBlur(_ arguments: inout ConventionArguments) throws(FilterError) -> Convention.Made {
        guard let ksize = try size(&arguments, "ksize") else { throw arguments.missing("ksize") }
        return .filter(try stackBlur(ksize: ksize))
    }

    private struct StackBlur: Filter {
        let ksize: Size

        func program(for layout: Layout) throws(FilterError) -> FilterProgram {
            let plane = try Plane(layout)
            let known: [ElementType] = [.uint8, .uint16, .int16, .float32]
            guard known.contains(plane.type) else { throw unsupported(plane.type, "uint8, uint16, int16 or float32") }
            return try plane.program([rows(plane), columns(plane)])
        }

        /// The radius along an axis of so many samples.
        private func radius(_ size: Int, samples: Int) -> Int { (min(size, samples) - 1) / 2 }

        private func rows(_ plane: Plane) -> Pass {
            let radius = radius(ksize.width, samples: plane.width)
            let isShort = radius <= 4 && 2 * radius + 1 < plane.width
            let channels = plane.rowLength / max(plane.width, 1)
            let start = radius * channels
            let vectors = plane.type == .uint8 && isShort ? max(0, plane.rowLength - 2 * start) / 16 * 16 : 0
            return pass(
                plane, radius, along: plane.horizontal,
                [
                    (start, isShort ? .quotient : .nearest), (start + vectors, .product),
                    (plane.rowLength, isShort ? .quotient : .nearest),
                ])
        }

        private func columns(_ plane: Plane) -> Pass {
            let vectors = plane.whole(plane.type == .uint8 ? 16 : 8)
            return pass(
                plane, radius(ksize.height, samples: plane.height), along: plane.vertical,
                [(vectors, .product), (plane.rowLength, .quotient)])
        }

        /// How a sum is divided by the sum of the taps.
        private enum Division {
            /// By a whole number times a power of two that is a little too large, rounded down.
            case product
            /// By the reciprocal in `float32`, cut off towards zero.
            case quotient
            /// By the reciprocal in `float32`, to the nearest.
            case nearest
        }

        private func pass(
            _ plane: Plane, _ radius: Int, along axis: Int, _ divisions: [(Int, Division)]
        ) -> Pass {
            let weights = (-radius...radius).map { Double(radius + 1 - abs($0)) }
            let total = (radius + 1) * (radius + 1)
            guard plane.type.isInteger, radius > 0 else {
                let sum = Accumulation(plane.type.isInteger ? .int32 : .float32, order: .leftToRight)
                let steps: [Store.Step] = radius == 0 ? [] : [.multiply(by: 1 / Double(total))]
                return plane.pass(
                    weights, along: axis, .replicate,
                    [Plane.Stretch(to: plane.rowLength, sum, Store(plane.type, steps: steps))])
            }
            let stretches = divisions.map { end, division in
                Plane.Stretch(
                    to: end, Accumulation(.int64, order: .leftToRight), store(division, of: total, plane.type))
            }
            return plane.pass(weights, along: axis, .replicate, stretches)
        }

        private func store(_ division: Division, of total: Int, _ type: ElementType) -> Store {
            switch division {
            case .product:
                // The shift makes the factor a number of nine bits.
                var shift = 0
                while (1 << shift) <= 256 * total { shift += 1 }
                let factor = ((1 << shift) + total - 1) / total
                return Store(type, steps: [.multiply(by: Double(factor)), .shiftRight(by: shift)])
            case .quotient:
                return Store(
                    type, steps: [.convert(to: .float32), .multiply(by: 1 / Double(total))], rounding: .towardZero)
            case .nearest:
                return Store(type, steps: [.convert(to: .float32), .multiply(by: 1 / Double(total))])
            }
        }
    }
}
