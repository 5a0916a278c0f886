import PointSpread
import TestSupport

/// Makes a program of any bytes, or a filter with any parameters, and runs it on a small array: the result must be that of the
/// reference, whatever runs it, and that of its bands.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count > 1 else { return -1 }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    var random = SeededGenerator(bytes: Array(bytes.dropFirst()))
    var program: FilterProgram?
    if bytes[0] < 128 {
        var drawing = RandomProgram(generator: random)
        program = drawing.draw()
        random = drawing.random
    } else {
        var arguments = FilterArguments(random: random)
        if let layout = arguments.layout() {
            do throws(FilterError) {
                program = try arguments.filter().program(for: layout)
            } catch {
                precondition(!error.description.contains("\n"), "an error in more than one line")
            }
        }
        random = arguments.random
    }
    guard let program else { return 0 }
    // Every plan then makes a table of a whole type's values, which takes longer than all the rest.
    if program.hasLargeTable, Int.random(in: 0..<64, using: &random) > 0 { return -1 }
    let plan = Plan(program, layout: Layout(shape: program.inputShape, elementType: program.inputType))
    // More than that takes the reference too long to be worth it.
    guard plan.operations < 200_000 else { return 0 }
    // The reference looks at the whole array anew for every sample of such a join.
    guard program.obstacleToBands(along: 0) == nil || program.outputShape.elementCount <= 1000 else { return -1 }
    do {
        try check(program, &random)
    } catch {
        fatalError("\(error)\n\(program)")
    }
    return 0
}

extension FilterProgram {
    /// Whether a curve is applied to integers of 16 bits.
    fileprivate var hasLargeTable: Bool {
        inputType.isInteger && inputType.size == 2
            && branches.contains { passes in
                passes.first?.load.maps.contains { if case .decoded = $0 { true } else { false } } ?? false
            }
    }
}

private func check(_ program: FilterProgram, _ random: inout SeededGenerator) throws {
    let values = RandomValues.allCases.randomElement(using: &random) ?? .ordinary
    let input = try randomArray(of: program.inputType, shape: program.inputShape, values, using: &random)
    let expected = try referenceResults(of: program, input)
    for instructions in InstructionSet.available {
        let tileWidth = [nil, 1, 3, 16].randomElement(using: &random) ?? nil
        // Transforms are checked by tests of their own: they do not give the program's own bits.
        for method in Plan.Method.allCases where method != .copy && method != .reference && method != .fourier {
            guard
                let executor = Plan.executor(method, program, instructions: instructions, tileWidth: tileWidth)
            else { continue }
            compare(
                try results(of: program, by: executor, input), expected, "by \(method.rawValue) on \(instructions)",
                program)
        }
    }
    guard program.obstacleToBands(along: 0) == nil else { return }
    let rows = Int.random(in: 1...program.outputShape[0], using: &random)
    compare(try bandedResults(of: program, input, rows: rows), expected, "by bands of \(rows)", program)
}

private func compare(_ found: [AnyArray], _ expected: [AnyArray], _ way: String, _ program: FilterProgram) {
    for (found, expected) in zip(found, expected) {
        if let words = try? difference(found, expected) { fatalError("\(way): \(words)\n\(program)") }
    }
}
