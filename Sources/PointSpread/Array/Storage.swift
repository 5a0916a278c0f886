import PointSpreadShims

/// A block of memory that arrays share: allocated, mapped from a file, or lent by somebody who outlives it.
///
/// Allocated blocks begin at a multiple of 64 bytes, large ones at a multiple of 2 MB so that the system can back them with
/// huge pages, which makes a first touch cheaper.
package final class Storage: @unchecked Sendable {
    // Unchecked: the bytes are written only through an array that has made sure to be the only holder.

    /// The first byte.
    package let base: UnsafeMutableRawPointer
    /// How many bytes there are.
    package let byteCount: Int
    private let origin: Origin

    /// Where the memory comes from, and so how it is given back.
    private enum Origin { case allocated, kept, mapped, lent }

    /// Whether the bytes are those of a file.
    package var isMapped: Bool { origin == .mapped }

    private static let alignment = 64
    private static let hugePage = 2 << 20

    /// Allocates memory that holds nothing in particular.
    ///
    /// - Parameter isKept: whether a large block may be one that nobody uses any more, and is kept for another of its size.
    /// - Throws: `FilterError` with code `outOfMemory`.
    package init(byteCount: Int, isKept: Bool = false) throws(FilterError) {
        self.byteCount = byteCount
        origin = isKept ? .kept : .allocated
        if isKept, let kept = KeptMemory.shared.take(byteCount) {
            base = kept
            return
        }
        let alignment = byteCount >= 2 * Self.hugePage ? Self.hugePage : Self.alignment
        guard let base = pointspread_allocate(byteCount, alignment) else {
            throw FilterError(
                .outOfMemory, "memory", expected: "\(byteCount) bytes", found: "less",
                remedy: "filter a smaller array, or a part at a time")
        }
        self.base = base
    }

    /// Takes memory that somebody else owns, who keeps it alive while this block is used.
    package init(lent base: UnsafeMutableRawPointer, byteCount: Int) {
        self.base = base
        self.byteCount = byteCount
        origin = .lent
    }

    /// Maps a file for reading; what is written to the memory stays private and never reaches the file.
    ///
    /// - Throws: `FilterError` with code `outOfMemory` when the system refuses.
    package init(mapping descriptor: Int32, byteCount: Int) throws(FilterError) {
        guard let base = pointspread_map(descriptor, byteCount) else {
            throw FilterError(
                .outOfMemory, "file mapping", expected: "\(byteCount) bytes", found: "a refusal by the system",
                remedy: "read the file without mapping it")
        }
        self.base = base
        self.byteCount = byteCount
        origin = .mapped
    }

    deinit {
        switch origin {
        case .allocated: pointspread_free(base)
        case .kept: KeptMemory.shared.keep(base, byteCount)
        case .mapped: pointspread_unmap(base, byteCount)
        case .lent: break
        }
    }
}
