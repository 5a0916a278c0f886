import ArgumentParser
import PointSpread
import PointSpreadIO

/// Text that commands write into files.
enum TextFile {
    /// Writes a text to a path, all of it or nothing.
    static func write(_ text: String, to path: String, overwriting: Bool) throws(FileError) {
        var output = try OutputFile(at: path, overwriting: overwriting)
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in
            try output.file.write(UnsafeRawBufferPointer(bytes), for: path)
        }
        try output.commit()
    }

    /// Reports what goes wrong with a file, which is no wrong usage.
    static func failing(_ body: () throws(FileError) -> Void) throws(ExitCode) {
        do throws(FileError) {
            try body()
        } catch {
            Console.report(error.forCommandLine.description)
            throw ExitCode(Console.Status.someFailed)
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
