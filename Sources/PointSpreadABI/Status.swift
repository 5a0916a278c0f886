// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

internal import CPointSpread
internal import PointSpread
internal import PointSpreadShims

extension pointspread_status {
    /// Keeps the reason of an error for the thread, and says of which kind it is.
    init(_ error: FilterError) {
        pointspread_keep_text(error.description)
        switch error.code {
        case .outOfMemory: self = POINTSPREAD_OUT_OF_MEMORY
        case .cancelled: self = POINTSPREAD_CANCELLED
        case .unrepresentable: self = POINTSPREAD_INVALID_TYPE
        default: self = POINTSPREAD_INVALID_ARGUMENT
        }
    }

    /// Whether the body threw an error, and which.
    init(catching body: () throws(FilterError) -> Void) {
        do {
            try body()
            self = POINTSPREAD_OK
        } catch {
            self.init(error)
        }
    }
}

/// Stores a pointer to what the body makes, unless it throws.
func make<Value: Sendable>(
    _ target: UnsafeMutablePointer<OpaquePointer?>?, _ body: () throws(FilterError) -> Value
) -> pointspread_status {
    pointspread_status { () throws(FilterError) in
        let target = try given(target, "address of the result")
        target.pointee = Handle(try body()).retained
    }
}

@c @implementation
public func pointspread_version() -> UInt32 {
    UInt32(POINTSPREAD_VERSION_MAJOR) << 16 | UInt32(POINTSPREAD_VERSION_MINOR)
}

@c @implementation
public func pointspread_error_message() -> UnsafePointer<CChar>? { pointspread_kept_text() }
