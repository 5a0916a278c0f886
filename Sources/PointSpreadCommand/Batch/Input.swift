import PointSpread
import PointSpreadIO

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Something to be read.
enum Input: Hashable {
    case standardInput
    case file(String)

    /// Where to read from.
    var source: FileSource {
        switch self {
        case .standardInput: .standardInput
        case .file(let path): .path(path)
        }
    }

    /// The path, or the name for messages.
    var name: String { source.name }

    /// The last part of the path, which names results in a folder.
    var baseName: String {
        switch self {
        case .standardInput: "standard-input"
        case .file(let path): path.split(separator: "/").last.map(String.init) ?? path
        }
    }
}

/// The inputs that the arguments of a command stand for.
struct InputList {
    /// What is to be read, in the order of the arguments; the files of a folder by name.
    private(set) var inputs: [Input] = []
    /// Whether results belong into a folder, because there may be many.
    private(set) var isBatch: Bool
    /// What is wrong with arguments that stand for nothing.
    private(set) var errors: [FileError] = []

    /// Looks into the folders among the arguments.
    init(_ arguments: [String]) throws(FilterError) {
        isBatch = arguments.count > 1
        for argument in arguments {
            if argument == "-" {
                guard !inputs.contains(.standardInput) else {
                    throw FilterError(
                        .invalidParameter, "inputs", expected: "the standard input once", found: "- twice",
                        remedy: "leave out one of them")
                }
                inputs.append(.standardInput)
            } else if isFolder(argument) {
                isBatch = true
                addFiles(in: argument)
            } else {
                inputs.append(.file(argument))
            }
        }
    }

    private mutating func addFiles(in folder: String) {
        guard let names = fileNames(in: folder) else {
            errors.append(
                FileError(
                    .unreadable, folder, expected: "a folder that can be read", found: systemMessage(errno),
                    remedy: "check its permissions"))
            return
        }
        let known = names.filter { !$0.hasPrefix(".") && FileFormat(extensionOf: $0) != nil }.sorted()
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        let files = known.map { start + $0 }.filter { !isFolder($0) }
        inputs += files.map(Input.file)
        guard files.isEmpty else { return }
        errors.append(
            FileError(
                .notFound, folder,
                expected: "files that end in " + FileFormat.all.flatMap(\.extensions).joined(separator: ", "),
                found: "none", remedy: "name the files, or another folder"))
    }
}

/// Whether a path leads to a folder.
func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The names in a folder, or nothing where it cannot be read.
private func fileNames(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        withUnsafePointer(to: &entry.pointee.d_name) { name in
            name.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: name.pointee)) {
                names.append(String(cString: $0))
            }
        }
    }
    return names
}

/// Whether a path leads to anything.
func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}
