extension OpenCV {
    /// An array as OpenCV sees it: rows of pixels, of which each holds its channels one after the other.
    struct Plane {
        let layout: Layout
        /// The axis along a column, y.
        let vertical: Int
        /// The axis along a row, x.
        let horizontal: Int
        /// The axes that make up a row, the last one fastest.
        let rowAxes: [Int]

        init(_ layout: Layout) throws(FilterError) {
            try layout.check()
            let axes = try layout.resolvedAxes()
            guard axes.count == 2 else {
                throw FilterError(
                    .invalidAxes, "axes", expected: "two axes, y and x", found: "\(axes)",
                    remedy: "name the axes, such as 0 and 1")
            }
            self.layout = layout
            vertical = axes[0]
            horizontal = axes[1]
            rowAxes = [axes[1]] + (layout.channelAxis.map { [$0] } ?? [])
        }

        var type: ElementType { layout.elementType }
        var height: Int { count(vertical) }
        var width: Int { count(horizontal) }
        /// How many elements a row has.
        var rowLength: Int { rowAxes.reduce(1) { $0 * count($1) } }

        private func count(_ axis: Int) -> Int {
            layout.shape[axis] - layout.halos[axis].before - layout.halos[axis].after
        }

        /// A stretch of each row, up to a place, and how it is summed and stored.
        struct Stretch {
            /// The first element behind the stretch.
            let end: Int
            let accumulation: Accumulation
            let store: Store

            init(to end: Int, _ accumulation: Accumulation, _ store: Store) {
                self.end = end
                self.accumulation = accumulation
                self.store = store
            }

            /// Whether another stretch is summed and stored in the same way.
            func isLike(_ other: Stretch) -> Bool { (accumulation, store) == (other.accumulation, other.store) }
        }

        /// As many elements of a row as fill vectors of the given size.
        func whole(_ vector: Int) -> Int { rowLength / vector * vector }

        /// Taps along one axis.
        ///
        /// - Parameter anchor: the tap that meets the output sample; the middle one when it is left out.
        func pass(
            _ weights: [Double], anchor: Int? = nil, along axis: Int, _ border: Border, _ stretches: [Stretch]
        ) -> Pass {
            pass(
                PassKernel(axes: [axis], extents: [weights.count], weights: weights),
                anchor: [anchor ?? weights.count / 2], border, stretches)
        }

        /// A kernel of rows of taps.
        ///
        /// - Parameter anchor: the tap that meets the output sample, its row first; the middle one when it is left out.
        func pass(
            _ weights: [Double], _ size: Size, anchor: [Int]? = nil, _ border: Border, _ stretches: [Stretch]
        ) -> Pass {
            pass(
                PassKernel(axes: [vertical, horizontal], extents: [size.height, size.width], weights: weights),
                anchor: anchor ?? [size.height / 2, size.width / 2], border, stretches)
        }

        /// A kernel, summed in one way up to a place in the row and in others behind it; the last stretch goes to the end.
        private func pass(
            _ kernel: PassKernel, anchor: [Int], _ border: Border, _ stretches: [Stretch]
        ) -> Pass {
            var used: [Stretch] = []
            for stretch in stretches.dropLast() where stretch.end > used.last?.end ?? 0 { used.append(stretch) }
            if let last = stretches.last, used.last?.end ?? 0 < rowLength || used.isEmpty { used.append(last) }
            // Neighbours of one kind are one stretch.
            for place in used.indices.dropFirst().reversed() where used[place].isLike(used[place - 1]) {
                used.remove(at: place - 1)
            }
            let splits = zip(used, used.dropFirst()).map { before, after in
                Split(axes: rowAxes, start: before.end, accumulation: after.accumulation, store: after.store)
            }
            var split = splits.first
            split?.further = Array(splits.dropFirst())
            return Pass(
                kernel: kernel, geometry: zip(kernel.axes, anchor).map { layout.geometry(along: $0, anchor: $1) },
                border: kernel.axes.map { _ in BorderPair(border) }, accumulation: used[0].accumulation,
                store: used[0].store, split: split)
        }

        /// The program of some passes; none copy the array.
        func program(_ passes: [Pass]) throws(FilterError) -> FilterProgram {
            try FilterProgram(
                inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis, passes: passes)
        }

        /// The program of branches and what is made of them.
        func program(_ branches: [[Pass]], _ outputs: [FilterProgram.Output]) throws(FilterError) -> FilterProgram {
            try FilterProgram(
                inputShape: layout.shape, inputType: type, channelAxis: layout.channelAxis, branches: branches,
                outputs: outputs)
        }
    }
}
