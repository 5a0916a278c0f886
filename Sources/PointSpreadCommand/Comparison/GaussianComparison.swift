import PointSpread
import PointSpreadIO

/// One Gaussian blur by every framework's own function, beside exact arithmetic.
///
/// Exact is the Gaussian sampled at integers and not cut off, summed in 64 bits, the mirror image (`symmetric`) outside.
struct GaussianComparison {
    /// What one framework makes of the picture.
    struct Row {
        let framework: String
        let version: String
        /// The function with its arguments.
        let call: String
        let exactness: String
        /// The type of the samples that it was given.
        let type: ElementType
        let facts: ProgramFacts
        /// In levels of 8 bits, before they are rounded where the framework does not round.
        let result: NDArray<Double>
        /// Away from the borders.
        let inside: Difference
        /// Where borders matter.
        let rim: Difference
    }

    /// How results differ from exact ones.
    struct Difference {
        var count = 0
        /// How many of them are not the exact number rounded to 8 bits, half to even.
        var differing = 0
        /// The largest distance to the exact number, which is not rounded.
        var largest = 0.0

        /// The part that differs, or nothing where there is no sample.
        var share: Double? { count == 0 ? nil : Double(differing) / Double(count) }
    }

    let picture: AnyImage
    let sigma: Double
    let exact: NDArray<Double>
    private(set) var rows: [Row] = []
    /// Frameworks that refuse the picture or the standard deviation, and why.
    private(set) var refusals: [(framework: String, error: FilterError)] = []

    /// Blurs a picture of bytes.
    ///
    /// - Throws: `FilterError` where the picture is no plane of bytes, or memory is short.
    init(_ picture: AnyImage, sigma: Double) throws(FilterError) {
        guard picture.pixels.elementType == .uint8, picture.metadata.spatialAxes == [0, 1], picture.pixels.rank <= 3
        else {
            throw FilterError(
                .mismatch, "picture", expected: "rows and columns of uint8", found: "\(picture.pixels)",
                remedy: "convert it, as with --dtype uint8 --scale auto")
        }
        guard sigma.isFinite, sigma > 0, sigma <= 1000 else {
            throw FilterError(
                .invalidParameter, "sigma", expected: "a number above 0, up to 1000", found: "\(sigma)",
                remedy: "give the standard deviation in samples")
        }
        // Frameworks filter all channels alike.
        var metadata = picture.metadata
        metadata.alpha = .none
        self.picture = try AnyImage(picture.pixels, metadata)
        self.sigma = sigma
        let samples = try picture.pixels.converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        exact = try Image(samples, metadata).filtered(by: GaussianFilter(sigma: .samples(sigma), truncate: 9)).pixels
        try add(
            "pointspread", "native 1", "GaussianFilter(sigma: \(sigma))", "", GaussianFilter(sigma: .samples(sigma)))
        for framework in Framework.all where framework.counterparts.contains(where: { $0.kind == .gaussian }) {
            let filter = try FrameworkFilter(.gaussian, as: framework, [.sigma: .lengths(.uniform(.samples(sigma)))])
            let call = try filter.call(for: self.picture.layout)
            let words = call.description.dropFirst("\(framework.name) \(framework.version) ".count)
            try add(framework.name, framework.version, String(words), "\(call.convention.exactness)", filter)
        }
    }

    private mutating func add(
        _ framework: String, _ version: String, _ call: String, _ exactness: String, _ filter: some Filter
    ) throws(FilterError) {
        var image = picture
        let plan: Plan
        do throws(FilterError) {
            plan = try filter.plan(for: image.layout)
        } catch {
            // Some take real numbers only.
            let samples = try image.pixels.converted(to: Float.self, rounding: .halfEven, overflow: .saturate)
            image = try AnyImage(AnyArray(samples), image.metadata)
            guard let other = try? filter.plan(for: image.layout) else { return refusals.append((framework, error)) }
            plan = other
        }
        let facts = ProgramFacts(plan.program, along: image.metadata.spatialAxes[1])
        var result = try plan.run(image.pixels)[0].converted(to: Double.self, rounding: .halfEven, overflow: .saturate)
        if facts.unit != 1 {
            result.withMutableSpan { span in
                for index in span.indices { span[index] *= facts.unit }
            }
        }
        let (inside, rim) = differences(of: result)
        rows.append(
            Row(
                framework: framework, version: version, call: call, exactness: exactness,
                type: image.pixels.elementType, facts: facts, result: result, inside: inside, rim: rim))
    }

    /// How far a border reaches: beyond it the Gaussian weighs less than a ten thousandth.
    var reach: Int { Int((4 * sigma).rounded(.up)) }

    private func differences(of result: NDArray<Double>) -> (inside: Difference, rim: Difference) {
        var (inside, rim) = (Difference(), Difference())
        forEachSample(of: result) { _, isInside, found, exact in
            if isInside {
                Self.count(found, exact, in: &inside)
            } else {
                Self.count(found, exact, in: &rim)
            }
        }
        return (inside, rim)
    }

    /// Hands over the samples of a result, which may be smaller than the picture, in row-major order: the pixel that each belongs to,
    /// counted from 0, whether that lies inside, the sample, and the exact number for it.
    func forEachSample(
        of result: NDArray<Double>,
        _ body: (_ pixel: Int, _ isInside: Bool, _ found: Double, _ exact: Double) -> Void
    ) {
        let channels = result.shape.rank == 3 ? result.shape[2] : 1
        let (height, width) = (exact.shape[0], exact.shape[1])
        let (top, left) = ((height - result.shape[0]) / 2, (width - result.shape[1]) / 2)
        let rows = reach..<max(height - reach, reach)
        let columns = reach..<max(width - reach, reach)
        result.withSpan { found in
            exact.withSpan { exact in
                var pixel = 0
                for y in top..<top + result.shape[0] {
                    for x in left..<left + result.shape[1] {
                        let isInside = rows.contains(y) && columns.contains(x)
                        for channel in 0..<channels {
                            body(
                                pixel, isInside, found[pixel * channels + channel],
                                exact[(y * width + x) * channels + channel])
                        }
                        pixel += 1
                    }
                }
            }
        }
    }

    private static func count(_ found: Double, _ exact: Double, in difference: inout Difference) {
        func level(_ number: Double) -> Double { min(max(number.rounded(.toNearestOrEven), 0), 255) }
        difference.count += 1
        difference.differing += level(found) == level(exact) ? 0 : 1
        difference.largest = max(difference.largest, (found - exact).magnitude)
    }
}
