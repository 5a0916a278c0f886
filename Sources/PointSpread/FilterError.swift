/// What went wrong when an array, a kernel or a filter was made or run.
///
/// Every error says in one line what was expected, what was found and what to do:
///
/// ```swift
/// do {
///     _ = try GaussianFilter(sigma: -1).plan(for: layout)
/// } catch {
///     print(error)  // sigma: expected a finite number of 0 or more, found -1.0; give it in samples, or …
/// }
/// ```
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of an error, open for kinds to come.
    public struct Code: Hashable, Sendable {
        private let name: String

        /// A shape, stride or size that no array can have.
        public static let invalidShape = Code(name: "invalidShape")
        /// An index or a range outside an axis.
        public static let outOfRange = Code(name: "outOfRange")
        /// A conversion that would lose a value.
        public static let unrepresentable = Code(name: "unrepresentable")
        /// Memory that the system did not give.
        public static let outOfMemory = Code(name: "outOfMemory")
        /// A parameter of a filter or kernel that has no meaning.
        public static let invalidParameter = Code(name: "invalidParameter")
        /// Axes that were not said, or do not exist.
        public static let invalidAxes = Code(name: "invalidAxes")
        /// A program or array whose parts do not fit each other.
        public static let mismatch = Code(name: "mismatch")
        /// A run that was asked to stop.
        public static let cancelled = Code(name: "cancelled")
    }

    /// The kind of the error.
    public let code: Code
    /// What the error is about: a parameter's name, or the thing that was made.
    public let subject: String
    /// What was expected.
    public let expected: String
    /// What was found instead.
    public let found: String
    /// What to do.
    public let remedy: String

    /// Makes an error from its four parts.
    public init(_ code: Code, _ subject: String, expected: String, found: String, remedy: String) {
        self.code = code
        self.subject = subject
        self.expected = expected
        self.found = found
        self.remedy = remedy
    }

    /// The whole error in one line.
    public var description: String { "\(subject): expected \(expected), found \(found); \(remedy)" }
}
