import PointSpread
import PointSpreadShims
import TestSupport
import Testing

/// Memory of results that is used again.
@Suite struct KeptMemoryTests {
    private let kept = KeptMemory()

    private func block(_ byteCount: Int) throws -> UnsafeMutableRawPointer {
        try #require(pointspread_allocate(byteCount, 64))
    }

    @Test func blocksOfTheSameSizeComeBackOnce() throws {
        let (first, second) = (try block(40 << 20), try block(50 << 20))
        kept.keep(first, 40 << 20)
        kept.keep(second, 50 << 20)
        #expect(kept.byteCount == 90 << 20)
        #expect(kept.take(45 << 20) == nil)
        #expect(kept.take(40 << 20) == first)
        #expect(kept.take(40 << 20) == nil)
        #expect(kept.byteCount == 50 << 20)
        pointspread_free(first)
    }

    @Test func smallAndHugeBlocksAreNotKept() throws {
        for size in [100, KeptMemory.least - 1, KeptMemory.most + 1] { kept.keep(try block(size), size) }
        #expect(kept.byteCount == 0)
    }

    @Test func theOldestBlocksMakeRoom() throws {
        let sizes = [100 << 20, 101 << 20, 102 << 20]
        for size in sizes { kept.keep(try block(size), size) }
        #expect(kept.byteCount == sizes[1] + sizes[2])
        #expect(kept.take(sizes[0]) == nil)
    }

    @Test func aResultThatIsHeldKeepsItsMemory() throws {
        let image = try NDArray<Float>(repeating: 1, shape: [3001, 3001])
        let plan = try BoxFilter(width: 3).plan(for: image.layout)
        _ = try plan.run(image)
        let second = try plan.run(image)[0]
        let third = try plan.run(image)[0]
        #expect(third.buffer.base != second.buffer.base)
        #expect(try difference(third, second) == nil)
    }
}
