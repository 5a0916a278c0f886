/// Runs a program of one dense pass by Fourier transforms of tiles that overlap, in one of the types that lines are summed in.
///
/// A type that is not generic, so that all code behind it is compiled for the type of its numbers.
enum FourierExecutor: Executor {
    case floats(FourierRun<Float>)
    case doubles(FourierRun<Double>)

    /// Prepares a program, or gives up where it is not one dense pass, where the tolerance is too small, or where a direct sum is
    /// faster.
    ///
    /// - Parameters:
    ///   - tolerance: the largest root mean square of errors allowed, relative to Σ|taps| · max|sample|; more than 0.
    ///   - origin: the index of the first result in the whole that it is a part of.
    ///   - always: whether transforms are used even where a direct sum is faster.
    init?(
        _ program: FilterProgram, tolerance: Double, origin: [Int], instructions: InstructionSet = .best,
        always: Bool = false
    ) {
        guard origin.count == program.inputShape.rank, let pass = FourierPass(program),
            let tiling = FourierTiling(reaches: pass.reaches),
            always || tiling.work < Double(pass.tapCount)
        else { return nil }
        if pass.type == .float32, tiling.bound(Float.self) <= tolerance {
            self = .floats(FourierRun(program, pass, tiling, origin: origin, instructions: instructions))
        } else if tiling.bound(Double.self) <= tolerance {
            self = .doubles(FourierRun(program, pass, tiling, origin: origin, instructions: instructions))
        } else {
            return nil
        }
    }

    /// The largest root mean square of a tile's errors, relative to Σ|taps| · max|sample|.
    var errorBound: Double {
        switch self {
        case .floats(let run): run.tiling.bound(Float.self)
        case .doubles(let run): run.tiling.bound(Double.self)
        }
    }

    /// For each axis of the array how many outputs a tile has; 1 where the kernel does not run along it.
    var tile: [Int] {
        switch self {
        case .floats(let run): run.tile
        case .doubles(let run): run.tile
        }
    }

    /// Why transforms are used, in words.
    var reason: String {
        switch self {
        case .floats(let run): words(run)
        case .doubles(let run): words(run)
        }
    }

    private func words<Number>(_ run: FourierRun<Number>) -> String {
        let tile = run.tiling.sizes.map { "\($0.count)" }.joined(separator: "×")
        let work = Int(run.tiling.work.rounded(.up))
        return
            "the tolerance admits Fourier transforms of \(tile) samples in \(Number.elementType.rawValue), with a root "
            + "mean square of errors below \(Self.rounded(up: errorBound)) · Σ|taps| · max|sample|: the work of \(work) taps instead of \(run.pass.tapCount)"
    }

    /// A small number with two digits, rounded up.
    private static func rounded(up number: Double) -> String {
        var (digits, exponent) = (number, 0)
        while digits > 0, digits < 1 { (digits, exponent) = (digits * 10, exponent - 1) }
        return "\((digits * 10).rounded(.up) / 10)e\(exponent)"
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        switch self {
        case .floats(let run): try run.run(input, into: outputs, threads: threads, cancellation: cancellation)
        case .doubles(let run): try run.run(input, into: outputs, threads: threads, cancellation: cancellation)
        }
    }

    func scratchBytes(threads: Int) -> Int {
        switch self {
        case .floats(let run): run.scratchBytes(threads: threads)
        case .doubles(let run): run.scratchBytes(threads: threads)
        }
    }
}

extension FourierTiling {
    /// The largest root mean square of a tile's errors, of sums in a type, relative to Σ|taps| · max|sample|.
    func bound<Number: LineNumber>(_ type: Number.Type) -> Double { errorUnits * Number.ulpOfOne.doubleValue / 2 }
}
