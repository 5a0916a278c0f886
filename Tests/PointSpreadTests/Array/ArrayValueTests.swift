import PointSpread
import TestSupport
import Testing

@Suite("Arrays are values")
struct ArrayValueTests {
    private func ramp(_ shape: Shape) throws -> NDArray<Int32> {
        try NDArray(Array(0..<Int32(shape.elementCount)), shape: shape)
    }

    @Test func writingLeavesCopiesAlone() throws {
        var array = try ramp([3, 4])
        let copy = array
        array[1, 2] = 99
        #expect(array[1, 2] == 99)
        #expect(copy[1, 2] == 6)
        #expect(copy.elements == Array(0..<12))
    }

    @Test func slicesShareMemoryUntilOneIsWritten() throws {
        var array = try ramp([3, 4])
        var slice = array[.index(1), .reversed]
        #expect(slice.buffer.storage === array.buffer.storage)
        slice[0] = -1
        #expect(slice.elements == [-1, 6, 5, 4])
        #expect(array.elements == Array(0..<12))
        let column = array[.all, .index(3)]
        array[2, 3] = -2
        #expect(column.elements == [3, 7, 11])
    }

    @Test func everyViewOfAnArrayIsAValue() throws {
        let original = try ramp([2, 3, 2])
        var views = [
            original.transposed, try original.transposed([1, -1, 0]), original[.every(-1), .range(1..<3)],
            try original.reshaped(to: [12]), try original.contiguous(),
            AnyArray(original).typed(Int32.self) ?? original,
        ]
        for place in views.indices {
            try views[place].withUniqueBuffer { (buffer) throws(FilterError) in
                buffer.base.storeBytes(of: -7, as: Int32.self)
            }
        }
        #expect(original.elements == Array(0..<12))
        #expect(views.allSatisfy { $0.elements.contains(-7) })
    }

    @Test func mutableSpansAreOfContiguousMemoryOfOnesOwn() throws {
        let original = try ramp([2, 3])
        var view = original.transposed
        view.withMutableSpan { span in
            for place in span.indices { span[place] *= 10 }
        }
        #expect(view.shape == [3, 2] && view.isContiguous)
        #expect(view.elements == [0, 30, 10, 40, 20, 50])
        #expect(original.elements == Array(0..<6))
        #expect(original.withSpan { $0[4] } == 4)
    }

    @Test func equalityIsOfShapesAndElements() throws {
        let array = try ramp([2, 3])
        #expect(try array == array.transposed.transposed.contiguous())
        #expect(try array != array.reshaped(to: [3, 2]))
        #expect(try NDArray<Float>(repeating: .nan, shape: [1]) != NDArray<Float>(repeating: .nan, shape: [1]))
        #expect(AnyArray(array).typed(Float.self) == nil)
        #expect("\(array) and \(AnyArray(array))" == "2×3 of int32 and 2×3 of int32")
    }

    @Test func initialisersGiveEveryElement() throws {
        let array = try NDArray<Double>(shape: [2, 3, 2]) { Double(100 * $0[0] + 10 * $0[1] + $0[2]) }
        #expect(array.elements == [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121])
        #expect(array[1, 2, 0] == 120)
        #expect(try NDArray<UInt8>(repeating: 7, shape: [2, 2]).elements == [7, 7, 7, 7])
        #expect(throws: FilterError.self) { try NDArray<UInt8>([1, 2, 3], shape: [2, 2]) }
    }

    @Test("empty arrays, scalars and eight axes")
    func extremes() throws {
        let scalar = try NDArray<Int16>([5], shape: [])
        #expect(scalar[] == 5 && scalar.rank == 0 && scalar.isContiguous && scalar.transposed[] == 5)
        #expect(scalar.shape.description == "scalar")
        #expect(try scalar.reshaped(to: [1, 1]).elements == [5])
        let empty = try NDArray<Float>(repeating: 1, shape: [3, 0, 2])
        #expect(empty.elements.isEmpty && empty.isContiguous && empty.transposed.elements.isEmpty)
        #expect(try empty.converted(to: UInt8.self, rounding: .halfEven, overflow: .fail).shape == [3, 0, 2])
        #expect(try empty.take([2, 0], axis: 0).shape == [2, 0, 2])
        let deep = try ramp([2, 1, 2, 1, 3, 1, 1, 2])
        #expect(deep.transposed.transposed == deep)
        #expect(deep[.index(1), .all, .index(0), .all, .index(2)].elements == [16, 17])
    }

    @Test("an array too large for the memory is an error")
    func shortage() {
        #expect { try NDArray<Double>(repeating: 0, shape: [1 << 30, 1 << 29]) } throws: { error in
            (error as? FilterError)?.code == .outOfMemory
        }
        #expect { try NDArray<Double>(repeating: 0, shape: [1 << 30, 1 << 31]) } throws: { error in
            (error as? FilterError)?.code == .invalidShape
        }
    }
}

@Suite("Shapes")
struct ShapeTests {
    @Test func stridesOfRowMajorOrder() throws {
        #expect(([2, 3, 4] as Shape).contiguousStrides == [12, 4, 1])
        #expect(([5, 0, 3] as Shape).contiguousStrides == [3, 3, 1])
        #expect(([] as Shape).contiguousStrides.isEmpty)
        #expect(([480, 640, 3] as Shape).description == "480×640×3")
        #expect(([4, 5] as Shape).elementCount == 20 && ([4, 0] as Shape).elementCount == 0)
    }

    @Test(arguments: [
        [-1], [3, -2], [1 << 40, 1 << 40], [.max, 2], [0, .max, 2], [1, 1, 1, 1, 1, 1, 1, 1, 1],
    ])
    func impossible(sizes: [Int]) {
        #expect { try Shape(sizes) } throws: { ($0 as? FilterError)?.code == .invalidShape }
    }
}
