import ArgumentParser
import PointSpread
import PointSpreadIO

/// How a kernel is shown.
struct KernelShowOptions: ParsableArguments {
    @Flag(help: "Plot the kernel as text.")
    var plot = false

    @Flag(help: "Print a JSON object.")
    var json = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write: .npy, .csv, .txt or .svg.", valueName: "path"),
        completion: .file(extensions: ["npy", "csv", "txt", "svg"]))
    var output: String?

    @Flag(help: "Overwrite an existing file.")
    var force = false

    /// Prints the kernel, or writes it to a file.
    func show(_ kernel: Kernel) throws {
        guard let output else {
            if json { return Console.print(KernelListing(kernel).json.description) }
            return Console.print(plot ? try KernelPlot(kernel).text : KernelListing(kernel).text)
        }
        let text: String
        switch FileFormat.fileExtension(of: output)?.lowercased() {
        case "npy":
            let array = try NDArray(kernel.weights, shape: Shape(kernel.extents))
            return try TextFile.failing { () throws(FileError) in try array.write(to: output, overwriting: force) }
        case "csv", "txt": text = try KernelListing(kernel).commaSeparated
        case "svg": text = try KernelDrawing(kernel).svg
        default:
            throw FilterError(
                .invalidParameter, "output", expected: "a name that ends in .npy, .csv, .txt or .svg",
                found: "'\(output)'", remedy: "change the name")
        }
        try TextFile.failing { () throws(FileError) in try TextFile.write(text, to: output, overwriting: force) }
    }
}
