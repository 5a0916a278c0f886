import PointSpread
import TestSupport
import Testing

@Suite("A part with its neighbours gives the part of the whole, by other frameworks' rules too")
struct ConventionHaloTests {
    private func filters() throws -> [any Filter] {
        let size = Size(width: 5, height: 3)
        let taps = try Kernel([1, -2, 3, 4, 5, -6], extents: [2, 3])
        return [
            try Pillow.gaussianBlur(radius: 0.8), try Pillow.boxBlur(radius: Pillow.Radius(x: 1.5, y: 0)),
            Pillow.sharpen,
            try Pillow.unsharpMask(radius: 0.6), try Torchvision.gaussianBlur(kernelSize: size),
            try Torchvision.adjustSharpness(1.7), try Torchvision.adjustSharpness(0.3, version: .second),
            try Kornia.gaussianBlur2D(kernelSize: size, sigmaX: 1, sigmaY: 2), try Kornia.boxBlur(kernelSize: size),
            try Kornia.unsharpMask(kernelSize: size, sigmaX: 1, sigmaY: 2), try Kornia.sobel(),
            try Kornia.spatialGradient(order: 2), try Kornia.laplacian(kernelSize: size),
            try Kornia.motionBlur(kernelSize: 5, angle: 30, direction: 0.5), try Kornia.filter2D(kernel: taps),
            try ITK.discreteGaussian(variance: [1, 2]), try Vips.gaussblur(sigma: 1.5),
            try Vips.conv(mask: taps, scale: 5, offset: 3, precision: .integer), try DALI.gaussianBlur(sigma: 1),
            try MATLAB.imfilter(taps), try MATLAB.imgaussfilt(sigma: 1),
        ]
    }

    @Test func parts() throws {
        var random = SeededGenerator(seed: 3)
        let whole = try randomArray(of: .uint8, shape: [40, 44], using: &random)
        let (rows, columns) = (11..<25, 9..<30)
        let part = whole[
            .range(rows.lowerBound - 8..<rows.upperBound + 7), .range(columns.lowerBound - 9..<columns.upperBound + 7)]
        var layout = part.layout
        layout.halos = [.init(before: 8, after: 7), .init(before: 9, after: 7)]
        for filter in try filters() {
            let plan = try filter.plan(for: layout)
            #expect(plan.program.outputShape == [14, 21])
            for (found, all) in zip(try plan.run(part), try filter.plan(for: whole.layout).run(whole)) {
                if let words = try difference(found, all[.range(rows), .range(columns)]) {
                    Issue.record("seed 3, \(filter): \(words)\n\(plan)")
                }
            }
        }
    }

    @Test("what makes sense for whole arrays only says so")
    func wholeArrays() throws {
        var layout = Layout(shape: [20, 20], elementType: .float64)
        layout.halos[0].after = 4
        for filter in [try DIPlib.gaussFT() as any Filter, try MATLAB.conv2(try Kernel([1, 1], extents: [1, 2]))] {
            #expect(throws: FilterError.self) { try filter.plan(for: layout) }
        }
        // A kernel of Pillow's keeps the rim of the whole.
        #expect(throws: FilterError.self) { try Pillow.smooth.plan(for: layout) }
    }
}
