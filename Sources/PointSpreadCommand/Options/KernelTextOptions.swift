import ArgumentParser
import PointSpread
import PointSpreadIO

/// A kernel that the user gives.
struct KernelTextOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp(
            "The kernel: rows of numbers, or a file.",
            discussion: """
                Rows as in "0 1 0; 1 -4 1; 0 1 0" or [[0,1,0],[1,-4,1],[0,1,0]], numbers also as fractions such as 1/9; \
                or the name of a .npy, .csv or .txt file.
                """,
            valueName: "kernel"),
        completion: .file(extensions: ["npy", "csv", "txt"]))
    var kernel: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The tap that meets the output sample, one index for each axis, as in 1,1; the middle unless given.",
            valueName: "indices"))
    var anchor: String?

    @Flag(help: "Divide the kernel by its sum.")
    var normalize = false

    /// Reads the kernel.
    func makeKernel() throws -> Kernel {
        let grid = try KernelText.read(kernel)
        var anchorIndices: [Int]?
        if let anchor {
            anchorIndices = []
            for part in anchor.split(separator: ",", omittingEmptySubsequences: false) {
                anchorIndices?.append(try Texts.integer(String(part.trimmed), option: "anchor"))
            }
        }
        let made = try Kernel(grid.weights, extents: grid.extents, anchor: anchorIndices)
        return normalize ? try made.normalized() : made
    }
}

extension Kernel {
    /// The kernel divided by its sum.
    fileprivate func normalized() throws(FilterError) -> Kernel {
        let sum = sum
        let total = weights.reduce(0) { $0 + $1.magnitude }
        guard sum.magnitude > total * 0x1p-40 else {
            throw FilterError(
                .invalidParameter, "normalize", expected: "a kernel whose sum is not 0", found: "a sum of \(sum)",
                remedy: "leave out --normalize")
        }
        return try Kernel(weights.map { $0 / sum }, extents: extents, anchor: anchor)
    }
}
