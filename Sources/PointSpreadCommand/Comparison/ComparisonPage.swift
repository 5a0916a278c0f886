import PointSpread
import PointSpreadIO

extension GaussianComparison {
    /// The table and the pictures of all differences as a page.
    ///
    /// - Parameters:
    ///   - name: the picture's.
    ///   - command: what made the page.
    func page(name: String, command: String) throws -> HTMLPage {
        let intro = """
            <h1>One Gaussian, \(rows.count - 1) frameworks</h1>
            <p>\(HTMLPage.escaped(name)), blurred with σ = \(sigma) by every framework's own function with its own defaults, \
            beside exact arithmetic: \(Self.reference).</p>

            """
        let notes = """
            <p><small><b>Differ</b>: share of samples that are not the exact number rounded to 8 bits, \(reach) or more samples \
            from the rim. <b>Largest</b>: the largest distance to the exact number there, in levels of 8 bits; ½ is what \
            rounding once comes to. <b>At the rim</b>: the same nearer to it, where borders matter. <b>Known</b>: how exactly \
            the framework is reproduced here; <code>pointspread conventions --evidence</code> says how that is known. torchvision, \
            kornia and fastai have no size of their own; they are given a radius of ⌊4σ + ½⌋.</small></p>
            \(refusals.map { "<p>\(HTMLPage.escaped("\($0.framework): \($0.error)"))</p>\n" }.joined())
            """
        var figures = try HTMLPage.figure(picture, title: "The picture", note: name)
        figures += try HTMLPage.figure(try exactPicture(), title: "Exact", note: Self.reference)
        for row in rows {
            figures += try HTMLPage.figure(
                try differencePicture(of: row), title: "\(row.framework) \(row.version)", code: row.call,
                note: "\(Self.percent(row.inside.share)) differ, largest \(Self.levels(row.inside)), "
                    + "at the rim \(Self.levels(row.rim))")
        }
        let legend = """
            What each result has more or less than the exact one, of the channel that differs most: \
            <span class="scale"></span> from \(Int(Self.fullColour)) levels darker (blue) to \(Int(Self.fullColour)) levels \
            brighter (orange), and beyond.
            """
        let end = "<p><small>Made by <code>\(HTMLPage.escaped(command))</code>.</small></p>\n"
        return HTMLPage(
            title: "PointSpread: one Gaussian, \(rows.count - 1) frameworks", style: Self.style,
            body: intro + table + notes + HTMLPage.section("The differences", figures, legend) + end)
    }

    private var table: String {
        let names = ["Framework", "Radius", "Border", "Sums", "Rounding", "Differ", "Largest", "At the rim", "Known"]
        let head = names.enumerated().map { column, name in
            Self.numbers.contains(column) ? "<th class=\"number\">\(name)</th>" : "<th>\(name)</th>"
        }.joined()
        let lines = rows.map { row in
            let cells = cells(of: row)
            let words = cells.indices.map { column in
                let share = column == 5 ? " style=\"--share:\(row.inside.share ?? 0)\"" : ""
                let kind =
                    column == 5 ? " class=\"number share\"" : Self.numbers.contains(column) ? " class=\"number\"" : ""
                return "<td\(kind)\(share)>\(HTMLPage.escaped(cells[column]))</td>"
            }
            return "<tr>\(words.joined())<td>\(HTMLPage.escaped(row.exactness))</td></tr>\n"
        }
        return "<div class=\"table\"><table>\n<tr>\(head)</tr>\n\(lines.joined())</table></div>\n"
    }

    private static var style: String {
        func words(_ colour: [Double]) -> String { "rgb(\(colour.map { "\(Int($0))" }.joined(separator: " ")))" }
        return """
            .table { overflow-x: auto; } table { border-collapse: collapse; font-size: .85rem; line-height: 1.35; }
            th { text-align: left; font-weight: 600; } th, td { padding: .35rem .6rem; vertical-align: top; }
            tr { border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
            .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .share { background: linear-gradient(to left, color-mix(in srgb, \(words(colours.brighter)) 45%, transparent) \
            calc(100% * var(--share)), transparent 0); }
            .scale { display: inline-block; width: 9rem; height: .8em; border-radius: 2px; vertical-align: baseline;
              background: linear-gradient(to right, \(words(colours.darker)), \(words(colours.none)), \(words(colours.brighter))); }

            """
    }
}
