import FoundationEssentials
import PointSpread
import PointSpreadIO

extension Demo {
    /// Writes the page, with every picture inside it.
    func writePage() throws {
        var body = ""
        for name in names {
            let original = try picture(
                AnyImage(contentsOf: "\(photographs)/\(name).png"), title: "Original", command: nil, seconds: nil)
            let figures = try steps(forPhotograph: name).map { step in
                try picture(AnyImage(contentsOf: step.output), title: step.title, step)
            }
            body += HTMLPage.section(name.capitalized, ([original] + figures).joined())
        }
        body += HTMLPage.section(
            "A volume, 32 × 96 × 96 samples", try volumeFigures(),
            """
            Balls in noise. Slices lie 3 mm apart, rows and columns 1 mm, so a blur of 3 mm is one of 1 slice, 3 rows and \
            3 columns. Each picture shows the middle slice, and below it the middle row of all slices.
            """)
        let page = HTMLPage(title: "PointSpread: a demonstration", body: Self.introduction + body + Self.credits)
        try TextFile.write(page.text, to: "\(folder)/index.html", overwriting: true)
    }

    private func volumeFigures() throws -> String {
        var figures = try volumePicture(volumePath, title: "Volume", command: nil, seconds: nil)
        for step in volumeSteps {
            let seconds = results[step.output]?.seconds
            figures += try volumePicture(step.output, title: step.title, command: step.command, seconds: seconds)
        }
        return figures
    }

    /// The middle slice of a volume, and below it its middle row in all slices.
    private func volumePicture(
        _ path: String, title: String, command: String?, seconds: [(step: String, value: Double)]?
    ) throws -> String {
        let volume = try NDArray<Float>(contentsOf: path)
        let (depth, height, width) = (volume.shape[0], volume.shape[1], volume.shape[2])
        let largest = max(volume.elements.max() ?? 1, .leastNonzeroMagnitude)
        // Slices are three times as far apart as rows; a light line parts the two views.
        let gap = 2
        let sheet = try NDArray<UInt8>(shape: [height + gap + 3 * depth, width]) { index in
            let row = index[0]
            if (height..<height + gap).contains(row) { return 255 }
            let value =
                row < height
                ? volume[depth / 2, row, index[1]] : volume[(row - height - gap) / 3, height / 2, index[1]]
            return UInt8(max(0, min(255, value / largest * 255)))
        }
        let image = try AnyImage(AnyArray(sheet), ImageMetadata(roles: [.y, .x]))
        return try picture(image, title: title, command: command, seconds: seconds)
    }

    private func picture(_ image: AnyImage, title: String, _ step: DemoStep) throws -> String {
        try picture(image, title: title, command: step.command, seconds: results[step.output]?.seconds)
    }

    /// One picture with its caption.
    private func picture(
        _ image: AnyImage, title: String, command: String?, seconds: [(step: String, value: Double)]?
    ) throws -> String {
        let times = seconds?.map { "\($0.step) \(Self.milliseconds($0.value))" }.joined(separator: ", ")
        return try HTMLPage.figure(image, title: title, code: command, note: times)
    }

    private static func milliseconds(_ seconds: Double) -> String {
        let tenths = (seconds * 10_000).rounded()
        return "\(tenths / 10) ms"
    }

    private static let introduction = """
        <h1>PointSpread</h1>
        <p>Every picture below was made by the command under it. The times are those of this run: reading the file, \
        filtering, and writing the result.</p>

        """

    private static let credits = """
        <p><small>The astronaut is Eileen Collins, photographed by NASA, public domain. Chelsea the cat was photographed by \
        Stéfan van der Walt, CC0.</small></p>

        """
}
