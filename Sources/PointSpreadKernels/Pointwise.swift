internal import PointSpreadKernelTable

extension LineKernels {
    /// This instruction set's pointwise kernels for floats.
    ///
    /// Hope for one instruction for each vector.
    static var floatPointwise: PointwiseKernelTable<Float> {
        PointwiseKernelTable(
            sum: { combine($0, $1, $2, $3) { $0 + $1 } },
            difference: { combine($0, $1, $2, $3) { $0 - $1 } },
            product: { combine($0, $1, $2, $3) { $0 * $1 } },
            quotient: { combine($0, $1, $2, $3) { $0 / $1 } },
            minimum: { combine($0, $1, $2, $3) { $1 > $0 ? $0 : $1 } },
            maximum: { combine($0, $1, $2, $3) { $0 > $1 ? $0 : $1 } },
            whereGreater: { choose($0, $1, $2, $3, $4, $5) },
            absolute: { map($0, $1, $2) { $0.magnitude } },
            squareRoot: { map($0, $1, $2) { $0.squareRoot() } },
            addNumber: { line, number, count in map(line, line, count) { $0 + number } },
            multiplyByNumber: { line, number, count in map(line, line, count) { $0 * number } },
            divideByNumber: { line, number, count in map(line, line, count) { $0 / number } },
            single: { _, _ in })
    }

    /// This instruction set's pointwise kernels for doubles.
    ///
    /// Hope for one instruction for each vector.
    static var doublePointwise: PointwiseKernelTable<Double> {
        PointwiseKernelTable(
            sum: { combine($0, $1, $2, $3) { $0 + $1 } },
            difference: { combine($0, $1, $2, $3) { $0 - $1 } },
            product: { combine($0, $1, $2, $3) { $0 * $1 } },
            quotient: { combine($0, $1, $2, $3) { $0 / $1 } },
            minimum: { combine($0, $1, $2, $3) { $1 > $0 ? $0 : $1 } },
            maximum: { combine($0, $1, $2, $3) { $0 > $1 ? $0 : $1 } },
            whereGreater: { choose($0, $1, $2, $3, $4, $5) },
            absolute: { map($0, $1, $2) { $0.magnitude } },
            squareRoot: { map($0, $1, $2) { $0.squareRoot() } },
            addNumber: { line, number, count in map(line, line, count) { $0 + number } },
            multiplyByNumber: { line, number, count in map(line, line, count) { $0 * number } },
            divideByNumber: { line, number, count in map(line, line, count) { $0 / number } },
            single: { line, count in map(line, line, count) { Double(Float($0)) } })
    }
}

@inline(__always)
private func combine<Number>(
    _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, _ target: UnsafeMutablePointer<Number>, _ count: Int,
    _ operation: (Number, Number) -> Number
) {
    for place in 0..<count { target[place] = operation(a[place], b[place]) }
}

@inline(__always)
private func map<Number>(
    _ a: UnsafePointer<Number>, _ target: UnsafeMutablePointer<Number>, _ count: Int, _ operation: (Number) -> Number
) {
    for place in 0..<count { target[place] = operation(a[place]) }
}

@inline(__always)
private func choose<Number: Comparable>(
    _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, _ then: UnsafePointer<Number>,
    _ otherwise: UnsafePointer<Number>, _ target: UnsafeMutablePointer<Number>, _ count: Int
) {
    for place in 0..<count { target[place] = a[place] > b[place] ? then[place] : otherwise[place] }
}
