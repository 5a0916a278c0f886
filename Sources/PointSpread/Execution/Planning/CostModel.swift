/// What the ways to run a program are expected to cost on one thread: a few rates for each, times what the program says of numbers,
/// products and lines.
///
/// The rates are those of one processor with AVX-512 (Sapphire Rapids at 2.5 GHz), found by fitting them to measured times. What
/// matters is how they compare with each other; `make bench-planner` checks that.
package struct CostModel: Sendable {
    /// In nanoseconds: for a call, for each number that a pass makes, for each product (or pair of taps, or sum of neighbours) that
    /// it is made of, and for each line of numbers.
    private struct Rates {
        let call: Double
        let number: Double
        let product: Double
        let line: Double
    }

    private let instructions: InstructionSet

    /// A model for the kernels of one instruction set.
    package init(instructions: InstructionSet = .current) { self.instructions = instructions }

    private func rates(_ method: Plan.Method) -> Rates {
        switch method {
        case .copy: Rates(call: 400, number: 0.1, product: 0, line: 0)
        case .boxes: Rates(call: 500, number: 0.015, product: 0.07, line: 35)
        case .slides: Rates(call: 2_000, number: 0.5, product: 0, line: 10)
        case .wholeNumbers: Rates(call: 800, number: 0.09, product: 0.015, line: 30)
        case .tiles: Rates(call: 400, number: 0.3, product: 0.054, line: 4)
        case .dense: Rates(call: 4_000, number: 0.22, product: 0.021, line: 37)
        case .fourier: Rates(call: 14_000, number: 0, product: 0.032, line: 110)
        case .decimated: Rates(call: 5_000, number: 0.3, product: 0.05, line: 10)
        case .lines: Rates(call: 20_000, number: 0.25, product: 0.065, line: 900)
        case .branches: Rates(call: 30_000, number: 1, product: 0.07, line: 910)
        case .reference: Rates(call: 1_000, number: 20, product: 50, line: 0)
        }
    }

    /// How much slower sums are than with AVX-512; without fused multiply-add they are fused in software.
    private var slowness: Double {
        switch instructions {
        case .avx512, .avx512vnni: 1
        case .avx2: 1.8
        case .baseline: instructions.isFusing ? 4 : 40
        }
    }

    /// How long a run is expected to take; nothing where the method could never run the program.
    package func seconds(_ program: FilterProgram, by method: Plan.Method) -> Double? {
        Work(program, method).map { work in
            let rates = rates(method)
            let sums = rates.number * work.numbers + rates.product * work.products + rates.line * work.lines
            return (rates.call + sums * (method == .reference ? 1 : slowness)) * 1e-9
        }
    }

    /// The methods that may keep a program's arithmetic, cheapest first.
    func order(of program: FilterProgram) -> [Plan.Method] {
        let exact: [Plan.Method] = [.boxes, .slides, .wholeNumbers, .tiles, .dense, .decimated, .lines, .branches]
        return exact.map { (method: $0, seconds: seconds(program, by: $0) ?? .infinity) }
            .sorted { $0.seconds < $1.seconds }.map(\.method)
    }

    /// Whether Fourier transforms take less time than direct sums, as far as the kernel alone decides: an approximate method must not
    /// depend on the size of an array.
    package func prefersFourier(_ program: FilterProgram) -> Bool {
        // The cost of boxes does not grow with their width.
        guard let pass = FourierPass(program), pass.pass.accumulation.order != .doubling,
            let transforms = Work.transforms(program)
        else { return false }
        let direct = rates(pass.reaches.count > 1 ? .dense : .tiles)
        let products = Work.products(pass.pass, .tiles)
        return rates(.fourier).product * transforms < direct.number + direct.product * products
    }

    /// What a program makes and multiplies, in numbers of 32 bits: one of 64 counts twice.
    package struct Work {
        /// The numbers that all passes make.
        package private(set) var numbers = 0.0
        /// The products, or the pairs of taps, or the sums of neighbours, that they are made of.
        package private(set) var products = 0.0
        /// The lines along the last axis that they lie in.
        package private(set) var lines = 0.0

        package init?(_ program: FilterProgram, _ method: Plan.Method) {
            let axis = LineLayout(program).lineAxis
            let transforms = method == .fourier ? Self.transforms(program) : 0
            guard let transforms else { return nil }
            for passes in program.branches {
                var sizes = program.inputShape.sizes
                for pass in passes {
                    sizes = pass.outputSizes(for: sizes)
                    let each = method == .fourier ? transforms : Self.products(pass, method)
                    let line = sizes[axis...].reduce(1.0) { $0 * Double($1) }
                    let lines = sizes[..<axis].reduce(1.0) { $0 * Double($1) }
                    // Numbers are made by whole vectors.
                    let vectors = (line / 16).rounded(.up) * 16 * (pass.accumulation.type.size == 8 ? 2 : 1)
                    numbers += lines * vectors
                    products += lines * vectors * each
                    // Tiles sum boxes line by line.
                    self.lines += lines * (method == .tiles && pass.accumulation.order == .doubling ? 100 : 1)
                }
            }
        }

        /// How many products, pairs or sums of neighbours each number of a pass is made of.
        static func products(_ pass: Pass, _ method: Plan.Method) -> Double {
            let taps = Double(pass.kernel.tapCount) / Double(pass.stuffedPitch)
            switch pass.accumulation.order {
            case _ where method == .reference: return taps
            case .centreOutward, .outermostInward, .pairThenCentreOutward: return (taps / 2).rounded(.up)
            case .doubling where method == .boxes || method == .lines:
                let width = pass.kernel.tapCount
                return Double(width.bitWidth - width.leadingZeroBitCount + width.nonzeroBitCount)
            default: return taps
            }
        }

        /// The same for transforms: the products of a direct sum that takes as long; nothing where they cannot be used.
        static func transforms(_ program: FilterProgram) -> Double? {
            FourierPass(program).flatMap { FourierTiling(reaches: $0.reaches)?.work }
        }
    }
}
