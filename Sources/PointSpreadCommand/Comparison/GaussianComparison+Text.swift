import PointSpread
import PointSpreadIO

extension GaussianComparison {
    /// What the columns of the table say.
    static let columns = [
        "framework", "radius", "border", "sums", "rounding", "differ", "largest", "at the rim",
    ]

    /// The columns that hold numbers.
    static let numbers: Set = [1, 5, 6, 7]

    /// What differences are measured against, in words.
    static let reference =
        "the Gaussian sampled at integers and not cut off, in 64 bits, with the mirror image (symmetric) outside"

    /// One row in words.
    func cells(of row: Row) -> [String] {
        [
            "\(row.framework) \(row.version)", "\(row.facts.radius)", row.facts.border, row.facts.sums,
            row.facts.rounding + (row.type == .uint8 ? "" : " (of \(row.type.rawValue))"),
            Self.percent(row.inside.share), Self.levels(row.inside), Self.levels(row.rim),
        ]
    }

    /// The table, and who has refused.
    func text(name: String) -> String {
        let lines =
            [
                "\(name), \(picture.pixels), blurred with sigma \(sigma) by every framework's own function",
                "beside \(Self.reference).", "",
            ] + TextTable.lines([Self.columns] + rows.map(cells), alignedRight: Self.numbers) + [
                "",
                "differ: share of samples that are not the exact number rounded to 8 bits, \(reach) or more from the rim",
                "largest: largest distance to the exact number there, in levels of 8 bits",
            ]
        return (lines + refusals.map { "\($0.framework): \($0.error)" }).joined(separator: "\n")
    }

    /// Everything in one object.
    func json(name: String) -> JSON {
        func members(_ difference: Difference) -> JSON {
            [
                "samples": .integer(difference.count), "differing": .integer(difference.differing),
                "share": difference.share.map(JSON.number) ?? .null, "largest": .number(difference.largest),
            ]
        }
        return [
            "picture": .string(name), "shape": .integers(picture.pixels.shape), "sigma": .number(sigma),
            "reference": .string(Self.reference), "rim": .integer(reach),
            "rows": .array(
                rows.map { row in
                    [
                        "framework": .string(row.framework), "version": .string(row.version), "call": .string(row.call),
                        "inputType": .string(row.type.rawValue), "radius": .integer(row.facts.radius),
                        "border": .string(row.facts.border), "sums": .string(row.facts.sums),
                        "rounding": .string(row.facts.rounding), "inside": members(row.inside),
                        "atTheRim": members(row.rim),
                    ]
                }),
            "refusals": .array(
                refusals.map { ["framework": .string($0.framework), "error": .string("\($0.error)")] }),
        ]
    }

    /// A share with two digits or more.
    static func percent(_ share: Double?) -> String {
        guard let share else { return "-" }
        return "\(decimals(share * 100, share < 0.1 ? 2 : 1)) %"
    }

    /// The largest difference.
    static func levels(_ difference: Difference) -> String {
        difference.count == 0 ? "-" : decimals(difference.largest, 2)
    }

    private static func decimals(_ number: Double, _ count: Int) -> String {
        let scale = count == 2 ? 100.0 : 10
        let whole = Int((number * scale).rounded())
        let digits = String(whole % Int(scale))
        let zeros = String(repeating: "0", count: count - digits.count)
        return "\(whole / Int(scale)).\(zeros)\(digits)"
    }
}
