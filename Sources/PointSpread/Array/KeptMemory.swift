import PointSpreadShims
import Synchronization

/// Large blocks of results, and of what lies between passes, that nobody uses any more, kept for the next ones of the same size.
///
/// The system clears the pages of a new block as they are touched, which takes as long as a filter of a few taps. Smaller blocks
/// stay with the process when they are freed, so only those of `least` bytes and more are kept, and no more than `most` in all.
package final class KeptMemory: Sendable {
    /// That of this process.
    static let shared = KeptMemory()

    /// Blocks from this size on come from the system each time they are allocated by another thread than the first one.
    package static let least = 4 << 20
    /// The bytes that are kept at most, in all.
    package static let most = 256 << 20

    private struct Block: @unchecked Sendable {
        // Unchecked: nobody else knows the address.
        let base: UnsafeMutableRawPointer
        let byteCount: Int
    }

    private let blocks = Mutex<[Block]>([])

    /// Keeps nothing yet.
    package init() {}

    deinit {
        for block in blocks.withLock({ $0 }) { pointspread_free(block.base) }
    }

    /// What is kept, in bytes.
    package var byteCount: Int { blocks.withLock { $0.reduce(0) { $0 + $1.byteCount } } }

    /// A block of just that size, or nothing where none is kept.
    package func take(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard byteCount >= Self.least else { return nil }
        let found = blocks.withLock { blocks in
            blocks.lastIndex { $0.byteCount == byteCount }.map { blocks.remove(at: $0) }
        }
        return found?.base
    }

    /// Keeps an allocated block, in place of the oldest ones if need be, or frees it.
    package func keep(_ base: UnsafeMutableRawPointer, _ byteCount: Int) {
        guard (Self.least...Self.most).contains(byteCount) else { return pointspread_free(base) }
        let block = Block(base: base, byteCount: byteCount)
        let freed = blocks.withLock { blocks in
            blocks.append(block)
            var (excess, count) = (blocks.reduce(-Self.most) { $0 + $1.byteCount }, 0)
            while excess > 0 {
                excess -= blocks[count].byteCount
                count += 1
            }
            defer { blocks.removeFirst(count) }
            return Array(blocks.prefix(count))
        }
        for block in freed { pointspread_free(block.base) }
    }
}
