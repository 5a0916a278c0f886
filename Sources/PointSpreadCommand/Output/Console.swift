#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The standard output and standard error of the process.
enum Console {
    /// The statuses that the tool ends with.
    enum Status {
        static let someFailed: Int32 = 1
        static let wrongUsage: Int32 = 2
        static let interrupted: Int32 = 130
    }

    /// Whether somebody watches the standard error as it is written.
    static var isErrorWatched: Bool { isatty(STDERR_FILENO) != 0 }

    /// Whether the standard output is a terminal, which is no place for a file.
    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) != 0 }

    /// Prints text and the end of a line on the standard output.
    static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Prints a message in one line on the standard error.
    static func report(_ message: String) { write(inOneLine(message) + "\n", to: STDERR_FILENO) }

    /// Writes text as it is on the standard error.
    static func writeError(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Ends the process because it was used wrongly.
    static func fail(_ message: String) -> Never {
        report("pointspread: " + message)
        exit(Status.wrongUsage)
    }

    /// Ends the process.
    static func exit(_ status: Int32) -> Never { systemExit(status) }

    /// The text without line breaks and control characters, which names of files may contain.
    static func inOneLine(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return String(String.UnicodeScalarView(words.unicodeScalars.map { isControl($0) ? "?" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = systemWrite(descriptor, start, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }
}

private func systemExit(_ status: Int32) -> Never { exit(status) }

private func systemWrite(_ descriptor: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, start, count)
}
