#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that appears under its name only when it is complete.
///
/// On Linux the bytes go to a file without a name, which vanishes with the process, however that ends, and gets its name
/// in one step; elsewhere they go to a hidden file in the same folder. Without overwriting, the step fails where the name
/// is taken, so that of two writers exactly one succeeds. With overwriting, readers see the old or the new contents, never
/// a part; the new file takes over the permissions and, where the system lets it, the owner of the old one, and is on the
/// disk before the old one goes. A new file is left to the system to store in its own time.
package struct AtomicFile: ~Copyable {
    /// Where the bytes go.
    package let file: OpenFile
    private let path: String
    private let target: String
    private let overwriting: Bool
    private let replaced: stat?
    private var hiddenName: String?

    /// Prepares a file.
    ///
    /// A symbolic link stays one: what it points to is written.
    ///
    /// - Parameters:
    ///   - path: the name that the file is to get.
    ///   - overwriting: whether the name may be taken.
    ///   - named: whether to use a hidden file even where the system knows files without a name.
    /// - Throws: `FileError` with code `exists` or `writeFailed`.
    package init(at path: String, overwriting: Bool, named: Bool = false) throws(FileError) {
        self.path = path
        self.overwriting = overwriting
        target = overwriting ? resolvingLinks(path) : path
        var status = stat()
        replaced = lstat(target, &status) == 0 ? status : nil
        if replaced != nil, !overwriting { throw alreadyExists(path) }
        if !named, let unnamed = openUnnamed(in: folder(of: target)) {
            file = OpenFile(unnamed, isOwned: true)
        } else {
            let name = hiddenNeighbour(of: target)
            let number = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard number >= 0 else { throw writeError(path) }
            file = OpenFile(number, isOwned: true)
            hiddenName = name
        }
        if let replaced {
            _ = fchown(file.number, replaced.st_uid, replaced.st_gid)
            _ = fchmod(file.number, replaced.st_mode & 0o777)
        }
    }

    deinit {
        if let hiddenName { unlink(hiddenName) }
    }

    /// Gives the file its name.
    ///
    /// - Throws: `FileError` with code `exists` or `writeFailed`.
    package mutating func commit() throws(FileError) {
        if replaced != nil, fsync(file.number) != 0, errno != EINVAL { throw writeError(path) }
        if hiddenName == nil {
            if linkUnnamed(file.number, target) { return }
            guard errno == EEXIST else { throw writeError(path) }
            guard overwriting else { throw alreadyExists(path) }
            let name = hiddenNeighbour(of: target)
            guard linkUnnamed(file.number, name) else { throw writeError(path) }
            hiddenName = name
        }
        guard let name = hiddenName else { return }
        if overwriting {
            guard rename(name, target) == 0 else { throw writeError(path) }
            hiddenName = nil
        } else if link(name, target) != 0 {
            if errno == EEXIST { throw alreadyExists(path) }
            // No links on this file system: the name may be taken between the look and the step.
            guard [EPERM, ENOTSUP, EMLINK].contains(errno), access(target, F_OK) != 0, rename(name, target) == 0 else {
                throw writeError(path)
            }
            hiddenName = nil
        }
    }
}

/// Whether something other than a regular file, such as a pipe or a terminal, bears the name; it is written in place.
///
/// - Throws: `FileError` with code `writeFailed` for a directory.
package func isSpecialFile(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    switch OpenFile.Kind(status) {
    case .regular: return false
    case .other: return true
    case .directory:
        throw FileError(
            .writeFailed, path, expected: "the name of a file", found: "a directory", remedy: "name a file inside it")
    }
}

private func alreadyExists(_ path: String) -> FileError {
    FileError(
        .exists, path, expected: "a name that is not taken", found: "an existing file",
        remedy: "choose another name, or ask for overwriting")
}

private func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// A hidden name in the folder of a file.
private func hiddenNeighbour(of path: String) -> String {
    let tag = String(UInt64.random(in: 0 ... .max), radix: 36)
    return folder(of: path) + "/.pointspread-\(tag).partial"
}

/// The path that a chain of symbolic links leads to; the last may lead to nothing yet.
private func resolvingLinks(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
        let next = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { text -> String? in
            guard let start = text.baseAddress else { return nil }
            let count = readlink(path, start, text.count)
            guard count > 0, count < text.count else { return nil }
            return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard let next else { break }
        path = next.hasPrefix("/") ? next : folder(of: path) + "/" + next
    }
    return path
}

/// Opens a file without a name, or nothing where the system knows no such files.
private func openUnnamed(in folder: String) -> Int32? {
    #if os(Linux)
        // O_TMPFILE, which the C library defines as an expression that is not imported.
        let number = open(folder, O_WRONLY | O_CLOEXEC | O_DIRECTORY | 0o20000000, 0o666)
        guard number >= 0 else { return nil }
        if access("/proc/self/fd/\(number)", F_OK) == 0 { return number }
        close(number)
    #endif
    return nil
}

/// Gives a file without a name a name that is not taken.
private func linkUnnamed(_ number: Int32, _ path: String) -> Bool {
    linkat(AT_FDCWD, "/proc/self/fd/\(number)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
}
