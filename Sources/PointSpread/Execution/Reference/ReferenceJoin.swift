/// Evaluates one output of a program, place by place.
struct ReferenceJoin: ElementVisitor {
    let output: FilterProgram.Output
    let branches: [ArrayBuffer]
    let channelAxis: Int?
    let target: ArrayBuffer

    func visit<Number: Accumulator>(_ type: Number.Type) {
        var extremes: [Join: Number] = [:]
        addExtremes(in: output.join, to: &extremes)
        forEachIndex(target.shape.sizes) { index, _ in
            let value: Number = value(of: output.join, at: index, extremes)
            let offset = zip(index, target.strides).reduce(0) { $0 + $1.0 * $1.1 }
            output.type.accept(
                ReferenceStore(
                    number: value, rounding: output.rounding, overflow: output.overflow, target: target,
                    offset: offset))
        }
    }

    private func value<Number: Accumulator>(of join: Join, at index: [Int], _ extremes: [Join: Number]) -> Number {
        func number(_ part: Join) -> Number { value(of: part, at: index, extremes) }
        switch join {
        case .branch(let branch): return sample(of: branch, at: index)
        case .channel(let channel, let branch):
            var place = index
            if let channelAxis { place[channelAxis] = channel }
            return sample(of: branch, at: place)
        case .constant(let constant): return Number(number: constant)
        case .sum(let a, let b): return .sum(number(a), number(b))
        case .difference(let a, let b): return .difference(number(a), number(b))
        case .product(let a, let b): return .product(number(a), number(b))
        case .quotient(let a, let b): return .quotient(number(a), number(b))
        case .fused(let a, let b, let c): return .fused(number(a), number(b), plus: number(c))
        case .magnitude(let a): return number(a).absolute
        case .squareRoot(let a): return number(a).squareRoot
        case .arctangent(let y, let x):
            return Number(number: Elementary.arctangent(y: number(y).doubleValue, x: number(x).doubleValue))
        case .minimum(let a, let b):
            let (first, second) = (number(a), number(b))
            return Number.isGreater(second, than: first) ? first : second
        case .maximum(let a, let b):
            let (first, second) = (number(a), number(b))
            return Number.isGreater(first, than: second) ? first : second
        case .whereGreater(let a, let b, let then, let otherwise):
            return Number.isGreater(number(a), than: number(b)) ? number(then) : number(otherwise)
        case .whereChannel(let channel, let then, let otherwise):
            return channelAxis.map { index[$0] == channel } ?? false ? number(then) : number(otherwise)
        case .rounded(let a, let type, let rounding, let overflow):
            return type.accept(JoinRounding(number: number(a), rounding: rounding, overflow: overflow))
        case .encoded(let a, let curve, let fullScale):
            return Number(number: curve.encoded(number(a).doubleValue) * fullScale)
        case .smallest, .largest: return extremes[join] ?? .zero
        }
    }

    /// Finds the parts of a join that are the same at every place, which take a look at all samples.
    private func addExtremes<Number: Accumulator>(in join: Join, to extremes: inout [Join: Number]) {
        switch join {
        case .smallest(let branch):
            extremes[join] = extreme(of: branch) { Number.isGreater($1, than: $0) ? $0 : $1 }
        case .largest(let branch):
            extremes[join] = extreme(of: branch) { Number.isGreater($0, than: $1) ? $0 : $1 }
        default: for part in join.parts { addExtremes(in: part, to: &extremes) }
        }
    }

    private func sample<Number: Accumulator>(of branch: Int, at index: [Int]) -> Number {
        let buffer = branches[branch]
        let offset = zip(index, buffer.strides).reduce(0) { $0 + $1.0 * $1.1 }
        return buffer.elementType.accept(ReferenceElement(input: buffer, offset: offset))
    }

    private func extreme<Number: Accumulator>(
        of branch: Int, _ choose: (Number, Number) -> Number
    ) -> Number {
        var result: Number?
        forEachIndex(branches[branch].shape.sizes) { index, _ in
            let sample: Number = sample(of: branch, at: index)
            result = result.map { choose($0, sample) } ?? sample
        }
        return result ?? .zero
    }
}

/// A number rounded to another type and back.
struct JoinRounding<Number: Accumulator>: ElementVisitor {
    let number: Number
    let rounding: RoundingRule
    let overflow: OverflowRule

    func visit<Other: Accumulator>(_ type: Other.Type) -> Number {
        let rounded = number.converted(to: type, rounding: rounding, overflow: overflow) ?? .zero
        return rounded.converted(to: Number.self, rounding: .halfEven, overflow: .saturate) ?? .zero
    }
}
