extension Store {
    /// Takes a sum through the steps and writes it.
    ///
    /// - Parameter offset: where in the buffer, in elements.
    func write<Number: Accumulator>(_ number: Number, to result: ArrayBuffer, offset: Int) {
        apply(steps[...], to: number, result: result, offset: offset)
    }

    private func apply<Number: Accumulator>(
        _ steps: ArraySlice<Step>, to number: Number, result: ArrayBuffer, offset: Int
    ) {
        guard let step = steps.first else {
            return type.accept(
                ReferenceStore(number: number, rounding: rounding, overflow: overflow, target: result, offset: offset))
        }
        let rest = steps.dropFirst()
        switch step {
        case .add(let term):
            apply(rest, to: Number.sum(number, Number(number: term)), result: result, offset: offset)
        case .multiply(let factor):
            apply(rest, to: Number.product(number, Number(number: factor)), result: result, offset: offset)
        case .divide(let divisor):
            apply(rest, to: Number.quotient(number, Number(number: divisor)), result: result, offset: offset)
        case .shiftRight(let bits):
            apply(rest, to: number.shiftedRight(by: bits), result: result, offset: offset)
        case .convert(let type):
            type.accept(
                Continuation(number: number, store: self, steps: Array(rest), result: result, offset: offset))
        }
    }

    /// The rest of the steps, in another type.
    private struct Continuation<Number: Accumulator>: ElementVisitor {
        let number: Number
        let store: Store
        let steps: [Step]
        let result: ArrayBuffer
        let offset: Int

        func visit<Other: Accumulator>(_ type: Other.Type) {
            let converted = number.converted(to: type, rounding: .halfEven, overflow: .saturate) ?? .zero
            store.apply(steps[...], to: converted, result: result, offset: offset)
        }
    }
}

/// Rounds one number to the stored type and writes it.
struct ReferenceStore<Number: Accumulator>: ElementVisitor {
    let number: Number
    let rounding: RoundingRule
    let overflow: OverflowRule
    let target: ArrayBuffer
    let offset: Int

    func visit<Element: Accumulator>(_ type: Element.Type) {
        let element = number.converted(to: type, rounding: rounding, overflow: overflow) ?? .zero
        target.base.assumingMemoryBound(to: Element.self)[offset] = element
    }
}
