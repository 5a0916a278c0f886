/// Runs any program slowly and obviously: pass by pass over whole arrays, output by output, tap by tap.
///
/// Every faster executor is tested against this one. It uses one thread and keeps every intermediate result whole.
package struct ReferenceExecutor: Executor {
    package let program: FilterProgram

    package init(_ program: FilterProgram) { self.program = program }

    package func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        var results: [ArrayBuffer] = []
        for passes in program.branches {
            var result = input
            for pass in passes {
                let run = ReferencePass(pass: pass, input: result, cancellation: cancellation)
                result = try pass.accumulation.type.accept(run)
                try cancellation?.check()
            }
            results.append(result)
        }
        for (output, target) in zip(program.outputs, outputs) {
            if case .branch(let branch) = output.join, program.isPlain(output) {
                copyElements(
                    shape: target.shape.sizes, elementSize: target.elementType.size, from: results[branch].base,
                    strides: results[branch].strides, to: target.base, strides: target.strides)
            } else {
                let join = ReferenceJoin(
                    output: output, branches: results, channelAxis: program.channelAxis, target: target)
                output.arithmetic.accept(join)
            }
        }
        withExtendedLifetime(results) {}
    }

    package func scratchBytes(threads: Int) -> Int {
        var bytes = 0
        for passes in program.branches {
            var sizes = program.inputShape.sizes
            for pass in passes {
                // The loaded input in the accumulator's type, and the result.
                bytes += sizes.reduce(1, *) * pass.accumulation.type.size
                sizes = pass.outputSizes(for: sizes)
                bytes += sizes.reduce(1, *) * pass.store.type.size
            }
        }
        return bytes
    }
}
