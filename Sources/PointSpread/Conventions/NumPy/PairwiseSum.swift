extension NumPy {
    /// The sum of numbers as NumPy makes it along contiguous memory: in eight sums side by side, in halves above 128 numbers.
    static func sum(_ values: ArraySlice<Double>) -> Double {
        let count = values.count
        if count < 8 { return values.reduce(0, +) }
        if count > 128 {
            let middle = values.startIndex + count / 2 - count / 2 % 8
            return sum(values[..<middle]) + sum(values[middle...])
        }
        let start = values.startIndex
        let complete = start + count - count % 8
        let lanes = (start..<start + 8).map { lane in
            stride(from: lane + 8, to: complete, by: 8).reduce(values[lane]) { $0 + values[$1] }
        }
        let joined =
            ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
        return values[complete...].reduce(joined, +)
    }

    /// The sum of products of two short rows, as OpenBLAS makes it for a row of a matrix and a vector on processors with fused
    /// multiply-add: groups of four in four sums side by side, then the rest.
    static func dot(_ row: [Double], _ vector: [Double]) -> Double {
        let count = vector.count
        let complete = count - count % 4
        let lanes = (0..<4).map { lane in
            stride(from: lane, to: complete, by: 4).reduce(0) { $0.addingProduct(row[$1], vector[$1]) }
        }
        let sum = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
        guard count - complete > 1 else {
            return complete == count ? sum : sum.addingProduct(row[complete], vector[complete])
        }
        var rest = (row[complete + 1] * vector[complete + 1]).addingProduct(row[complete], vector[complete])
        if count - complete == 3 { rest.addProduct(row[complete + 2], vector[complete + 2]) }
        return sum + rest
    }
}
