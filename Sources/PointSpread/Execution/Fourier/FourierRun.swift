import PointSpreadKernelTable
import Synchronization

/// A program prepared for Fourier transforms of tiles in one type of number.
///
/// The samples that a tile of outputs is made of are convolved with the kernel as if they lay on a ring; the outputs that the
/// ring has not closed upon are kept (overlap-save). Two tiles next to each other along the first axis of the kernel are the
/// real and the imaginary parts of one complex tile.
///
/// A class, so that a call costs little.
final class FourierRun<Number: LineNumber>: Sendable {
    let program: FilterProgram
    let pass: FourierPass
    let tiling: FourierTiling
    let kernels: LineKernelTable<Number>
    let load: LineKernelTable<Number>.Load
    let store: LineKernelTable<Number>.Store
    let axes: [FourierAxis]
    /// The factors of the transforms along each axis.
    let factors: [[Number]]
    /// The axes that the kernel does not run along.
    let batchAxes: [Int]
    /// The largest and the smallest magnitude, but 0, for which no transform leaves the range of the type.
    let range: ClosedRange<Number>
    private let instructions: InstructionSet
    private let spectrum = Mutex<FourierSpectrum<Number>?>(nil)
    private let pool = WorkerPool<FourierWorker<Number>>()

    /// How many tiles of a kernel along one axis are transformed together.
    static var rowsTogether: Int { 16 }

    init(
        _ program: FilterProgram, _ pass: FourierPass, _ tiling: FourierTiling, origin: [Int],
        instructions: InstructionSet
    ) {
        self.program = program
        self.pass = pass
        self.tiling = tiling
        self.instructions = instructions
        kernels = Number.kernels(for: instructions)
        load = kernels.load(from: program.inputType)
        store = kernels.store(to: program.outputs[0].type, pass.pass.store.rounding, pass.pass.store.overflow)
        let kernelAxes = pass.pass.kernel.axes
        axes = kernelAxes.indices.map { place in
            let axis = kernelAxes[place]
            return FourierAxis(
                pass.pass, place: place, inputCount: program.inputShape[axis], origin: origin[axis],
                size: tiling.sizes[place].count, step: tiling.steps[place], parts: place == 0 ? 2 : 1)
        }
        factors = tiling.sizes.map { $0.factors(as: Number.self) }
        batchAxes = program.inputShape.sizes.indices.filter { !kernelAxes.contains($0) }
        let room = Number(number: 16 * Double(tiling.numberCount) * max(1, pass.gain))
        let smallest = Number(sign: .plus, exponent: -Number.longestShift, significand: 1)
        range = smallest...Number.greatestFiniteMagnitude / room
    }

    /// For each axis of the array how many outputs a tile has.
    var tile: [Int] {
        var tile = [Int](repeating: 1, count: program.inputShape.rank)
        for axis in axes { tile[axis.axis] = axis.step * axis.parts }
        return tile
    }

    /// The complex tiles of the result; of a kernel along one axis those of all lines.
    private var tileCount: Int {
        batchAxes.reduce(1) { $0 * program.outputShape[$1] } * axes.reduce(1) { $0 * $1.tileCount }
    }

    /// How many tiles a worker takes at a time.
    private var tilesPerUnit: Int { axes.count == 1 ? Self.rowsTogether : 1 }

    private var unitCount: Int { (tileCount + tilesPerUnit - 1) / tilesPerUnit }

    private func threadCount(_ threads: Int) -> Int {
        // A thread costs about 50 µs, in which it transforms some 10⁴ numbers.
        let numbers = Double(unitCount) * Double(tiling.numberCount)
        return max(1, min(threads, unitCount, Int(min(numbers / 40_000, 1e6))))
    }

    func scratchBytes(threads: Int) -> Int {
        threadCount(threads) * FourierWorker.byteCount(self)
            + FourierSpectrum<Number>.byteCount(tiling, lanes: kernels.fourier.lanes)
    }

    func run(
        _ input: ArrayBuffer, into outputs: [ArrayBuffer], threads: Int, cancellation: Cancellation?
    ) throws(FilterError) {
        guard program.outputShape.elementCount > 0 else { return }
        let count = threadCount(threads)
        let spectrum = try preparedSpectrum()
        let workers = try pool.lease(count) { () throws(FilterError) in try FourierWorker(self) }
        let (tileCount, tilesPerUnit, unitCount) = (tileCount, tilesPerUnit, unitCount)
        let target = outputs[0]
        Threads.run(count, units: unitCount, cancellation: cancellation) { thread, unit in
            let tiles = unit * tilesPerUnit..<min(tileCount, (unit + 1) * tilesPerUnit)
            workers[thread].run(tiles, spectrum, from: input, into: target)
        }
        pool.give(back: workers)
        withExtendedLifetime((input.storage, target.storage)) {}
        try cancellation?.check()
    }

    /// The spectrum of the kernel, made by the first run.
    private func preparedSpectrum() throws(FilterError) -> FourierSpectrum<Number> {
        if let made = spectrum.withLock({ $0 }) { return made }
        let made = try FourierSpectrum<Number>(
            pass.weights, extents: pass.pass.kernel.extents, axes: axes, sizes: tiling.sizes,
            lanes: kernels.fourier.lanes, instructions: instructions)
        spectrum.withLock { $0 = made }
        return made
    }

    /// Where a tile lies: its place along the axes of the batch, in elements of an input and an output, and along the kernel's.
    func locate(_ tile: Int, _ input: ArrayBuffer, _ output: ArrayBuffer) -> FourierPlace {
        // Neighbours in the batch follow each other: where the kernel runs along an outer axis, they share cache lines.
        var place = FourierPlace(source: 0, target: 0, tiles: axes.map { _ in 0 })
        var rest = tile
        for axis in batchAxes.reversed() {
            let index = rest % program.outputShape[axis]
            place.source += index * input.strides[axis]
            place.target += index * output.strides[axis]
            rest /= program.outputShape[axis]
        }
        for axis in axes.indices.reversed() {
            place.tiles[axis] = rest % axes[axis].tileCount
            rest /= axes[axis].tileCount
        }
        return place
    }
}

/// Where a tile lies.
struct FourierPlace {
    var source: Int
    var target: Int
    var tiles: [Int]
}

extension LineNumber {
    /// Samples smaller than 2 to the negative of this are scaled before they are transformed.
    static var longestShift: Exponent { Exponent(elementType == .float32 ? 60 : 900) }
}
