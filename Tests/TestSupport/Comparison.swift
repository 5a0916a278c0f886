package import PointSpread

/// Where two arrays differ first, in words; nothing when they have the same type, shape and bits.
///
/// Any NaN equals any other: which of two NaNs a sum keeps is not the program's to say.
package func difference(_ found: some StridedArray, _ expected: some StridedArray) throws -> String? {
    guard found.elementType == expected.elementType, found.shape == expected.shape else {
        return "\(found.shape) of \(found.elementType) instead of \(expected.shape) of \(expected.elementType)"
    }
    let (first, second) = (try found.contiguous().buffer, try expected.contiguous().buffer)
    return first.elementType.accept(BitComparison(found: first, expected: second))
}

private struct BitComparison: ElementVisitor {
    let found: ArrayBuffer
    let expected: ArrayBuffer

    func visit<Element: Accumulator>(_ type: Element.Type) -> String? {
        let size = Element.elementType.size
        for place in 0..<found.shape.elementCount {
            let bytes = (0..<size).allSatisfy { byte in
                found.base.load(fromByteOffset: place * size + byte, as: UInt8.self)
                    == expected.base.load(fromByteOffset: place * size + byte, as: UInt8.self)
            }
            if bytes { continue }
            let (a, b) = (
                found.base.assumingMemoryBound(to: Element.self)[place],
                expected.base.assumingMemoryBound(to: Element.self)[place]
            )
            if a.doubleValue.isNaN, b.doubleValue.isNaN { continue }
            return "element \(place) of \(found.shape) is \(a) instead of \(b)"
        }
        return nil
    }
}

/// The results of a program on an executor, in new memory.
package func results(
    of program: FilterProgram, by executor: any Executor, _ input: some StridedArray, threads: Int = 1
) throws -> [AnyArray] {
    let outputs = try program.outputs.map { output in
        AnyArray(try ArrayBuffer(uninitialized: program.outputShape, of: output.type))
    }
    try executor.run(input.buffer, into: outputs.map(\.buffer), threads: threads)
    return outputs
}

/// The results of a program on the reference executor.
package func referenceResults(of program: FilterProgram, _ input: some StridedArray) throws -> [AnyArray] {
    try results(of: program, by: ReferenceExecutor(program), input)
}
