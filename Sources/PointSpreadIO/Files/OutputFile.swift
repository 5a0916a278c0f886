/// A file that is being written: it gets its name only when it is complete, or is written in place where that is the name of
/// a pipe or another device.
package struct OutputFile: ~Copyable {
    /// Where the bytes go.
    package let file: OpenFile
    private var atomic: AtomicFile?

    /// Prepares a file at a path.
    ///
    /// - Throws: `FileError` with code `exists` or `writeFailed`.
    package init(at path: String, overwriting: Bool) throws(FileError) {
        if try isSpecialFile(path) {
            file = try OpenFile(writing: path)
            atomic = nil
        } else {
            let named = try AtomicFile(at: path, overwriting: overwriting)
            file = named.file
            atomic = consume named
        }
    }

    /// Takes a file that is open already.
    package init(_ target: FileTarget) {
        file = OpenFile(target.descriptor, isOwned: false)
        atomic = nil
    }

    /// Gives the file its name.
    ///
    /// - Throws: `FileError` with code `exists` or `writeFailed`.
    package mutating func commit() throws(FileError) { try atomic?.commit() }
}
