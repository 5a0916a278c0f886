/// The lines that a pass needs at the moment: those of the last outputs are kept, so that neighbouring outputs share them.
///
/// Lines are known by their place along the outer axes of the pass's kernel. There are as many slots as a window has lines;
/// a line that the current window does not need gives its slot to one that it does.
final class LineWindow<Number: LineNumber> {
    private let slotCount: Int
    private let pitch: Int
    private let lead: Int
    private let memory: Scratch<Number>
    /// For every place its slot, or −1.
    private let slotOfPlace: Scratch<Int32>
    private var placeOfSlot: [Int]
    private var lastUse: [Int]
    private var now = 0
    private var hand = 0
    private var context = Int.min

    init(_ pass: LinePass<Number>) throws(FilterError) {
        let places = pass.outerAxes.reduce(1) { $0 * pass.inputSizes[$1] }
        slotCount = max(1, min(pass.window.count, places))
        // An odd number of cache lines between slots keeps them from falling on the same sets of a cache.
        pitch = (pass.preparedLength + 15) / 16 * 16 + 16
        lead = pass.lead
        memory = try Scratch(count: slotCount * pitch)
        slotOfPlace = try Scratch(repeating: -1, count: max(places, 1))
        placeOfSlot = [Int](repeating: -1, count: slotCount)
        lastUse = [Int](repeating: 0, count: slotCount)
    }

    /// The memory that a window takes, in bytes.
    static func byteCount(_ pass: LinePass<Number>) -> Int {
        let places = max(1, pass.outerAxes.reduce(1) { $0 * pass.inputSizes[$1] })
        let pitch = (pass.preparedLength + 15) / 16 * 16 + 16
        return min(pass.window.count, places) * pitch * MemoryLayout<Number>.stride + places
            * MemoryLayout<Int32>.stride
    }

    /// Begins another output, whose place along all other axes is `context`: lines of another context are of no use.
    func begin(context: Int) {
        now += 1
        guard context != self.context else { return }
        self.context = context
        for slot in 0..<slotCount where placeOfSlot[slot] >= 0 {
            slotOfPlace.base[placeOfSlot[slot]] = -1
            placeOfSlot[slot] = -1
        }
    }

    /// Position 0 of the line at a place, where it is kept.
    func line(at place: Int) -> UnsafeMutablePointer<Number>? {
        let slot = Int(slotOfPlace.base[place])
        guard slot >= 0 else { return nil }
        lastUse[slot] = now
        return memory.base + slot * pitch + lead
    }

    /// Position 0 of a slot for the line at a place, which the current window does not have yet.
    func makeLine(at place: Int) -> UnsafeMutablePointer<Number> {
        repeat { hand = hand + 1 == slotCount ? 0 : hand + 1 } while lastUse[hand] == now && placeOfSlot[hand] >= 0
        if placeOfSlot[hand] >= 0 { slotOfPlace.base[placeOfSlot[hand]] = -1 }
        placeOfSlot[hand] = place
        slotOfPlace.base[place] = Int32(hand)
        lastUse[hand] = now
        return memory.base + hand * pitch + lead
    }
}
