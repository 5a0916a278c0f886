/// Converts a whole array to the accumulator's type.
struct ReferenceLoad<Number: Accumulator>: ElementVisitor {
    let input: ArrayBuffer
    let target: UnsafeMutablePointer<Number>

    func visit<Element: Accumulator>(_ type: Element.Type) {
        let source = input.base.assumingMemoryBound(to: Element.self)
        forEachLine(input.shape.sizes, input.strides, input.shape.contiguousStrides) {
            sourceOffset, targetOffset, count, sourceStride, targetStride in
            for index in 0..<count {
                target[targetOffset + index * targetStride] = accumulated(source[sourceOffset + index * sourceStride])
            }
        }
    }
}

/// Reads one element of an array in the accumulator's type.
struct ReferenceElement<Number: Accumulator>: ElementVisitor {
    let input: ArrayBuffer
    let offset: Int

    func visit<Element: Accumulator>(_ type: Element.Type) -> Number {
        accumulated(input.base.assumingMemoryBound(to: Element.self)[offset])
    }
}

/// A stored element in the accumulator's type: the nearest number, half to even; integers saturate.
private func accumulated<Element: Accumulator, Number: Accumulator>(_ element: Element) -> Number {
    element.converted(to: Number.self, rounding: .halfEven, overflow: .saturate) ?? .zero
}

/// For every output of a pass, which samples its taps meet.
struct Windows {
    /// What stands under a tap: the offset of a sample along one axis, or a number.
    private enum Source {
        case offset(Int)
        case outside(Double)
        case stuffed
    }

    private let pass: Pass
    private let inputStrides: [Int]
    /// For each axis of the kernel, output and tap: what stands there.
    private let sources: [[[Source]]]
    /// The taps of a kernel in row-major order, as one index per axis.
    private let tapIndices: [[Int]]
    private let weights: [[Double]]

    init(pass: Pass, inputSizes: [Int], inputStrides: [Int]) {
        self.pass = pass
        self.inputStrides = inputStrides
        sources = pass.kernel.axes.indices.map { place in
            let axis = pass.kernel.axes[place]
            let geometry = pass.geometry[place]
            return (0..<geometry.outputCount).map { output in
                (0..<pass.kernel.extents[place]).map { tap in
                    let position = geometry.position(output: output, tap: tap)
                    switch geometry.source(at: position, count: inputSizes[axis], border: pass.border[place]) {
                    case .sample(let index): return .offset(index * inputStrides[axis])
                    case .outside(let value): return .outside(value)
                    case .stuffed: return .stuffed
                    }
                }
            }
        }
        var taps: [[Int]] = [[]]
        for extent in pass.kernel.extents { taps = taps.flatMap { tap in (0..<extent).map { tap + [$0] } } }
        tapIndices = taps
        let count = pass.kernel.tapCount
        weights = (0..<(pass.kernel.channels?.outputs ?? 1)).map {
            Array(pass.kernel.weights[$0 * count..<($0 + 1) * count])
        }
    }

    /// Collects the samples that the taps of one output meet.
    ///
    /// - Returns: the weights of these taps, in the same order.
    func gather<Number: Accumulator>(
        at output: [Int], from input: UnsafeMutablePointer<Number>, into samples: inout [Number]
    ) -> [Double] {
        var base = 0
        for axis in output.indices where !pass.kernel.axes.contains(axis) && axis != pass.kernel.channels?.axis {
            base += output[axis] * inputStrides[axis]
        }
        guard let bank = pass.kernel.channels else {
            gather(at: output, base: base, from: input, into: &samples, start: 0)
            return weights[0]
        }
        let channel = output[bank.axis]
        let group = channel / (bank.outputs / bank.groups)
        for input0 in 0..<bank.inputsPerGroup {
            let channelOffset = (group * bank.inputsPerGroup + input0) * inputStrides[bank.axis]
            gather(
                at: output, base: base + channelOffset, from: input, into: &samples, start: input0 * tapIndices.count)
        }
        return weights[channel]
    }

    private func gather<Number: Accumulator>(
        at output: [Int], base: Int, from input: UnsafeMutablePointer<Number>, into samples: inout [Number], start: Int
    ) {
        for (place, tap) in tapIndices.enumerated() {
            var offset = base
            var number: Number?
            for (kernelAxis, axis) in pass.kernel.axes.enumerated() {
                switch sources[kernelAxis][output[axis]][tap[kernelAxis]] {
                case .offset(let distance): offset += distance
                // Zeros between samples win over what lies outside, whatever the order of the axes.
                case .stuffed: number = .zero
                case .outside(let value): number = number ?? Number(number: value)
                }
            }
            samples[start + place] = number ?? input[offset]
        }
    }
}
