// The vectors that one register of this module's instruction set holds.
#if KERNELS_512
    typealias FloatVector = SIMD16<Float>
    typealias DoubleVector = SIMD8<Double>
    typealias ShortVector = SIMD32<UInt16>
    typealias WholeVector = SIMD16<Int32>
#elseif KERNELS_256
    typealias FloatVector = SIMD8<Float>
    typealias DoubleVector = SIMD4<Double>
    typealias ShortVector = SIMD16<UInt16>
    typealias WholeVector = SIMD8<Int32>
#else
    typealias FloatVector = SIMD4<Float>
    typealias DoubleVector = SIMD2<Double>
    typealias ShortVector = SIMD8<UInt16>
    typealias WholeVector = SIMD4<Int32>
#endif

/// Loops over lines of numbers, of which every instruction set has its own copy; `LineKernelTable` says what each does.
///
/// They are called through plans that have checked every size. Sums take each sample in the order that they are given, so
/// that all copies give the same bits. Nothing here may allocate or use a generic type of the standard library out of line:
/// the linker would merge such code across the copies.
public enum LineKernels {}
