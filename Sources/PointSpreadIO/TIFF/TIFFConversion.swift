import PointSpread

/// How stored samples become those that are handed out, pixel by pixel.
enum TIFFConversion {
    /// As they are.
    case none
    /// From fewer bits to the full range of 8 or 16; with white at 0, turned around.
    case scaling(bits: Int, inverting: Bool)
    /// White is at 0: turned around.
    case inversion(ElementType)
    /// Numbers of colours.
    case palette([[UInt16]])
    /// Cyan, magenta, yellow and black, as fractions of paper that shows: red = (1 − cyan)(1 − black).
    case inks(ElementType)

    var isPalette: Bool {
        if case .palette = self { true } else { false }
    }

    /// The type that comes out, where it is another than goes in.
    var type: ElementType? {
        guard case .palette(let colours) = self else { return nil }
        return Self.isNarrow(colours) ? .uint8 : .uint16
    }

    /// How many channels come out.
    func channels(from count: Int) -> Int {
        switch self {
        case .none, .scaling, .inversion: count
        case .palette: 3
        case .inks: count - 1
        }
    }

    /// Whether 8 bits hold the colours: they are stored in 16, as multiples of 256 or of 257.
    private static func isNarrow(_ colours: [[UInt16]]) -> Bool {
        colours.allSatisfy { $0.allSatisfy { $0 & 0xFF == 0 } }
            || colours.allSatisfy { $0.allSatisfy { $0 % 257 == 0 } }
    }

    /// The conversion of rows, with its tables.
    func rows(width: Int, channels: Int) -> TIFFRowConversion {
        switch self {
        case .none: return TIFFRowConversion { _, _ in }
        case .scaling(let bits, let isInverted):
            let top = (1 << bits) - 1
            let full = bits < 8 ? 255 : 65535
            let table = (0...top).map { ((isInverted ? top - $0 : $0) * full + top / 2) / top }
            if bits < 8 { return .lookup(table.map { [UInt8($0)] }, count: width * channels, from: UInt8.self) }
            return .lookup(table.map { [UInt16($0)] }, count: width * channels, from: UInt16.self)
        case .inversion(let type):
            let count = width * channels
            switch type.size {
            case 1: return .inversion(of: UInt8.self, count: count)
            case 2: return .inversion(of: UInt16.self, count: count)
            case 4: return .inversion(of: UInt32.self, count: count)
            default: return .inversion(of: UInt64.self, count: count)
            }
        case .palette(let colours):
            if Self.isNarrow(colours) {
                let table = colours.map { $0.map { UInt8($0 >> 8) } }
                if colours.count <= 256 { return .lookup(table, count: width, from: UInt8.self) }
                return .lookup(table, count: width, from: UInt16.self)
            }
            if colours.count <= 256 { return .lookup(colours, count: width, from: UInt8.self) }
            return .lookup(colours, count: width, from: UInt16.self)
        case .inks(let type):
            if type.size == 1 { return .inks(of: UInt8.self, width: width, channels: channels) }
            return .inks(of: UInt16.self, width: width, channels: channels)
        }
    }
}

/// Converts a row, from one place in memory to another.
struct TIFFRowConversion {
    let run: (_ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer) -> Void

    fileprivate static func lookup<Index: FixedWidthInteger, Value: BitwiseCopyable>(
        _ table: [[Value]], count: Int, from type: Index.Type
    ) -> TIFFRowConversion {
        let width = table.first?.count ?? 0
        let values = table.flatMap { $0 }
        return TIFFRowConversion { source, target in
            let source = source.assumingMemoryBound(to: type)
            let target = target.assumingMemoryBound(to: Value.self)
            for index in 0..<count {
                let first = Int(source[index]) * width
                for part in 0..<width { target[index * width + part] = values[first + part] }
            }
        }
    }

    fileprivate static func inversion<Bits: FixedWidthInteger>(of type: Bits.Type, count: Int) -> TIFFRowConversion {
        TIFFRowConversion { source, target in
            let source = source.assumingMemoryBound(to: type)
            let target = target.assumingMemoryBound(to: type)
            for index in 0..<count { target[index] = ~source[index] }
        }
    }

    fileprivate static func inks<Bits: FixedWidthInteger>(
        of type: Bits.Type, width: Int, channels: Int
    ) -> TIFFRowConversion {
        let full = UInt64(Bits.max)
        return TIFFRowConversion { source, target in
            let source = source.assumingMemoryBound(to: type)
            let target = target.assumingMemoryBound(to: type)
            for column in 0..<width {
                let inks = source + column * channels
                let colours = target + column * (channels - 1)
                let paper = UInt64(~inks[3])
                for part in 0..<3 { colours[part] = Bits((UInt64(~inks[part]) * paper + full / 2) / full) }
                for part in 4..<max(4, channels) { colours[part - 1] = inks[part] }
            }
        }
    }
}
