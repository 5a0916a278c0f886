import PointSpreadShims

/// The processor instructions that kernels are compiled for, lowest first.
///
/// All give the same bits; they differ in speed.
public enum InstructionSet: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// What every processor of the architecture has. On x86-64 it has no fused multiply-add: sums are fused in software, slowly.
    case baseline = 1
    /// AVX2 with fused multiply-add.
    case avx2 = 3
    /// AVX-512.
    case avx512 = 4
    /// AVX-512 with dot products of bytes (VNNI) and their permutations (VBMI).
    case avx512vnni = 5

    /// The highest set that this processor has.
    public static let best = InstructionSet(rawValue: Int(pointspread_processor_level())) ?? .baseline

    /// The sets that this processor has, lowest first.
    public static var available: [InstructionSet] { allCases.filter { $0 <= best } }

    /// Whether one set is lower than another.
    public static func < (first: InstructionSet, second: InstructionSet) -> Bool { first.rawValue < second.rawValue }
}
