import PointSpreadKernelTable

#if canImport(PointSpreadKernelsV4N)
    import PointSpreadKernelsV4N
#endif

/// A program of fixed-point sums of bytes, prepared for instructions that multiply and add several of them at once.
///
/// Rows are summed first, in 16 bits, then columns, two rows at a time. All is whole and nothing wraps around in the end, so the
/// order of the passes does not matter.
final class ByteSumRun: Executor {
    let program: FilterProgram
    let passes: BoxPasses<Float>
    let work: BoxWork
    let kernels: ByteSumTable
    let along: ByteTaps
    /// How many bytes the taps along rows lie apart.
    let distance: Int
    let down: ByteTaps
    /// What is taken from the sums of rows so that 16 bits hold them, what the sums of columns start with, and by how many bits
    /// they are shifted.
    let bias: Int
    let start: Int
    let shift: Int
    private let pool = WorkerPool<ByteSumWorker>()

    /// Pairs of rows and windows stay in the first cache.
    private static let cache = 24 << 10
    private static let longestRow = 2048

    /// Prepares a program, or gives up where it has other sums.
    init?(_ whole: WholeProgram, instructions: InstructionSet, tileWidth: Int?) {
        guard let kernels = Self.kernels(for: instructions), whole.floats.inputType == .uint8,
            whole.floats.outputs[0].type == .uint8, let last = whole.sums.last, last.shift <= 24, last.tail == nil,
            whole.sums.dropLast().allSatisfy(\.isPlain), last.term.magnitude < 0x1p30,
            let passes = BoxPasses<Float>(whole.floats, isWanted: { $0.accumulation.type == .float32 })
        else { return nil }
        program = whole.floats
        self.passes = passes
        self.kernels = kernels
        // The taps of the last pass have been divided by what a shift of its sums divides by.
        let floats = whole.floats.branches[0]
        func taps(_ pass: TilePass<Float>?) -> ByteTaps? {
            guard let pass else { return ByteTaps([1]) }
            guard let place = floats.firstIndex(where: { $0.kernel.axes == [pass.axis] }) else { return nil }
            let scale = Double(sign: .plus, exponent: place == floats.count - 1 ? last.shift : 0, significand: 1)
            return ByteTaps(floats[place].kernel.weights.map { $0 * scale })
        }
        distance = passes.horizontal.map { $0.dilation * passes.layout.step } ?? 1
        guard let along = taps(passes.horizontal), let down = taps(passes.vertical),
            passes.vertical?.dilation ?? 1 == 1, along.weights.allSatisfy({ $0.magnitude <= 512 }),
            down.weights.allSatisfy({ Int16(exactly: $0) != nil }),
            along.sums.upperBound - along.sums.lowerBound <= 0xFFFF, along.sums.lowerBound >= -0x10000,
            Self.areBytes(passes.vertical?.border, times: 1),
            Self.areBytes(passes.horizontal?.border, times: down.total)
        else { return nil }
        (self.along, self.down) = (along, down)
        bias =
            Int16(exactly: along.sums.lowerBound) != nil && Int16(exactly: along.sums.upperBound) != nil
            ? 0 : along.sums.lowerBound + 0x8000
        (start, shift) = (Int(last.term) + bias * down.total, last.shift)
        work = BoxWork(
            program, passes.layout, rowAxis: passes.vertical?.axis, reach: passes.vertical?.reach ?? 0,
            rowReach: (passes.horizontal?.reach ?? 0) * passes.layout.step,
            numbersInCache: min(Self.cache / (2 * down.weights.count + 12), Self.longestRow), tileWidth: tileWidth)
    }

    private static func kernels(for instructions: InstructionSet) -> ByteSumTable? {
        #if canImport(PointSpreadKernelsV4N)
            if instructions == .avx512vnni { return PointSpreadKernelsV4N.DotKernels.byteSums }
        #endif
        return nil
    }

    /// Whether all constants of a border are so many times a byte.
    private static func areBytes(_ border: BorderPair?, times factor: Int) -> Bool {
        guard let border else { return true }
        return [border.before, border.after].allSatisfy {
            guard case .constant(let value) = $0, value != 0 else { return true }
            guard factor != 0 else { return false }
            let byte = value / Double(factor)
            return byte >= 0 && byte <= 255 && byte == byte.rounded() && byte * Double(factor) == value
        }
    }

    /// The columns of a tile.
    func columns(_ tile: Int) -> TileColumns { work.columns(tile, of: passes.horizontal) }

    func scratchBytes(threads: Int) -> Int {
        program.outputShape.elementCount == 0 ? 0 : work.threads(threads) * ByteSumWorker.byteCount(self)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        try withEvenLines(input, outputs[0], work.layout) { (source, target) throws(FilterError) in
            try work.run(pool, threads: threads, cancellation: cancellation) { () throws(FilterError) in
                try ByteSumWorker(self)
            } body: { worker, unit in
                worker.run(unit, from: source, into: target, cancellation: cancellation)
            }
        }
    }
}

/// Whole taps, and what sums of bytes with them can be.
struct ByteTaps {
    let weights: [Int]
    let total: Int
    let sums: ClosedRange<Int>

    /// Takes whole numbers that are small.
    init?(_ weights: [Double]) {
        guard weights.allSatisfy({ $0.magnitude < 0x1p20 && $0 == $0.rounded() }) else { return nil }
        self.weights = weights.map { Int($0) }
        total = self.weights.reduce(0, +)
        sums = 255 * self.weights.reduce(0) { $0 + min($1, 0) }...255 * self.weights.reduce(0) { $0 + max($1, 0) }
    }

    /// Groups of four taps as signed bytes, each with the number of its first tap; larger weights are sums of several.
    var groups: [(tap: Int, weights: Int32)] {
        var groups: [(tap: Int, weights: Int32)] = []
        for first in stride(from: 0, to: weights.count, by: 4) {
            var rest = Array(weights[first..<min(first + 4, weights.count)])
            repeat {
                var packed: UInt32 = 0
                for place in rest.indices {
                    let part = min(max(rest[place], -128), 127)
                    packed |= UInt32(UInt8(truncatingIfNeeded: part)) << (8 * place)
                    rest[place] -= part
                }
                groups.append((first, Int32(bitPattern: packed)))
            } while rest.contains { $0 != 0 }
        }
        return groups
    }

    /// The taps of whole pairs of rows as pairs of 16-bit numbers, where the first tap meets the given row; the same number of pairs
    /// for both rows of the first pair.
    func pairs(from row: Int) -> [Int32] {
        (0...weights.count / 2).map { pair in
            func tap(_ place: Int) -> UInt32 {
                UInt32(UInt16(truncatingIfNeeded: weights.indices.contains(place) ? weights[place] : 0))
            }
            return Int32(bitPattern: tap(2 * pair - row) | tap(2 * pair + 1 - row) << 16)
        }
    }
}
