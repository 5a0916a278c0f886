import PointSpread
import Testing
import TestSupport

@Test func smoke() throws {
    let image = try NDArray<UInt8>(shape: [37, 53, 3]) { UInt8(truncatingIfNeeded: $0[0] * 31 + $0[1] * 17 + $0[2] * 7 + $0[0] * $0[1]) }
    var layout = image.layout
    layout.channelAxis = 2
    let filters: [any Filter] = [GaussianFilter(sigma: 2), BoxFilter(width: 4), BoxFilter(fractionalWidth: 4.5), MotionFilter(length: 9, angle: 30), GradientFilter(.magnitude), LaplacianFilter(), LaplacianFilter(sigma: 1.5), UnsharpMaskFilter(sigma: 2), GaussianFilter(sigma: 1, border: .constant(9)), DerivativeFilter(along: 0, kind: .sobel), GradientFilter(.orientation)]
    for filter in filters {
        for alpha in [false, true] {
            for linear in [false, true] {
                var layout = layout
                layout.hasStraightAlpha = alpha
                if linear { layout = layout.inLinearLight() }
                guard let plan = try? filter.plan(for: layout) else { print("refused", filter, alpha); continue }
                #expect(plan.method == .lines, "\(plan)")
                let fast = try plan.run(image)
                let slow = try Plan.reference(plan.program, image)
                for (a, b) in zip(fast, slow) {
                    if let x = a.typed(Float.self), let y = b.typed(Float.self) { #expect(x == y, "\(filter)") }
                    if let x = a.typed(UInt8.self), let y = b.typed(UInt8.self) { #expect(x == y, "\(filter) \(alpha) \(linear)") }
                }
            }
        }
    }
    print(try GaussianFilter(sigma: 2).plan(for: layout))
    print(try UnsharpMaskFilter(sigma: 2).plan(for: layout))
}
extension Plan {
    static func reference(_ program: FilterProgram, _ input: some StridedArray) throws -> [AnyArray] {
        let outputs = try program.outputs.map { try ArrayBuffer(uninitialized: program.outputShape, of: $0.type) }
        try ReferenceExecutor(program).run(input.buffer, into: outputs, threads: 1)
        return outputs.map { AnyArray($0) }
    }
}
