import PointSpread
import PointSpreadIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the results of a run go.
enum Destination {
    case standardOutput
    case file(String)
    case folder(String)

    /// Finds out what a path means for a list of inputs.
    ///
    /// - Throws: `FilterError` where the path does not suit the inputs.
    init(_ path: String?, for list: InputList, printsJSON: Bool, isDryRun: Bool) throws(FilterError) {
        if path == nil, isDryRun {
            // What is only looked at needs no name.
            self = .standardOutput
            return
        }
        guard let path = path ?? Self.usual(for: list) else {
            throw FilterError(
                .invalidParameter, "output", expected: "where to write", found: "no --output",
                remedy: "name a file, a folder for many, or - for the standard output")
        }
        if path == "-" {
            self = .standardOutput
            guard !list.isBatch else {
                throw Self.wrong(list, found: "the standard output", remedy: "name a folder")
            }
            guard isDryRun || !Console.isOutputTerminal else {
                throw FilterError(
                    .invalidParameter, "output", expected: "a pipe or a file", found: "a terminal",
                    remedy: "name a file, or send the standard output to one")
            }
            guard isDryRun || !printsJSON else {
                throw FilterError(
                    .invalidParameter, "json", expected: "an output other than the standard output", found: "-o -",
                    remedy: "name a file, or leave out --json")
            }
            return
        }
        guard list.isBatch || path.hasSuffix("/") || isFolder(path) else {
            self = .file(path)
            return
        }
        guard isFolder(path) || access(path, F_OK) != 0 else {
            throw Self.wrong(list, found: "the file \(path)", remedy: "name a folder")
        }
        self = .folder(path.hasSuffix("/") ? String(path.dropLast()) : path)
        if path == "/" { self = .folder("") }
    }

    /// What is piped in is piped out, unless told otherwise.
    private static func usual(for list: InputList) -> String? { list.inputs == [.standardInput] ? "-" : nil }

    private static func wrong(_ list: InputList, found: String, remedy: String) -> FilterError {
        FilterError(
            .invalidParameter, "output", expected: "a folder for \(list.inputs.count) inputs", found: found,
            remedy: remedy)
    }

    /// The path of a result, or nothing for the standard output.
    ///
    /// - Parameters:
    ///   - input: what the result is made of.
    ///   - suffix: what tells several results of one input apart.
    ///   - format: the format that was asked for.
    func path(for input: Input, suffix: String = "", format: FileFormat?) -> String? {
        switch self {
        case .standardOutput: return nil
        case .file(let path): return inserting(suffix, into: path, extension: nil)
        case .folder(let folder):
            var ending = FileFormat.fileExtension(of: input.baseName)
            if let format, !format.extensions.contains(ending?.lowercased() ?? "") { ending = format.extensions.first }
            return inserting(suffix, into: folder + "/" + input.baseName, extension: ending)
        }
    }

    /// The path with a suffix before its extension, and with another extension where one is given.
    private func inserting(_ suffix: String, into path: String, extension ending: String?) -> String {
        guard let old = FileFormat.fileExtension(of: path) else {
            return path + suffix + (ending.map { "." + $0 } ?? "")
        }
        return path.dropLast(old.count + 1) + suffix + "." + (ending ?? old)
    }

    /// Makes the folder where there is none.
    ///
    /// - Throws: `FileError` with code `writeFailed`.
    func prepare() throws(FileError) {
        guard case .folder(let path) = self, !isFolder(path), mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        throw FileError(
            .writeFailed, path, expected: "a folder that can be made", found: systemMessage(errno),
            remedy: "make the folder that it is to be in")
    }
}
