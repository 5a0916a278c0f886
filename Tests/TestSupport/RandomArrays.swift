package import PointSpread

/// Which numbers a random array holds.
package enum RandomValues: Hashable, CaseIterable {
    /// Whole numbers from 0 to 9, or from −9 where the type has a sign: sums of them are exact.
    case small
    /// Any number of a narrow integer type, numbers within ±1000 of a wide or a real one.
    case ordinary
    /// Any bits at all in an integer; now and then NaN, infinity, −0, a huge or a tiny number among real ones.
    case wild
}

/// A contiguous array of random numbers.
package func randomArray(
    of type: ElementType, shape: Shape, _ values: RandomValues = .ordinary, using random: inout SeededGenerator
) throws -> AnyArray {
    let buffer = try ArrayBuffer(uninitialized: shape, of: type)
    random = type.accept(RandomFill(buffer: buffer, values: values, random: random))
    return AnyArray(buffer)
}

/// A contiguous array of random numbers of a type that the code knows.
package func randomArray<Element: Sample>(
    _ type: Element.Type, shape: Shape, _ values: RandomValues = .ordinary, using random: inout SeededGenerator
) throws -> NDArray<Element> {
    NDArray(try randomArray(of: Element.elementType, shape: shape, values, using: &random).buffer)
}

/// The same elements at strides of many kinds: gaps, axes in another order, axes that run backwards.
package func scattered<Samples: StridedArray>(
    _ array: Samples, using random: inout SeededGenerator
) throws -> Samples {
    let order = Array(0..<array.rank).shuffled(using: &random)
    let steps = order.map { _ in [1, 1, 2, 3, -1, -2].randomElement(using: &random) ?? 1 }
    let sizes = zip(order, steps).map { array.shape[$0] * abs($1) + Int.random(in: 0...1, using: &random) }
    let memory = AnyArray(try ArrayBuffer(uninitialized: try Shape(sizes), of: array.elementType))
    let slices = zip(order, steps).map { axis, step in
        AxisSlice.range(0..<max(array.shape[axis] * abs(step), 0), step: step)
    }
    let view = try memory.sliced(slices).transposed(order.indices.map { order.firstIndex(of: $0) ?? 0 })
    copyElements(
        shape: array.shape.sizes, elementSize: array.elementType.size, from: array.buffer.base,
        strides: array.strides, to: view.buffer.base, strides: view.strides)
    withExtendedLifetime(memory) {}
    return Samples(view.buffer)
}

private struct RandomFill: ElementVisitor {
    let buffer: ArrayBuffer
    let values: RandomValues
    let random: SeededGenerator

    func visit<Element: Accumulator>(_ type: Element.Type) -> SeededGenerator {
        var random = random
        let target = buffer.base.bindMemory(to: Element.self, capacity: buffer.shape.elementCount)
        for place in 0..<buffer.shape.elementCount { target[place] = element(using: &random) }
        return random
    }

    private func element<Element: Accumulator>(using random: inout SeededGenerator) -> Element {
        let type = Element.elementType
        switch values {
        case .small: return Element(number: Double(Int.random(in: (type.isSigned ? -9 : 0)...9, using: &random)))
        case .ordinary where !type.isInteger: return Element(number: Double.random(in: -1000...1000, using: &random))
        case .ordinary where type.size > 2:
            return Element(number: Double(Int.random(in: (type.isSigned ? -1000 : 0)...1000, using: &random)))
        case .wild where !type.isInteger && Int.random(in: 0..<8, using: &random) == 0:
            let odd: [Double] = [.nan, .infinity, -.infinity, -0.0, 0, 60000, 1e30, -1e-30, 1e-45, 5e-8, 1e300]
            return Element(number: odd.randomElement(using: &random) ?? 0)
        case .wild where !type.isInteger: return Element(number: Double.random(in: -4...4, using: &random))
        default: return Int64.converting(bits: random.next())
        }
    }
}

extension Int64 {
    /// Random bits as an integer of any width.
    fileprivate static func converting<Element: Accumulator>(bits: UInt64) -> Element {
        Element.converting(bits, overflow: .wrap) ?? .zero
    }
}
