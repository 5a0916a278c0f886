/// Where a file is read from.
///
/// ```swift
/// let piped = try AnyImage(from: .standardInput)
/// let received = try AnyImage(from: .bytes(body, named: "<request body>"))
/// let weights = try AnyArray(from: .member("weights", of: .path("model.npz")))
/// ```
public enum FileSource: Sendable {
    /// A file with a path.
    case path(String)
    /// An open descriptor, read from its place onwards and left open. The name is for messages.
    case descriptor(Int32, named: String)
    /// Bytes in memory. The name is for messages.
    case bytes([UInt8], named: String)
    /// One array of a file that holds several by name (`.npz`).
    indirect case member(String, of: FileSource)

    /// The standard input of the process.
    public static let standardInput = FileSource.descriptor(0, named: "<standard input>")

    /// The path, or the name for messages.
    package var name: String {
        switch self {
        case .path(let name), .descriptor(_, let name), .bytes(_, let name): name
        case .member(_, let file): file.name
        }
    }
}
