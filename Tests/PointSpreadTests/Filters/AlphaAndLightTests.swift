import PointSpread
import TestSupport
import Testing

@Suite("The native convention, version 1: alpha and linear light")
struct AlphaAndLightTests {
    private func image<Element>(
        _ samples: [Element], _ shape: Shape, roles: [AxisRole] = [.y, .x, .channel],
        alpha: ImageMetadata.Alpha = .straight
    ) throws -> Image<Element> {
        var metadata = ImageMetadata(roles: roles)
        metadata.alpha = alpha
        return try Image(NDArray(samples, shape: shape), metadata)
    }

    private let mean = BoxFilter(width: [1, 2], border: .wrap)

    @Test("colours count as much as their alpha")
    func weights() throws {
        let pixels: [Float] = [1, 0, 0, 1, 0, 1, 0, 0]
        let straight = try image(pixels, [1, 2, 4]).filtered(by: mean)
        #expect(straight.pixels.elements == [1, 0, 0, 0.5, 1, 0, 0, 0.5])
        let premultiplied = try image(pixels, [1, 2, 4], alpha: .premultiplied).filtered(by: mean)
        #expect(premultiplied.pixels.elements == [0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.5])
        let greyAlpha = try image([10, 3, 50, 1] as [Float], [1, 2, 2]).filtered(by: mean)
        #expect(greyAlpha.pixels.elements == [20, 2, 20, 2])
    }

    @Test("derivatives are those of the colours as they look over black, in the units of the samples")
    func derivatives() throws {
        // Grey 10, 20, 40, opaque but for the last, whose alpha is a fifth.
        let slopes = try image([10, 255, 20, 255, 40, 51] as [UInt8], [1, 3, 2]).derivative(along: 1)
        #expect(slopes.pixels[.all, .all, .index(0)].elements == [5, -1, -6])
        #expect(slopes.metadata.alpha == .none)
    }

    @Test("where the resulting alpha is 0, colour is 0")
    func nothing() throws {
        let floats = try image([5, 6, 7, 0, 8, 9, 10, 0] as [Float], [1, 2, 4]).filtered(by: mean)
        #expect(floats.pixels.elements.allSatisfy { $0 == 0 })
        // An alpha of ½ rounds to 0 in bytes, one of 1½ to 2.
        let bytes = try image([200, 1, 100, 0] as [UInt8], [1, 2, 2]).filtered(by: mean)
        #expect(bytes.pixels.elements == [0, 0, 0, 0])
        let more = try image([200, 2, 100, 1] as [UInt8], [1, 2, 2]).filtered(by: mean)
        #expect(more.pixels.elements == [167, 2, 167, 2])
    }

    @Test("interleaved and planar give the same bits", arguments: [ElementType.uint8, .uint16, .float32, .float64])
    func layouts(type: ElementType) throws {
        var random = SeededGenerator(seed: 1)
        var interleaved = ImageMetadata(roles: [.y, .x, .channel])
        interleaved.alpha = .straight
        var planar = ImageMetadata(roles: [.channel, .y, .x])
        planar.alpha = .straight
        let pixels = try randomArray(of: type, shape: [19, 23, 4], .small, using: &random)
        let filters: [any Filter] = [
            GaussianFilter(sigma: 1.5), BoxFilter(width: 4), UnsharpMaskFilter(sigma: 1, amount: 2, threshold: 0.1),
            MotionFilter(length: 4, angle: 30), DerivativeFilter(along: -2, kind: .sobel), LaplacianFilter(sigma: 1),
        ]
        for (place, filter) in filters.enumerated() where place != 4 {
            for light in [false, true] {
                func result(_ image: AnyImage) throws -> AnyArray {
                    let layout = light ? image.layout.inLinearLight() : image.layout
                    let plan = try filter.plan(for: layout)
                    let found = try plan.run(image.pixels)[0]
                    #expect(try difference(found, referenceResults(of: plan.program, image.pixels)[0]) == nil)
                    return found
                }
                let first = try result(AnyImage(pixels, interleaved))
                let second = try result(AnyImage(pixels.transposed([2, 0, 1]).contiguous(), planar))
                #expect(
                    try difference(first.transposed([2, 0, 1]), second) == nil, "seed 1, \(filter), light \(light)")
            }
        }
    }

    @Test("unsharp masks leave alpha as it is, and compare colours that alpha has been divided out of")
    func unsharp() throws {
        var random = SeededGenerator(seed: 2)
        let pixels = try randomArray(Float.self, shape: [9, 8, 4], .small, using: &random)
        let photo = try image(pixels.elements.map { abs($0) }, [9, 8, 4])
        let sharp = try photo.unsharpMasked(sigma: 1)
        #expect(sharp.pixels[.all, .all, .index(3)] == photo.pixels[.all, .all, .index(3)])
        let flat = try image([Float](repeating: 7, count: 72 * 4), [9, 8, 4]).unsharpMasked(sigma: 1, threshold: 1e-5)
        #expect(flat.pixels.elements.allSatisfy { $0 == 7 })
    }

    @Test func constantsOutsideMustBeNothing() throws {
        let photo = try image([Float](repeating: 1, count: 16), [2, 2, 4])
        #expect {
            try photo.gaussianBlurred(sigma: 1, border: .constant(1))
        } throws: { ($0 as? FilterError)?.subject == "border" && "\($0)".contains("constant(0)") }
        #expect(try photo.gaussianBlurred(sigma: 1, border: .constant(0)).pixels[0, 0, 3] < 1)
        let opaque = try image([Float](repeating: 1, count: 16), [2, 2, 4], alpha: .none)
        #expect(try opaque.boxBlurred(width: 3, border: .constant(1)).pixels[0, 0, 0] == 1)
    }

    @Test("linear light: every flat grey stays, and half of white is 188")
    func light() throws {
        for grey in UInt8.min...255 {
            let flat = try NDArray<UInt8>(repeating: grey, shape: [3, 3])
            let plan = try GaussianFilter(sigma: 1).plan(for: flat.layout.inLinearLight())
            #expect(try plan.run(flat)[0].typed(UInt8.self) == flat)
        }
        let stripes = try NDArray<UInt8>([0, 255], shape: [1, 2])
        #expect(try mean.plan(for: stripes.layout.inLinearLight()).run(stripes)[0].doubles == [188, 188])
        #expect(try mean.plan(for: stripes.layout).run(stripes)[0].doubles == [128, 128])
        let outside = BoxFilter(width: 3, border: .constant(255))
        let white = try NDArray<UInt8>(repeating: 255, shape: [2, 2])
        #expect(try outside.plan(for: white.layout.inLinearLight()).run(white)[0].typed(UInt8.self) == white)
    }

    @Test("an image's axes are its own: channels, frames and spacing")
    func axes() throws {
        var random = SeededGenerator(seed: 3)
        let pixels = try randomArray(Float.self, shape: [2, 9, 11, 3], using: &random)
        var metadata = ImageMetadata(roles: [.time, .y, .x, .channel])
        metadata.spacing[1] = try Spacing(2, .millimetre)
        metadata.spacing[2] = try Spacing(500, .micrometre)
        let film = try Image(pixels, metadata)
        let blurred = try film.gaussianBlurred(sigma: .millimetres(1))
        #expect(try blurred.pixels == pixels.gaussianBlurred(sigma: [0.5, 2], axes: [1, 2]))
        #expect(blurred.metadata == metadata)
        #expect(try film.gaussianBlurred(sigma: 1).pixels == pixels.gaussianBlurred(sigma: 1, axes: [1, 2]))
        #expect(try film.gaussianBlurred(sigma: 1, axes: [0]).pixels == pixels.gaussianBlurred(sigma: 1, axes: [0]))
        #expect(throws: FilterError.self) { try film.gaussianBlurred(sigma: 1, axes: [3]) }
        #expect(try film.derivative(along: 1).metadata == metadata)
    }
}
