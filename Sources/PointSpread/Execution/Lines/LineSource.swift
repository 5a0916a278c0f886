import PointSpreadKernelTable

/// Reads lines of an array as numbers, mapped as a pass's load says.
struct LineSource<Number: LineNumber> {
    /// Colours' own places of alpha, and its lines where they are separate ones.
    private let alpha: Load.AlphaChannel?
    private let maps: [Load.Map]
    private let input: ArrayBuffer
    private let layout: LineLayout
    private let stride: Int
    private let load: LineKernelTable<Number>.Load
    /// For 8- and 16-bit integers: the value of every stored number, where a map is slow.
    private let decoded: [Number]
    private let alphaLine: Scratch<Number>

    init(
        _ input: ArrayBuffer, maps: [Load.Map], layout: LineLayout, stride: Int, kernels: LineKernelTable<Number>
    ) throws(FilterError) {
        self.input = input
        self.maps = maps
        self.layout = layout
        self.stride = stride
        load = kernels.load(from: input.elementType)
        alpha = maps.lazy.compactMap(\.alpha).first
        alphaLine = try Scratch(count: alpha == nil ? 0 : layout.segmentLength)
        decoded = Self.table(of: maps, for: input.elementType)
    }

    /// Where a line begins in memory, when its numbers can be used as they lie there.
    func direct(at outer: UnsafePointer<Int>, segment: Int) -> UnsafePointer<Number>? {
        guard maps.isEmpty, stride == 1, input.elementType == Number.elementType else { return nil }
        return UnsafePointer(address(at: outer, segment: segment).assumingMemoryBound(to: Number.self))
    }

    /// Reads a line.
    func read(at outer: UnsafePointer<Int>, segment: Int, count: Int, into target: UnsafeMutablePointer<Number>) {
        load(address(at: outer, segment: segment), stride, target, count)
        if alpha != nil { alphaLine.base.update(from: target, count: count) }
        for map in maps { apply(map, at: outer, segment: segment, count: count, to: target) }
    }

    private func address(at outer: UnsafePointer<Int>, segment: Int) -> UnsafeMutableRawPointer {
        var offset = segment * stride
        for axis in layout.outerAxes { offset += outer[axis] * input.strides[axis] }
        return input.base + offset * input.elementType.size
    }

    private func apply(
        _ map: Load.Map, at outer: UnsafePointer<Int>, segment: Int, count: Int, to line: UnsafeMutablePointer<Number>
    ) {
        guard let alpha = map.alpha else {
            for place in 0..<count { line[place] = mapped(line[place], by: map) }
            return
        }
        if let channels = layout.channels, channels.axis >= layout.lineAxis {
            // Interleaved: alpha is in the line itself, as it was before any map.
            for place in 0..<count {
                let channel = place / channels.run % channels.count
                guard channel != alpha.channel else { continue }
                let alphaPlace = place + (alpha.channel - channel) * channels.run
                line[place] = mapped(line[place], by: map, alpha: alphaLine.base[alphaPlace])
            }
        } else if outer[alpha.axis] != alpha.channel {
            // Planar: alpha is a line of its own.
            let distance = (alpha.channel - outer[alpha.axis]) * input.strides[alpha.axis]
            let source = address(at: outer, segment: segment) + distance * input.elementType.size
            load(source, stride, alphaLine.base, count)
            for place in 0..<count { line[place] = mapped(line[place], by: map, alpha: alphaLine.base[place]) }
        }
    }

    @inline(__always)
    private func mapped(_ number: Number, by map: Load.Map, alpha: Number? = nil) -> Number {
        if case .decoded = map, !decoded.isEmpty {
            return decoded[Int(number.doubleValue) - (input.elementType.isSigned ? -decoded.count / 2 : 0)]
        }
        return map.applied(to: number, alpha: alpha)
    }

    /// The memory that reading takes, in bytes.
    static func byteCount(_ maps: [Load.Map], of type: ElementType, layout: LineLayout) -> Int {
        let line = maps.contains { $0.alpha != nil } ? layout.segmentLength : 0
        return (line + (hasTable(maps, for: type) ? 1 << (8 * type.size) : 0)) * MemoryLayout<Number>.stride
    }

    private static func hasTable(_ maps: [Load.Map], for type: ElementType) -> Bool {
        guard type.isInteger, type.size <= 2, case .decoded? = maps.first else { return false }
        return !maps.dropFirst().contains { if case .decoded = $0 { true } else { false } }
    }

    /// What the curve makes of every number that a narrow integer type can hold.
    private static func table(of maps: [Load.Map], for type: ElementType) -> [Number] {
        guard hasTable(maps, for: type), let curve = maps.first else { return [] }
        let count = 1 << (8 * type.size)
        let smallest = type.isSigned ? -count / 2 : 0
        return (0..<count).map { curve.applied(to: Number(number: Double($0 + smallest)), alpha: nil) }
    }
}
