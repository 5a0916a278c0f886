import PointSpread

extension ImageMetadata {
    /// The EXIF block with the description and the resolution of the image in it, for formats with no other place for them;
    /// empty where there is nothing to say.
    var completeEXIF: [UInt8] {
        let stated = exif.isEmpty ? nil : EXIFBlock(exif)
        var entries: [Int: EXIFEditor.Value] = [:]
        if summary != stated?.summary ?? "" { entries[EXIFEditor.Tag.description] = .text(summary) }
        let (row, column) = (spacing[0]?.millimetres, spacing[1]?.millimetres)
        if let row, let column, !isNear(row, stated?.rowSpacing) || !isNear(column, stated?.columnSpacing) {
            // Per inch where that gives a whole number, per centimetre otherwise.
            let isInch = [row, column].allSatisfy { abs(25.4 / $0 - (25.4 / $0).rounded()) < 1e-6 }
            let unit = isInch ? 25.4 : 10
            entries[EXIFEditor.Tag.xResolution] = .fraction(unit / column)
            entries[EXIFEditor.Tag.yResolution] = .fraction(unit / row)
            entries[EXIFEditor.Tag.resolutionUnit] = .short(isInch ? 2 : 3)
        }
        guard !entries.isEmpty, var editor = EXIFEditor(exif) ?? EXIFEditor() else { return exif }
        editor.set(entries)
        return editor.bytes
    }

    private func isNear(_ distance: Double, _ stated: Spacing?) -> Bool {
        guard let stated else { return false }
        return abs(stated.millimetres / distance - 1) < 1e-6
    }
}

extension EXIFEditor {
    /// What an entry says.
    enum Value {
        case text(String)
        case short(Int)
        case fraction(Double)
    }

    /// A block without entries.
    init?() { self.init([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }

    /// Sets entries of the main directory, which is written anew at the end of the block: all else stays where it is.
    mutating func set(_ changes: [Int: Value]) {
        guard let start = number(at: 4), let main = directory(at: start) else { return }
        var entries = main.entries.mapValues { Array(bytes[$0..<$0 + 12]) }
        let next = Array(bytes[main.next..<main.next + 4])
        for (tag, value) in changes {
            let (type, count, data) = encoded(value)
            var content = data
            if data.count > 4 {
                content = digits(bytes.count, size: 4)
                bytes += data + (data.count.isMultiple(of: 2) ? [] : [0])
            }
            content += [UInt8](repeating: 0, count: 4 - content.count)
            entries[tag] = digits(tag, size: 2) + digits(type, size: 2) + digits(count, size: 4) + content
        }
        if !bytes.count.isMultiple(of: 2) { bytes.append(0) }
        set(bytes.count, size: 4, at: 4)
        bytes += digits(entries.count, size: 2)
        for (_, entry) in entries.sorted(by: { $0.key < $1.key }) { bytes += entry }
        bytes += next
    }

    /// The type of a value, how many of it there are, and its bytes.
    private func encoded(_ value: Value) -> (type: Int, count: Int, [UInt8]) {
        switch value {
        case .text(let text):
            let bytes = text.utf8.prefix { $0 != 0 } + [0]
            return (2, bytes.count, bytes)
        case .short(let number): return (3, 1, digits(number, size: 2))
        case .fraction(let number):
            // As exact as 32 bits allow; what is too large or too small saturates.
            var denominator = 1.0
            while number * denominator < 0x1p28, denominator < 0x1p28,
                number * denominator != (number * denominator).rounded()
            {
                denominator *= 10
            }
            let numerator = min((number * denominator).rounded(), 0x1p32 - 1)
            return (5, 1, digits(Int(numerator), size: 4) + digits(Int(denominator), size: 4))
        }
    }
}
