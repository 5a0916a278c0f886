/// A source of bytes as a C library's callback sees it: the callback cannot throw, so the error is kept.
final class CallbackSource {
    private let source: ByteSource
    /// What went wrong in the callback.
    private(set) var failure: FileError?

    init(_ source: ByteSource) { self.source = source }

    /// What the library hands to its callback; valid as long as this object is.
    var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Reads up to `count` bytes for a context; −1 where that failed.
    static func read(_ context: UnsafeMutableRawPointer, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
        let stream = Unmanaged<CallbackSource>.fromOpaque(context).takeUnretainedValue()
        do throws(FileError) {
            return try stream.source.read(into: UnsafeMutableRawBufferPointer(start: target, count: count))
        } catch {
            stream.failure = error
            return -1
        }
    }
}

/// A sink of bytes as a C library's callback sees it: the callback cannot throw, so the error is kept.
final class CallbackSink {
    private let sink: ByteSink
    /// What went wrong in the callback.
    private(set) var failure: FileError?

    init(_ sink: ByteSink) { self.sink = sink }

    /// What the library hands to its callback; valid as long as this object is.
    var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// Writes bytes for a context; false where that failed.
    static func write(_ context: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int) -> Bool {
        let stream = Unmanaged<CallbackSink>.fromOpaque(context).takeUnretainedValue()
        do throws(FileError) {
            try stream.sink.write(UnsafeRawBufferPointer(start: source, count: count))
            return true
        } catch {
            stream.failure = error
            return false
        }
    }
}
