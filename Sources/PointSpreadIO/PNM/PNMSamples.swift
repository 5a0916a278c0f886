import PointSpread

/// Reads the samples of a PBM, PGM, PPM or PAM file, full intensity being the largest value of their type.
struct PNMSamples {
    private let header: PNMHeader
    private let source: ByteSource
    private let limits: ReadLimits

    init(_ header: PNMHeader, _ source: ByteSource, limits: ReadLimits) {
        self.header = header
        self.source = source
        self.limits = limits
    }

    /// Fills memory for all samples.
    func read(to target: UnsafeMutableRawBufferPointer) throws(FileError) {
        switch header.encoding {
        case .textBits: try readTextBits(target)
        case .packedBits: try readPackedBits(target)
        case .binary:
            try source.read(exactly: target)
            if header.sampleSize == 2 {
                if isLittleEndianProcessor { swapBytes(target, elementSize: 2) }
                try scale(target.assumingMemoryBound(to: UInt16.self))
            } else {
                try scale(target.assumingMemoryBound(to: UInt8.self))
            }
        case .text:
            if header.sampleSize == 2 {
                try readNumbers(target.assumingMemoryBound(to: UInt16.self))
            } else {
                try readNumbers(target.assumingMemoryBound(to: UInt8.self))
            }
        }
    }

    private func readNumbers<Element: FixedWidthInteger>(
        _ target: UnsafeMutableBufferPointer<Element>
    ) throws(FileError) {
        let reader = NetpbmReader(source, limits: limits)
        for index in target.indices {
            let number = try reader.number()
            guard let sample = Element(exactly: number) else { throw tooLarge(number) }
            target[index] = sample
        }
        try scale(target)
    }

    /// Digits may follow each other without white space.
    private func readTextBits(_ target: UnsafeMutableRawBufferPointer) throws(FileError) {
        let reader = NetpbmReader(source, limits: limits)
        for index in target.indices {
            let digit = try reader.firstOfWord()
            guard digit == UInt8(ascii: "0") || digit == UInt8(ascii: "1") else {
                throw source.malformed(expected: "0 or 1", found: "'\(printable([digit]))'")
            }
            target[index] = digit == UInt8(ascii: "0") ? 255 : 0
        }
    }

    private func readPackedBits(_ target: UnsafeMutableRawBufferPointer) throws(FileError) {
        for row in 0..<header.height {
            var byte: UInt8 = 0
            for column in 0..<header.width {
                if column % 8 == 0 {
                    guard let next = try source.next() else { throw source.truncated(expected: 1) }
                    byte = next
                }
                target[row * header.width + column] = byte & 0x80 == 0 ? 255 : 0
                byte <<= 1
            }
        }
    }

    /// Spreads 0…maximum over the whole range of the type, to the nearest.
    private func scale<Element: FixedWidthInteger>(
        _ samples: UnsafeMutableBufferPointer<Element>
    ) throws(FileError) {
        let (maximum, full) = (UInt32(header.maximum), UInt32(Element.max))
        guard maximum < full else { return }
        for index in samples.indices {
            let sample = UInt32(samples[index])
            guard sample <= maximum else { throw tooLarge(Int(sample)) }
            samples[index] = Element((sample * full + maximum / 2) / maximum)
        }
    }

    private func tooLarge(_ number: Int) -> FileError {
        source.malformed(expected: "samples of at most \(header.maximum)", found: "\(number)")
    }
}
