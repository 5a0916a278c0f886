/// Runs a program of one dense pass by Fourier transforms of tiles that overlap, in one of the types that lines are summed in.
struct FourierExecutor: Executor {
    /// The largest root mean square of a tile's errors, relative to Σ|taps| · max|sample|.
    let errorBound: Double
    let tile: [Int]
    let reason: String
    private let run: TypedExecutor

    /// Prepares a program, or gives up where it is not one dense pass, or where the tolerance is too small.
    ///
    /// - Parameters:
    ///   - tolerance: the largest root mean square of errors allowed, relative to Σ|taps| · max|sample|; more than 0.
    ///   - origin: the index of the first result in the whole that it is a part of.
    init?(_ program: FilterProgram, tolerance: Double, origin: [Int], instructions: InstructionSet) {
        guard tolerance > 0, origin.count == program.inputShape.rank, let pass = FourierPass(program),
            let tiling = FourierTiling(reaches: pass.reaches)
        else { return nil }
        let (floats, doubles) = (tiling.bound(Float.self), tiling.bound(Double.self))
        let type: ElementType
        if pass.type == .float32, floats <= tolerance {
            let run = FourierRun<Float>(program, pass, tiling, origin: origin, instructions: instructions)
            (type, errorBound, tile) = (.float32, floats, run.tile)
            self.run = TypedExecutor(run.run, scratchBytes: run.scratchBytes)
        } else if doubles <= tolerance {
            let run = FourierRun<Double>(program, pass, tiling, origin: origin, instructions: instructions)
            (type, errorBound, tile) = (.float64, doubles, run.tile)
            self.run = TypedExecutor(run.run, scratchBytes: run.scratchBytes)
        } else {
            return nil
        }
        let sizes = tiling.sizes.map { "\($0.count)" }.joined(separator: "×")
        reason =
            "the tolerance admits Fourier transforms of \(sizes) samples in \(type.rawValue), with a root mean square of errors "
            + "below \(Self.rounded(up: errorBound)) · Σ|taps| · max|sample|: the work of "
            + "\(Int(tiling.work.rounded(.up))) taps instead of \(pass.tapCount)"
    }

    /// A small number with two digits, rounded up.
    private static func rounded(up number: Double) -> String {
        var (digits, exponent) = (number, 0)
        while digits > 0, digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
        return "\((digits * 10).rounded(.up) / 10)e\(exponent)"
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) { try run.run(input, into: outputs, threads: threads, cancellation: cancellation) }

    func scratchBytes(threads: Int) -> Int { run.scratchBytes(threads: threads) }
}

extension FourierTiling {
    /// The largest root mean square of a tile's errors, of sums in a type, relative to Σ|taps| · max|sample|.
    func bound<Number: LineNumber>(_ type: Number.Type) -> Double { errorUnits * Number.ulpOfOne.doubleValue / 2 }
}
