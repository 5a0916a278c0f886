import PointSpreadShims

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The processor instructions that kernels are compiled for, lowest first.
///
/// All give the same bits; they differ in speed. Plans use the best one, or a lower one that the environment variable
/// `POINTSPREAD_INSTRUCTIONS` names when the process starts, to compare them or to find out what other machines do:
///
/// ```sh
/// POINTSPREAD_INSTRUCTIONS=avx2 pointspread gaussian photo.png --sigma 2 -o soft.png
/// ```
public enum InstructionSet: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// What every processor of the architecture has. On x86-64 it has no fused multiply-add: sums are fused in software, slowly.
    case baseline = 1
    /// AVX2 with fused multiply-add.
    case avx2 = 3
    /// AVX-512.
    case avx512 = 4
    /// AVX-512 with dot products of bytes (VNNI).
    case avx512vnni = 5

    /// The highest set that this processor has.
    public static let best = InstructionSet(rawValue: Int(pointspread_processor_level())) ?? .baseline

    /// The sets that this processor has, lowest first.
    public static var available: [InstructionSet] { allCases.filter { $0 <= best } }

    /// The set that plans use: the best one, unless the environment names another.
    public static let current = (try? demanded.get()) ?? best

    /// What the environment demands, read once; an error where this processor does not have it.
    static let demanded = Result { () throws(FilterError) in
        try named(getenv(variable).map { String(cString: $0) } ?? "")
    }

    /// The name of the environment variable.
    private static let variable = "POINTSPREAD_INSTRUCTIONS"

    /// The set of that name, the best one for no name.
    ///
    /// - Throws: `FilterError` where there is no such set, or this processor does not have it.
    package static func named(_ name: String) throws(FilterError) -> InstructionSet {
        if name.isEmpty { return best }
        guard let found = available.first(where: { $0.description == name }) else {
            let names = available.map(\.description).joined(separator: ", ")
            throw FilterError(
                .invalidParameter, variable, expected: "one that this processor has: \(names)", found: "'\(name)'",
                remedy: "name one of them, or unset it")
        }
        return found
    }

    /// Whether it has fused multiply-add, which is computed in software otherwise.
    package var isFusing: Bool {
        #if arch(x86_64)
            self != .baseline
        #else
            true
        #endif
    }

    /// Whether one set is lower than another.
    public static func < (first: InstructionSet, second: InstructionSet) -> Bool { first.rawValue < second.rawValue }
}

extension InstructionSet: CustomStringConvertible {
    /// The name, such as `avx2`.
    public var description: String {
        switch self {
        case .baseline: "baseline"
        case .avx2: "avx2"
        case .avx512: "avx512"
        case .avx512vnni: "avx512vnni"
        }
    }
}
