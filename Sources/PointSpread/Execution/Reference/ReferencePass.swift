/// One pass over a whole array, the obvious way.
struct ReferencePass: ElementVisitor {
    let pass: Pass
    let input: ArrayBuffer
    /// What may ask the pass to leave the rest of its result unwritten.
    let cancellation: Cancellation?

    /// Runs the pass with the accumulator's type; the result is a contiguous buffer of the stored type.
    func visit<Number: Accumulator>(_ type: Number.Type) throws(FilterError) -> ArrayBuffer {
        let loaded = try loaded(as: type)
        let sizes = pass.outputSizes(for: input.shape.sizes)
        let result = try ArrayBuffer(uninitialized: try Shape(sizes), of: pass.store.type)
        let rowSize = pass.split.map { split in split.axes.map { sizes[$0] } }
        let windows = Windows(pass: pass, inputSizes: input.shape.sizes, inputStrides: loaded.strides)
        let numbers = loaded.base.assumingMemoryBound(to: Number.self)
        var samples = [Number](repeating: .zero, count: pass.kernel.tapCount)
        var slidingSums: [[Int]: (sum: Number, samples: [Number])] = [:]

        forEachIndex(sizes) { index, place in
            if let cancellation, cancellation.isCancelled { return }
            let weights = windows.gather(at: index, from: numbers, into: &samples)
            var accumulation = pass.accumulation
            var store = pass.store
            if let split = pass.split, let rowSize {
                let place = rowPlace(index, split.axes, rowSize)
                for change in [split] + split.further where place >= change.start {
                    (accumulation, store) = (change.accumulation, change.store)
                }
            }
            let sum: Number
            if case .sliding(let step) = accumulation.order {
                var line = index
                line[pass.kernel.axes[0]] = -1
                if let last = slidingSums[line] {
                    sum = slide(last.sum, leaving: last.samples[0], entering: samples[samples.count - 1], by: step)
                } else {
                    let terms = step == .differenceOfSquares ? samples.map { .product($0, $0) } : samples
                    sum = terms.reduce(.zero, Number.sum)
                }
                slidingSums[line] = (sum, samples)
            } else {
                sum = accumulation.sum(of: samples, weights: weights, rowLength: pass.kernel.extents.last ?? 1)
            }
            if isOnRim(index, sizes) {
                let kept: Number = loadedInput(at: index)
                Store(pass.store.type).write(kept, to: result, offset: place)
            } else {
                store.write(sum, to: result, offset: place)
            }
        }
        withExtendedLifetime(loaded.storage) {}
        return result
    }

    /// The whole input in the accumulator's type, mapped.
    private func loaded<Number: Accumulator>(as type: Number.Type) throws(FilterError) -> ArrayBuffer {
        let result = try ArrayBuffer(uninitialized: input.shape, of: Number.elementType)
        let numbers = result.base.assumingMemoryBound(to: Number.self)
        input.elementType.accept(ReferenceLoad<Number>(input: input, target: numbers))
        for map in pass.load.maps {
            forEachIndex(input.shape.sizes) { index, place in
                if let alpha = map.alpha, index[alpha.axis] == alpha.channel { return }
                var factor: Number?
                if case .premultiplied(let alpha, _) = map {
                    var alphaIndex = index
                    alphaIndex[alpha.axis] = alpha.channel
                    factor = loadedInput(at: alphaIndex)
                }
                numbers[place] = map.applied(to: numbers[place], alpha: factor)
            }
        }
        return result
    }

    private func loadedInput<Number: Accumulator>(at index: [Int]) -> Number {
        let offset = zip(index, input.strides).reduce(0) { $0 + $1.0 * $1.1 }
        return input.elementType.accept(ReferenceElement(input: input, offset: offset))
    }

    private func isOnRim(_ index: [Int], _ sizes: [Int]) -> Bool {
        zip(pass.kernel.axes, pass.store.rim).contains { axis, rim in
            index[axis] < rim.before || index[axis] >= sizes[axis] - rim.after
        }
    }

    private func slide<Number: Accumulator>(
        _ sum: Number, leaving: Number, entering: Number, by step: Accumulation.SlidingStep
    ) -> Number {
        switch step {
        case .difference: .sum(sum, .difference(entering, leaving))
        case .enterThenLeave: .difference(.sum(sum, entering), leaving)
        case .leaveThenEnter: .sum(.difference(sum, leaving), entering)
        case .differenceOfSquares:
            .sum(sum, .fused(entering, entering, plus: .difference(.zero, .product(leaving, leaving))))
        }
    }
}

/// The place of an element in its row.
private func rowPlace(_ index: [Int], _ axes: [Int], _ sizes: [Int]) -> Int {
    zip(axes, sizes).reduce(0) { $0 * $1.1 + index[$1.0] }
}

/// Calls the body with every index of a shape in row-major order, and with its place in that order.
func forEachIndex(_ sizes: [Int], _ body: (_ index: [Int], _ place: Int) -> Void) {
    var index = [Int](repeating: 0, count: sizes.count)
    for place in 0..<sizes.reduce(1, *) {
        body(index, place)
        var axis = sizes.count - 1
        while axis >= 0 {
            index[axis] += 1
            if index[axis] < sizes[axis] { break }
            index[axis] = 0
            axis -= 1
        }
    }
}
