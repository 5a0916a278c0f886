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
            return try failing { () throws(FileError) in try array.write(to: output, overwriting: force) }
        case "csv", "txt": text = try KernelListing(kernel).commaSeparated
        case "svg": text = try KernelDrawing(kernel).svg
        default:
            throw FilterError(
                .invalidParameter, "output", expected: "a name that ends in .npy, .csv, .txt or .svg",
                found: "'\(output)'", remedy: "change the name")
        }
        try failing { () throws(FileError) in try writeText(text, to: output) }
    }

    private func writeText(_ text: String, to path: String) throws(FileError) {
        var output = try OutputFile(at: path, overwriting: force)
        try output.file.write(text, for: path)
        try output.commit()
    }

    /// What goes wrong with a file is no wrong usage.
    private func failing(_ body: () throws(FileError) -> Void) throws(ExitCode) {
        do throws(FileError) {
            try body()
        } catch {
            Console.report(error.forCommandLine.description)
            throw ExitCode(Console.Status.someFailed)
        }
    }
}

extension OpenFile {
    /// Writes text.
    fileprivate func write(_ text: String, for subject: String) throws(FileError) {
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try write(UnsafeRawBufferPointer(bytes), for: subject)
        }
    }
}

extension FileError {
    /// The same error, with a remedy that names the option.
    var forCommandLine: FileError {
        guard code == .exists else { return self }
        return FileError(
            code, subject, expected: expected, found: found, remedy: "choose another name, or pass --force to overwrite"
        )
    }
}
