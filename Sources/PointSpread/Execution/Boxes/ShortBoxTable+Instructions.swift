import PointSpreadKernelTable
import PointSpreadKernels

#if canImport(PointSpreadKernelsV3)
    import PointSpreadKernelsV3
    import PointSpreadKernelsV4
#endif

extension ShortBoxTable {
    /// The kernels of an instruction set, which the processor must have.
    static func kernels(for instructions: InstructionSet) -> ShortBoxTable {
        #if canImport(PointSpreadKernelsV3)
            switch instructions {
            case .avx512, .avx512vnni: return PointSpreadKernelsV4.LineKernels.shortBoxes
            case .avx2: return PointSpreadKernelsV3.LineKernels.shortBoxes
            case .baseline: break
            }
        #endif
        return PointSpreadKernels.LineKernels.shortBoxes
    }
}
