import PointSpread
import TestSupport
import Testing

/// An array as a list of places, for which every operation is one obvious line.
private struct PlainArray {
    var sizes: [Int]
    /// The value at an index.
    var value: ([Int]) -> Int32

    var elements: [Int32] {
        var indices: [[Int]] = [[]]
        for size in sizes { indices = indices.flatMap { index in (0..<size).map { index + [$0] } } }
        return indices.map(value)
    }
}

@Suite("Slicing and reordering")
struct SlicingTests {
    @Test("random chains of slices, transpositions, reshapes and picks", arguments: UInt64(1)...4)
    func randomChains(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let sizes = (0..<Int.random(in: 0...4, using: &random)).map { _ in Int.random(in: 0...6, using: &random) }
            let shape = try Shape(sizes)
            var array = try NDArray(Array(0..<Int32(shape.elementCount)), shape: shape)
            let strides = shape.contiguousStrides
            var plain = PlainArray(sizes: sizes) { Int32(zip($0, strides).reduce(0) { $0 + $1.0 * $1.1 }) }
            var story = "seed \(seed): \(shape)"
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                story += try step(&array, &plain, using: &random)
                guard array.shape.sizes == plain.sizes, array.elements == plain.elements else {
                    Issue.record("\(story): \(array.elements) of \(array.shape) instead of \(plain.elements)")
                    return
                }
            }
        }
    }

    private func step(
        _ array: inout NDArray<Int32>, _ plain: inout PlainArray, using random: inout SeededGenerator
    ) throws -> String {
        let old = plain
        let rank = old.sizes.count
        switch Int.random(in: 0..<4, using: &random) {
        case 0:
            let slices = old.sizes.map { randomSlice($0, using: &random) }
            array = try array.sliced(slices.map(\.slice))
            let kept = slices.indices.filter { slices[$0].isKept }
            plain = PlainArray(sizes: kept.map { slices[$0].places.count }) { index in
                var places = slices.map { $0.places.first ?? 0 }
                for (axis, place) in zip(kept, index) { places[axis] = slices[axis].places[place] }
                return old.value(places)
            }
            return ", slices \(slices.map(\.slice))"
        case 1:
            let order = Array(0..<rank).shuffled(using: &random)
            array = try array.transposed(order.map { Bool.random(using: &random) ? $0 : $0 - rank })
            plain = PlainArray(sizes: order.map { old.sizes[$0] }) { index in
                old.value((0..<rank).map { axis in index[order.firstIndex(of: axis) ?? 0] })
            }
            return ", transposed \(order)"
        case 2:
            let elements = old.elements
            array = try array.reshaped(to: [elements.count])
            plain = PlainArray(sizes: [elements.count]) { elements[$0[0]] }
            return ", flattened"
        default:
            guard rank > 0, !old.sizes.contains(0) else { return "" }
            let axis = Int.random(in: 0..<rank, using: &random)
            let size = old.sizes[axis]
            let picks = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                Int.random(in: -size..<size, using: &random)
            }
            array = try array.take(picks, axis: Bool.random(using: &random) ? axis : axis - rank)
            var sizes = old.sizes
            sizes[axis] = picks.count
            plain = PlainArray(sizes: sizes) { index in
                var places = index
                places[axis] = (picks[index[axis]] + size) % size
                return old.value(places)
            }
            return ", took \(picks) of axis \(axis)"
        }
    }

    /// A slice, and the places that it stands for, spelt out.
    private func randomSlice(
        _ size: Int, using random: inout SeededGenerator
    ) -> (slice: AxisSlice, places: [Int], isKept: Bool) {
        let steps = [1, 1, 2, 3, 7, -1, -2, -3, -7]
        let step = steps[Int.random(in: steps.indices, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where size > 0:
            let index = Int.random(in: -size..<size, using: &random)
            return (.index(index), [(index + size) % size], false)
        case 1: return (.every(step), Self.places(0..<size, step), true)
        default:
            let lower = Int.random(in: 0...size, using: &random)
            let range = lower..<Int.random(in: lower...size, using: &random)
            return (.range(range, step: step), Self.places(range, step), true)
        }
    }

    private static func places(_ range: Range<Int>, _ step: Int) -> [Int] {
        step > 0
            ? Array(stride(from: range.lowerBound, to: range.upperBound, by: step))
            : Array(stride(from: range.upperBound - 1, through: range.lowerBound, by: step))
    }

    @Test func picturesOfTheDocumentation() throws {
        let line = try NDArray(Array(Int32(0)..<10), shape: [10])
        #expect(line[.range(0..<10, step: -3)].elements == [9, 6, 3, 0])
        #expect(line[.every(4)].elements == [0, 4, 8])
        #expect(line[.every(-4)].elements == [9, 5, 1])
        #expect(line[.range(5..<5)].elements.isEmpty)
        #expect(line[.index(-1)][] == 9)
        let frames = try NDArray<Float>(shape: [2, 3, 50, 25, 1]) { Float($0[3]) + Float($0[2]) * 100 }
        let picked = try frames.take([2, 3, 4, 5, 11], axis: 3)
        #expect(picked.shape == [2, 3, 50, 5, 1])
        #expect(picked[1, 2, 40, 4, 0] == 4011 && picked[0, 0, 0, 0, 0] == 2)
    }

    @Test func refusals() throws {
        let array = try NDArray<Float>(repeating: 0, shape: [3, 4])
        func refused(_ code: FilterError.Code, _ words: String, _ work: () throws -> some Any) {
            #expect(throws: Never.self) {
                do {
                    _ = try work()
                    Issue.record("expected an error that says \(words)")
                } catch let error as FilterError {
                    #expect(error.code == code && error.description.contains(words), "\(error)")
                }
            }
        }
        refused(.outOfRange, "a part of 0..<4 along axis 1, found 2..<5") { try array.sliced([.all, .range(2..<5)]) }
        refused(.outOfRange, "found -1..<2") { try array.sliced([.range(-1..<2)]) }
        refused(.outOfRange, "found -4") { try array.sliced([.index(-4)]) }
        refused(.outOfRange, "other than 0") { try array.sliced([.every(0)]) }
        refused(.outOfRange, "other than 0") { try array.sliced([.every(.min)]) }
        refused(.invalidAxes, "at most 2 slices, found 3") { try array.sliced([.all, .all, .all]) }
        refused(.invalidAxes, "each of the 2 axes once") { try array.transposed([0, 0]) }
        refused(.invalidAxes, "each of the 2 axes once") { try array.transposed([1]) }
        refused(.invalidAxes, "found 2") { try array.transposed([0, 2]) }
        refused(.invalidAxes, "found -3") { try array.take([0], axis: -3) }
        refused(.outOfRange, "from -4 to 3 along axis 1, found 4") { try array.take([0, 4], axis: 1) }
        refused(.invalidShape, "12 elements, as in 3×4") { try array.reshaped(to: [13]) }
        refused(.invalidAxes, "no axis of a scalar") {
            try NDArray<Float>(repeating: 0, shape: []).take([], axis: 0)
        }
    }
}
