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
            body += section(name.capitalized, ([original] + figures).joined())
        }
        body += section(
            "A volume, 32 × 96 × 96 samples", try volumeFigures(),
            """
            Balls in noise. Slices lie 3 mm apart, rows and columns 1 mm, so a blur of 3 mm is one of 1 slice, 3 rows and \
            3 columns. Each picture shows the middle slice, and below it the middle row of all slices.
            """)
        let page = Self.page.replacing("BODY", with: body)
        try Array(page.utf8).withUnsafeBytes { bytes in
            try Data(bytes).write(to: URL(filePath: "\(folder)/index.html"), options: .atomic)
        }
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
        let bytes = try image.encoded(as: .png)
        let times = seconds?.map { "\($0.step) \(Self.milliseconds($0.value))" }.joined(separator: ", ")
        return """
            <figure><img src="data:image/png;base64,\(Data(bytes).base64EncodedString())" alt="\(title)">
            <figcaption><b>\(title)</b>\(command.map { "<code>\($0)</code>" } ?? "")\
            \(times.map { "<small>\($0)</small>" } ?? "")</figcaption></figure>

            """
    }

    private func section(_ title: String, _ figures: String, _ text: String? = nil) -> String {
        "<h2>\(title)</h2>\n\(text.map { "<p>\($0)</p>\n" } ?? "")<div>\n\(figures)</div>\n"
    }

    private static func milliseconds(_ seconds: Double) -> String {
        let tenths = (seconds * 10_000).rounded()
        return "\(tenths / 10) ms"
    }

    private static let page = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>PointSpread: a demonstration</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
        h1 { margin-bottom: 0; } h2 { margin: 2.5rem 0 .5rem; }
        div { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 1.5rem 1rem; }
        figure { margin: 0; } img { width: 100%; border-radius: 4px; display: block; }
        figcaption { display: grid; gap: .1rem; padding-top: .4rem; }
        code { font-size: .78rem; overflow-wrap: anywhere; opacity: .85; } small { opacity: .65; }
        </style></head><body>
        <h1>PointSpread</h1>
        <p>Every picture below was made by the command under it. The times are those of this run: reading the file, \
        filtering, and writing the result.</p>
        BODY
        <p><small>The astronaut is Eileen Collins, photographed by NASA, public domain. Chelsea the cat was photographed by \
        Stéfan van der Walt, CC0.</small></p>
        </body></html>

        """
}
