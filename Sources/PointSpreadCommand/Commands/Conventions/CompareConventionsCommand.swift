import ArgumentParser
import PointSpread
import PointSpreadIO

/// Compares one Gaussian blur by every framework.
struct CompareConventionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Blur a picture as every framework does, and say how the results differ from exact arithmetic.",
        discussion: """
            Each framework's own Gaussian is used with its own defaults: its size of kernel, its border, its numbers, its \
            rounding. Exact is the Gaussian sampled at integers and not cut off, summed in 64 bits.

            EXAMPLES
              pointspread conventions compare
              pointspread conventions compare photo.png --sigma 3
              pointspread conventions compare photo.png --html differences.html
            """)

    @Argument(help: "A picture of 8 bits for each sample; a drawn one when it is left out.", completion: .file())
    var picture: String?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("The standard deviation in samples.", valueName: "number"))
    var sigma = 2.0

    @Flag(help: "Print a JSON object.")
    var json = false

    @Option(
        help: ArgumentHelp("Write a page with pictures of the differences.", valueName: "path"),
        completion: .file(extensions: ["html"]))
    var html: String?

    @Flag(help: "Overwrite an existing page.")
    var force = false

    func run() throws {
        var image = try GaussianComparison.drawn()
        try TextFile.failing { () throws(FileError) in
            if let picture { image = try AnyImage(contentsOf: picture) }
        }
        let name = picture?.split(separator: "/").last.map(String.init) ?? "a drawn picture"
        let comparison = try GaussianComparison(image, sigma: sigma)
        if let html {
            var words = ["pointspread", "conventions", "compare"] + [picture].compactMap { $0 }
            words += ["--sigma", "\(sigma)", "--html", html]
            let page = try comparison.page(name: name, command: words.joined(separator: " "))
            try TextFile.failing { () throws(FileError) in
                try TextFile.write(page.text, to: html, overwriting: force)
            }
        }
        if json {
            Console.print(comparison.json(name: name).description)
        } else if html == nil {
            Console.print(comparison.text(name: name))
        }
    }
}
