internal import PointSpread

/// A value that C code holds on to by a pointer.
final class Handle<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }

    /// A pointer that keeps the value alive until it is released.
    var retained: OpaquePointer { OpaquePointer(Unmanaged.passRetained(self).toOpaque()) }

    /// The value behind a pointer that was made by `retained`.
    static func value(_ pointer: OpaquePointer?, _ name: String) throws(FilterError) -> Value {
        Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(try given(pointer, name))).takeUnretainedValue().value
    }

    /// Gives a pointer back that was made by `retained`.
    static func release(_ pointer: OpaquePointer?) {
        if let pointer { Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).release() }
    }
}

/// A pointer that must not be null.
func given<Pointer>(_ pointer: Pointer?, _ name: String) throws(FilterError) -> Pointer {
    guard let pointer else {
        throw invalid(name, expected: "an address", found: "null", remedy: "make it first, or say where it is")
    }
    return pointer
}
