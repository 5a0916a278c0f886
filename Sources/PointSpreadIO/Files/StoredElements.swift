import PointSpread

extension ByteSource {
    /// The elements that follow in the file, each as it is stored, in order.
    ///
    /// - Parameters:
    ///   - shape: how many there are.
    ///   - type: their type.
    ///   - isSwapped: whether their bytes are in the order that is not this processor's.
    ///   - isMapped: whether they may stay in the file, where they lie such that they can.
    ///   - check: refuses more memory than is allowed; called before any is taken.
    /// - Returns: the memory, and where in it the first element lies, in elements.
    func storedElements(
        _ shape: Shape, of type: ElementType, isSwapped: Bool, isMapped: Bool,
        check: () throws(FileError) -> Void
    ) throws(FileError) -> (storage: Storage, offset: Int) {
        let byteCount = saturatedProduct([shape.elementCount, type.size])
        try require(byteCount)
        if isMapped, byteCount > 0, !isSwapped, let mapped = try map(elementSize: type.size) { return mapped }
        try check()
        let storage = try inFile(subject) { () throws(FilterError) in try Storage(byteCount: byteCount) }
        let target = UnsafeMutableRawBufferPointer(start: storage.base, count: byteCount)
        try read(exactly: target)
        if isSwapped { swapBytes(target, elementSize: type.size) }
        return (storage, 0)
    }

    /// Maps the whole file, or nothing where it is no file or the elements do not lie at multiples of their size.
    private func map(elementSize: Int) throws(FileError) -> (Storage, offset: Int)? {
        guard let file, case .regular(let fileSize) = file.kind, let byteCount else { return nil }
        // Reading may have begun somewhere inside the file.
        let place = fileSize - byteCount + position
        guard place.isMultiple(of: elementSize) else { return nil }
        let storage = try inFile(subject) { () throws(FilterError) in
            try Storage(mapping: file.number, byteCount: fileSize)
        }
        return (storage, place / elementSize)
    }
}
