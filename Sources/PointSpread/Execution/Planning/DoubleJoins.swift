/// A program whose joins compute in a narrower type than `float64`, with all of them in that.
///
/// A sum, difference, product, quotient or root of two `float32` numbers, made in `float64` and rounded then, is the one made in
/// `float32`: 53 bits are more than twice 24 and two, so that rounding twice does no harm (Figueroa 1995, When is double rounding
/// innocuous?). Integers of up to 32 bits are exact, and so are their sums and products up to 2⁵³, which may wrap around in the end.
struct DoubleJoins {
    /// The program, with the same results.
    let program: FilterProgram

    /// Looks at a program, or gives up where a join has other parts, or none computes in another type.
    init?(_ original: FilterProgram) {
        guard original.outputs.contains(where: { !original.isPlain($0) && $0.arithmetic != .float64 }) else {
            return nil
        }
        var outputs = original.outputs
        for place in outputs.indices where !original.isPlain(outputs[place]) && outputs[place].arithmetic != .float64 {
            guard let output = Self.output(outputs[place], of: original) else { return nil }
            outputs[place] = output
        }
        guard
            let program = try? FilterProgram(
                inputShape: original.inputShape, inputType: original.inputType, channelAxis: original.channelAxis,
                branches: original.branches, outputs: outputs)
        else { return nil }
        self.program = program
    }

    private static func output(_ given: FilterProgram.Output, of program: FilterProgram) -> FilterProgram.Output? {
        var output = given
        output.arithmetic = .float64
        let type = given.arithmetic
        if type == .float32 {
            guard let join = FloatJoins(program).join(given.join) else { return nil }
            output.join = join
            // Stored, a number is rounded anyway.
            if given.type == .float32, case .rounded(let inner, to: .float32, .halfEven, .saturate) = join {
                output.join = inner
            }
            return output
        }
        guard type.isInteger, type.size <= 4, given.type == type,
            let sum = IntegerJoins(program, type).exact(given.join)
        else { return nil }
        // Whole numbers: nothing is left to round.
        (output.join, output.rounding, output.overflow) = (sum.join, .towardZero, .wrap)
        return output
    }
}

/// Joins in `float32`.
private struct FloatJoins {
    let program: FilterProgram

    init(_ program: FilterProgram) { self.program = program }

    func join(_ join: Join) -> Join? {
        func both(_ a: Join, _ b: Join) -> (Join, Join)? { self.join(a).flatMap { a in self.join(b).map { (a, $0) } } }
        func rounded(_ join: Join) -> Join { .rounded(join, to: .float32, .halfEven, .saturate) }
        switch join {
        case .branch(let branch):
            let type = program.resultType(ofBranch: branch)
            guard !type.isInteger || type.size <= 4 else { return nil }
            return type == .float32 || type.size <= 2 ? join : rounded(join)
        case .constant(let number): return .constant(Double(Float(number)))
        case .sum(let a, let b): return both(a, b).map { rounded(.sum($0, $1)) }
        case .difference(let a, let b): return both(a, b).map { rounded(.difference($0, $1)) }
        case .product(let a, let b): return both(a, b).map { rounded(.product($0, $1)) }
        case .quotient(let a, let b): return both(a, b).map { rounded(.quotient($0, $1)) }
        case .squareRoot(let a): return self.join(a).map { rounded(.squareRoot($0)) }
        case .arctangent(let y, let x): return both(y, x).map { rounded(.arctangent(y: $0, x: $1)) }
        case .magnitude(let a): return self.join(a).map { .magnitude($0) }
        case .minimum(let a, let b): return both(a, b).map { .minimum($0, $1) }
        case .maximum(let a, let b): return both(a, b).map { .maximum($0, $1) }
        case .whereGreater(let a, let b, let then, let otherwise):
            guard let (a, b) = both(a, b), let (then, otherwise) = both(then, otherwise) else { return nil }
            return .whereGreater(a, than: b, then: then, otherwise: otherwise)
        case .rounded(let a, let type, let rounding, let overflow):
            return self.join(a).map { rounded(.rounded($0, to: type, rounding, overflow)) }
        default: return nil
        }
    }
}

/// Joins in an integer type of up to 32 bits.
private struct IntegerJoins {
    /// A whole number that is right modulo 2^bits, and what its magnitude is at most.
    struct Exact {
        let join: Join
        let size: Double
    }

    let program: FilterProgram
    let type: ElementType

    init(_ program: FilterProgram, _ type: ElementType) { (self.program, self.type) = (program, type) }

    private var size: Double { Double(sign: .plus, exponent: 8 * type.size, significand: 1) }

    func exact(_ join: Join) -> Exact? {
        func both(_ a: Join, _ b: Join) -> (Exact, Exact)? { exact(a).flatMap { a in exact(b).map { (a, $0) } } }
        func checked(_ join: Join, _ size: Double) -> Exact? { size <= 0x1p53 ? Exact(join: join, size: size) : nil }
        switch join {
        case .sum(let a, let b): return both(a, b).flatMap { checked(.sum($0.join, $1.join), $0.size + $1.size) }
        case .difference(let a, let b):
            return both(a, b).flatMap { checked(.difference($0.join, $1.join), $0.size + $1.size) }
        case .product(let a, let b):
            return both(a, b).flatMap { checked(.product($0.join, $1.join), $0.size * $1.size) }
        default: return value(join).map { Exact(join: $0, size: size) }
        }
    }

    /// The number itself.
    private func value(_ join: Join) -> Join? {
        func both(_ a: Join, _ b: Join) -> (Join, Join)? { value(a).flatMap { a in value(b).map { (a, $0) } } }
        func wrapped(_ join: Join) -> Join { .rounded(join, to: type, .towardZero, .wrap) }
        switch join {
        case .branch(let branch):
            let stored = program.resultType(ofBranch: branch)
            guard !stored.isInteger || stored.size <= 4 else { return nil }
            return stored == type ? join : .rounded(join, to: type, .halfEven, .saturate)
        case .constant: return .rounded(join, to: type, .halfEven, .saturate)
        case .sum, .difference, .product: return exact(join).map { wrapped($0.join) }
        case .magnitude(let a): return value(a).map { wrapped(.magnitude($0)) }
        case .squareRoot(let a): return value(a).map { .rounded(.squareRoot($0), to: type, .halfEven, .saturate) }
        case .minimum(let a, let b): return both(a, b).map { .minimum($0, $1) }
        case .maximum(let a, let b): return both(a, b).map { .maximum($0, $1) }
        case .quotient(let a, let b):
            guard let (a, b) = both(a, b) else { return nil }
            // No quotient of such numbers is so close to a whole one that it is rounded to that. One by 0 is 0.
            // Only the lowest number by −1 is beyond the type.
            let quotient = Join.rounded(.quotient(a, b), to: type, .down, type.isSigned ? .wrap : .saturate)
            let zero = Join.constant(0)
            return .whereGreater(
                b, than: zero, then: quotient,
                otherwise: .whereGreater(zero, than: b, then: quotient, otherwise: zero))
        case .whereGreater(let a, let b, let then, let otherwise):
            guard let (a, b) = both(a, b), let (then, otherwise) = both(then, otherwise) else { return nil }
            return .whereGreater(a, than: b, then: then, otherwise: otherwise)
        default: return nil
        }
    }
}
