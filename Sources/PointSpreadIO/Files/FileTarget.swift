/// Where a file is written to, where it is not a path.
///
/// ```swift
/// try image.write(to: .standardOutput, format: .png)
/// ```
public struct FileTarget: Hashable, Sendable {
    let descriptor: Int32
    let name: String

    /// The standard output of the process.
    public static let standardOutput = FileTarget.descriptor(1, named: "<standard output>")

    /// An open descriptor, which is left open; the name is for messages.
    public static func descriptor(_ descriptor: Int32, named name: String) -> FileTarget {
        FileTarget(descriptor: descriptor, name: name)
    }
}
