import FoundationEssentials
import PointSpread
import PointSpreadIO

/// A page that has everything inside itself.
struct HTMLPage {
    let title: String
    /// Rules beyond those that all pages have.
    var style = ""
    let body: String

    /// The whole page.
    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Self.escaped(title))</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
        h1 { margin-bottom: 0; } h2 { margin: 2.5rem 0 .5rem; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 1.5rem 1rem; }
        figure { margin: 0; } img { width: 100%; border-radius: 4px; display: block; }
        figcaption { display: grid; gap: .1rem; padding-top: .4rem; }
        code { font-size: .78rem; overflow-wrap: anywhere; opacity: .85; } small { opacity: .75; }
        \(style)</style></head><body>
        \(body)</body></html>

        """
    }

    /// A picture with its caption.
    static func figure(_ image: AnyImage, title: String, code: String? = nil, note: String? = nil) throws -> String {
        let bytes = try image.encoded(as: .png)
        return """
            <figure><img src="data:image/png;base64,\(Data(bytes).base64EncodedString())" alt="\(escaped(title))">
            <figcaption><b>\(escaped(title))</b>\(code.map { "<code>\(escaped($0))</code>" } ?? "")\
            \(note.map { "<small>\(escaped($0))</small>" } ?? "")</figcaption></figure>

            """
    }

    /// Pictures beside and below each other, under a heading.
    static func section(_ title: String, _ figures: String, _ text: String? = nil) -> String {
        "<h2>\(title)</h2>\n\(text.map { "<p>\($0)</p>\n" } ?? "")<div class=\"pictures\">\n\(figures)</div>\n"
    }

    /// Text that stands for itself.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
