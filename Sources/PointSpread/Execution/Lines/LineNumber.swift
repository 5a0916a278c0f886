import PointSpreadKernelTable
import PointSpreadKernels

#if canImport(PointSpreadKernelsV3)
    import PointSpreadKernelsV3
    import PointSpreadKernelsV4
#endif

/// A type that lines are summed in.
protocol LineNumber: Accumulator, BinaryFloatingPoint {
    /// The kernels of an instruction set. The processor must have it.
    static func kernels(for instructions: InstructionSet) -> LineKernelTable<Self>
}

extension Float: LineNumber {
    static func kernels(for instructions: InstructionSet) -> LineKernelTable<Float> {
        #if canImport(PointSpreadKernelsV3)
            switch instructions {
            case .avx512, .avx512vnni: return PointSpreadKernelsV4.LineKernels.floats
            case .avx2: return PointSpreadKernelsV3.LineKernels.floats
            case .baseline: break
            }
        #endif
        return PointSpreadKernels.LineKernels.floats
    }
}

extension Double: LineNumber {
    static func kernels(for instructions: InstructionSet) -> LineKernelTable<Double> {
        #if canImport(PointSpreadKernelsV3)
            switch instructions {
            case .avx512, .avx512vnni: return PointSpreadKernelsV4.LineKernels.doubles
            case .avx2: return PointSpreadKernelsV3.LineKernels.doubles
            case .baseline: break
            }
        #endif
        return PointSpreadKernels.LineKernels.doubles
    }
}

extension LineKernelTable where Number: LineNumber {
    /// Lines of elements of a type as numbers.
    func load(from type: ElementType) -> Load {
        conversion(with: type)?.load ?? type.accept(GeneralLoad<Number>())
    }

    /// Lines of elements of a type as numbers, mapped one by one.
    func load(from type: ElementType, mapped maps: [PointSpread.Load.Map]) -> Load {
        let load = load(from: type)
        guard !maps.isEmpty else { return load }
        return { source, stride, target, count in
            load(source, stride, target, count)
            for map in maps {
                switch map {
                case .multiplied(let factor):
                    let factor = Number(number: factor)
                    for place in 0..<count { target[place] = .product(target[place], factor) }
                default:
                    for place in 0..<count { target[place] = map.applied(to: target[place], alpha: nil) }
                }
            }
        }
    }

    /// Numbers as lines of elements of a type.
    ///
    /// - Parameter isSmall: whether all numbers lie between −2³¹ and 2³¹.
    func store(
        to type: ElementType, _ rounding: RoundingRule, _ overflow: OverflowRule, isSmall: Bool = false
    ) -> Store {
        if rounding == .halfEven, overflow == .saturate, let conversion = conversion(with: type) {
            return conversion.store
        }
        if rounding == .halfUp, overflow == .saturate, let store = conversion(with: type)?.storeHalfUp { return store }
        // Below 0 an unsigned type has nothing.
        if rounding == .down || rounding == .towardZero && !type.isSigned, overflow == .saturate,
            let store = conversion(with: type)?.storeDown
        {
            return store
        }
        if rounding == .towardZero, overflow == .saturate, let store = conversion(with: type)?.storeTowardZero {
            return store
        }
        // A real number becomes another real number in one way only.
        if !type.isInteger, let conversion = conversion(with: type) { return conversion.store }
        let general = type.accept(GeneralStore<Number>(rounding: rounding, overflow: overflow))
        guard rounding == .towardZero, overflow == .wrap || overflow == .indefinite,
            let store = conversion(with: type)?.storeCutOff
        else { return general }
        if isSmall { return store }
        return { source, target, stride, count in
            // Counted, because a loop that could end early is not made of vectors.
            var wide: Int32 = 0
            for place in 0..<count { wide |= source[place].magnitude < 0x1p31 ? 0 : 1 }
            (wide == 0 ? store : general)(source, target, stride, count)
        }
    }

    private func conversion(with type: ElementType) -> Conversion? {
        switch type {
        case .int8: int8
        case .uint8: uint8
        case .int16: int16
        case .uint16: uint16
        case .int32: int32
        case .float16: float16
        case .float32: float32
        default: nil
        }
    }
}

/// Reads any type.
private struct GeneralLoad<Number: LineNumber>: ElementVisitor {
    func visit<Element: Accumulator>(_ type: Element.Type) -> LineKernelTable<Number>.Load {
        { source, stride, target, count in
            let source = source.assumingMemoryBound(to: Element.self)
            if let same = source as? UnsafePointer<Number> {
                if stride == 1 { return target.update(from: same, count: count) }
                for place in 0..<count { target[place] = same[place &* stride] }
                return
            }
            for place in 0..<count {
                target[place] =
                    source[place &* stride].converted(to: Number.self, rounding: .halfEven, overflow: .saturate)
                    ?? .zero
            }
        }
    }
}

/// Writes any type by any rule.
private struct GeneralStore<Number: LineNumber>: ElementVisitor {
    let rounding: RoundingRule
    let overflow: OverflowRule

    func visit<Element: Accumulator>(_ type: Element.Type) -> LineKernelTable<Number>.Store {
        { [rounding, overflow] source, target, stride, count in
            let target = target.assumingMemoryBound(to: Element.self)
            if let same = target as? UnsafeMutablePointer<Number> {
                if stride == 1 { return same.update(from: source, count: count) }
                for place in 0..<count { same[place &* stride] = source[place] }
                return
            }
            for place in 0..<count {
                target[place &* stride] =
                    source[place].converted(to: Element.self, rounding: rounding, overflow: overflow) ?? .zero
            }
        }
    }
}
