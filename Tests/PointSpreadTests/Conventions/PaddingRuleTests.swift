import PointSpread
import Testing

@Suite("where kernels of PyTorch and Keras fall")
struct PaddingRuleTests {
    @Test func torchPutsTheOddSampleOfAnEvenKernelBehind() throws {
        let same = try PyTorch.convolution(count: 10, taps: 4, padding: .same)
        #expect(same == AxisGeometry(before: 1, outputCount: 10))
        #expect(same.after(inputCount: 10, taps: 4) == 2)
        let wide = try PyTorch.convolution(count: 10, taps: 4, padding: .same, dilation: 3)
        #expect(wide == AxisGeometry(before: 4, outputCount: 10, dilation: 3))
    }

    @Test func stridesOfTorchBeginAtTheFirstSample() throws {
        let strided = try PyTorch.convolution(count: 6, taps: 3, stride: 2, padding: .samples(1))
        #expect(strided == AxisGeometry(before: 1, outputCount: 3, stride: 2))
        #expect((0..<3).map { strided.position(output: $0, tap: 1) } == [0, 2, 4])
    }

    @Test func stridesOfKerasDependOnTheSize() throws {
        let even = try Keras.convolution(count: 6, taps: 3, stride: 2, padding: .same)
        #expect((0..<3).map { even.position(output: $0, tap: 1) } == [1, 3, 5])
        let odd = try Keras.convolution(count: 7, taps: 3, stride: 2, padding: .same)
        #expect((0..<4).map { odd.position(output: $0, tap: 1) } == [0, 2, 4, 6])
        #expect(try Keras.convolution(count: 7, taps: 2, padding: .same) == AxisGeometry(before: 0, outputCount: 7))
        #expect(
            try Keras.convolution(count: 7, taps: 3, stride: 2) == AxisGeometry(before: 0, outputCount: 3, stride: 2))
        #expect(try Keras.convolution(count: 2, taps: 3).outputCount == 0)
    }

    @Test func transposedConvolutionsUndoTheSizeOfOthers() throws {
        let down = try PyTorch.convolution(count: 9, taps: 3, stride: 2, padding: .samples(1))
        let up = try PyTorch.transposedConvolution(count: down.outputCount, taps: 3, stride: 2, padding: 1)
        #expect(up == AxisGeometry(before: 1, outputCount: 9, stuffing: 1))
    }

    @Test func whatCannotBeIsRefused() throws {
        #expect(throws: FilterError.self) { try PyTorch.convolution(count: 10, taps: 3, stride: 2, padding: .same) }
        #expect(throws: FilterError.self) { try PyTorch.convolution(count: 2, taps: 5, padding: .samples(1)) }
        #expect(throws: FilterError.self) { try PyTorch.transposedConvolution(count: 3, taps: 3, outputPadding: 1) }
        #expect(throws: FilterError.self) { try Keras.convolution(count: 3, taps: 0) }
    }

    @Test func sizesAndDeviationsOfDALI() {
        #expect([0.1, 0.34, 1, 1.5].map { DALI.windowSize(sigma: $0) } == [3, 5, 7, 11])
        #expect(DALI.sigma(windowSize: 11) == 2)
        #expect(DALI.sigma(windowSize: 3) == 0.8)
    }
}
