import PointSpread
import Testing

@Suite("Pillow's filters, by hand")
struct PillowTests {
    private let layout = Layout(shape: [3, 3], elementType: .uint8)

    /// A filter's result on a picture of 3 × 3 pixels.
    private func result(_ filter: some Filter, _ pixels: [UInt8]) throws -> [UInt8] {
        try NDArray(pixels, shape: [3, 3]).filtered(by: filter, axes: .automatic).elements
    }

    @Test func theFirstRowOfAKernelMeetsTheRowBelow() throws {
        let pixels: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        #expect(try result(Pillow.emboss, pixels) == [1, 2, 3, 4, 128 + 5 - 7, 6, 7, 8, 9])
    }

    @Test func kernelsAreRoundedHalfUpAndLimited() throws {
        let middle: (Double, Double) throws -> UInt8 = { scale, offset in
            let taps = [0, 0, 0, 0, 1.0, 0, 0, 0, 0]
            let filter = try Pillow.kernel(size: Size(width: 3, height: 3), kernel: taps, scale: scale, offset: offset)
            return try result(filter, [UInt8](repeating: 5, count: 9))[4]
        }
        #expect(try middle(2, 0) == 3)
        #expect(try middle(1, 300) == 255)
        #expect(try middle(1, -300) == 0)
        #expect(throws: FilterError.self) { try middle(0, 0) }
    }

    @Test func boxesAreStoredAfterEachAxis() throws {
        let pixels: [UInt8] = [0, 0, 0, 0, 255, 0, 0, 0, 0]
        // 255 ∕ 3 in each row, then a third of that.
        #expect(try result(Pillow.boxBlur(radius: 1), pixels) == [28, 28, 28, 28, 28, 28, 28, 28, 28])
        #expect(
            try result(Pillow.boxBlur(radius: Pillow.Radius(x: 1, y: 0)), pixels) == [0, 0, 0, 85, 85, 85, 0, 0, 0])
    }

    @Test func aBoxWiderThanTheImageNeedsNoMoreTapsThanThat() throws {
        let filter = try Pillow.boxBlur(radius: 1e9)
        let program = try filter.program(for: layout)
        #expect(program.branches[0].allSatisfy { $0.kernel.tapCount == 7 })
    }
}
