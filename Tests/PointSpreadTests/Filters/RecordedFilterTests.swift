import PointSpread
import TestSupport
import Testing

@Suite("Filters against SciPy's recorded results")
struct RecordedFilterTests {
    @Test func correlationsAndConvolutionsAreEqual() throws {
        var count = 0
        for call in try RecordedFilter.all() {
            let kernel = try Kernel(call.kernel.elements, extents: call.kernel.shape.sizes)
            let mode = CorrelationMode(rawValue: call.words[1]) ?? .same
            let border = PerAxis.everywhere(call.words[0].hasPrefix("signal") ? .constant(0) : call.border)
            let program: FilterProgram
            let layout = call.input.layout.filtering(.all)
            switch call.words[0] {
            case "correlate", "signal-correlate":
                program = try CorrelationFilter(kernel: kernel, mode: mode, border: border).program(for: layout)
            case "convolve", "signal-convolve":
                program = try ConvolutionFilter(kernel: kernel, mode: mode, border: border).program(for: layout)
            default: continue
            }
            count += 1
            let reference = try referenceResults(of: program, call.input)[0]
            let planned = try Plan(program, layout: layout).run(call.input)[0]
            for (name, found) in [("reference", reference), ("plan", planned)] {
                // Numbers, not bits: sums that cancel may be −0.
                guard found.typed(Double.self) == call.result else {
                    Issue.record("\(name), \(call): \(try difference(found, call.result) ?? "")")
                    return
                }
            }
        }
        #expect(count > 100)
    }

    @Test func smoothingAndDerivativesAgreeWithinRounding() throws {
        var count = 0
        for call in try RecordedFilter.all() {
            let border = PerAxis.everywhere(call.border)
            let found: NDArray<Double>
            switch call.words[0] {
            case "gaussian":
                found = try call.input.gaussianBlurred(sigma: .samples(call.number), border: border, axes: .all)
            case "uniform": found = try call.input.boxBlurred(width: Int(call.number), border: border, axes: .all)
            case "laplace": found = try call.input.laplacian(border: border, axes: .all)
            case "sobel", "prewitt":
                let kind: DerivativeKernel = call.words[0] == "sobel" ? .sobel : .prewitt
                found = try call.input.derivative(along: Int(call.number), kind: kind, border: border, axes: .all)
            default: continue
            }
            count += 1
            let errors = zip(found.elements, call.result.elements).map { abs($0 - $1) }
            let worst = errors.max() ?? 0
            if found.shape != call.result.shape || worst > 2e-12 { Issue.record("\(call): off by \(worst)") }
        }
        #expect(count > 150)
    }
}
