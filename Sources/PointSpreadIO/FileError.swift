public import PointSpread

/// What went wrong when a file was read or written.
///
/// Every error says in one line which file it is about, what was expected, what was found and what to do:
///
/// ```swift
/// do {
///     let photo = try Image<UInt8>(contentsOf: "scan.png")
/// } catch {
///     print(error)  // scan.png: expected uint8 samples, found uint16; read it as AnyImage and convert
/// }
/// ```
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of an error, open for kinds to come.
    public struct Code: Hashable, Sendable {
        private let name: String

        /// A file that does not exist.
        public static let notFound = Code(name: "notFound")
        /// A file that exists but cannot be read.
        public static let unreadable = Code(name: "unreadable")
        /// A format, or a part of one, that is not known here.
        public static let unsupportedFormat = Code(name: "unsupportedFormat")
        /// Contents that break the rules of their format.
        public static let malformed = Code(name: "malformed")
        /// Contents that end too early.
        public static let truncated = Code(name: "truncated")
        /// Contents larger than the limits for reading allow.
        public static let limitExceeded = Code(name: "limitExceeded")
        /// Contents of another type or shape than was asked for.
        public static let mismatch = Code(name: "mismatch")
        /// An array or image that the format cannot hold.
        public static let unrepresentable = Code(name: "unrepresentable")
        /// A file that exists already and was not to be overwritten.
        public static let exists = Code(name: "exists")
        /// A file that could not be written.
        public static let writeFailed = Code(name: "writeFailed")
        /// Memory that the system did not give.
        public static let outOfMemory = Code(name: "outOfMemory")
        /// An option that has no meaning.
        public static let invalidParameter = Code(name: "invalidParameter")
    }

    /// The kind of the error.
    public let code: Code
    /// The file: its path, or a name in angle brackets such as `<standard input>`.
    public let subject: String
    /// What was expected.
    public let expected: String
    /// What was found instead.
    public let found: String
    /// What to do.
    public let remedy: String

    /// Makes an error from its parts.
    public init(_ code: Code, _ subject: String, expected: String, found: String, remedy: String) {
        self.code = code
        self.subject = subject
        self.expected = expected
        self.found = found
        self.remedy = remedy
    }

    /// Makes an error about a file from one about the array that the file holds.
    public init(_ error: FilterError, in subject: String) {
        let code: Code =
            switch error.code {
            case .outOfMemory: .outOfMemory
            case .mismatch, .invalidAxes: .mismatch
            default: .malformed
            }
        self.init(code, subject, expected: error.expected, found: error.found, remedy: error.remedy)
    }

    /// The whole error in one line.
    public var description: String { "\(subject): expected \(expected), found \(found); \(remedy)" }
}

/// Runs work on the array that a file holds; its errors become errors about the file.
package func inFile<Result>(
    _ subject: String, _ body: () throws(FilterError) -> Result
) throws(FileError) -> Result {
    do {
        return try body()
    } catch {
        throw FileError(error, in: subject)
    }
}

/// Bytes of a file as text for a message: what is not printable ASCII becomes a question mark, so that no file can write
/// control sequences to a terminal.
func printable(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: bytes.map { 0x20...0x7E ~= $0 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
}
