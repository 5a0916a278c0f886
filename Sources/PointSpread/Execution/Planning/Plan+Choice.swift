extension Plan {
    /// Chooses the executor that is expected to be the fastest of those that keep the program's arithmetic, or what a tolerance
    /// leaves of it.
    static func choose(
        _ program: FilterProgram, layout: Layout, tolerance: Double
    ) -> (method: Method, executor: any Executor) {
        if program.outputShape.elementCount == 0 { return (.copy, ReferenceExecutor(program)) }
        let model = CostModel()
        var methods = model.order(of: program)
        if tolerance > 0, model.prefersFourier(program) { methods.insert(.fourier, at: 0) }
        // What a method cannot do is found out only when it is tried.
        for method in [.copy] + methods {
            if let executor = executor(method, program, tolerance: tolerance, origin: layout.origin) {
                return (method, executor)
            }
        }
        return (.reference, ReferenceExecutor(program))
    }
}
