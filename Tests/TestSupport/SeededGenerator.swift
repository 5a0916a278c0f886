/// A generator of random numbers that starts from a printed seed, so that a failure can be repeated.
///
/// ```swift
/// var random = SeededGenerator(seed: 7)
/// let sample = Double.random(in: 0..<1, using: &random)
/// ```
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64
    private var bytes: ArraySlice<UInt8> = []

    /// Starts a sequence; the same seed gives the same numbers everywhere.
    public init(seed: UInt64) { state = seed }

    /// Starts a sequence whose first numbers have the given bytes as their highest, so that each decides one choice.
    public init(bytes: [UInt8]) {
        self.init(seed: bytes.reduce(0) { $0 &* 31 &+ UInt64($1) })
        self.bytes = bytes[...]
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        if let byte = bytes.popFirst() { return UInt64(byte) << 56 | mixed() >> 8 }
        return mixed()
    }

    private mutating func mixed() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
