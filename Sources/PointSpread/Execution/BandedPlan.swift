/// A program cut into bands along axis 0, each made of a few rows of the input: what images are filtered with that do not fit
/// into memory.
///
/// A band sees the rows around it that the taps reach, so the results are those of the whole, bit for bit.
package struct BandedPlan: Sendable {
    /// One band.
    package struct Band: Hashable, Sendable {
        /// The rows of the results.
        package let results: Range<Int>
        /// The rows of the input that must be at hand: those that this band or a later one is made of.
        package fileprivate(set) var input: Range<Int>
    }

    /// The program for the whole.
    package let program: FilterProgram
    /// The bands, first rows first.
    package let bands: [Band]
    /// The most rows of the input that must be at hand at a time.
    package let inputRows: Int
    /// The most rows of results in a band.
    package let resultRows: Int
    private let layout: Layout
    private let tolerance: Double

    /// Cuts the program of a plan into bands of so many rows, or a few more where the plan makes results in tiles.
    ///
    /// A band has whole tiles; the last may have fewer rows.
    ///
    /// - Throws: `FilterError` where the program has to see the whole.
    package init(_ plan: Plan, rows: Int) throws(FilterError) {
        let program = plan.program
        if let obstacle = program.obstacleToBands(along: 0) {
            throw FilterError(
                .mismatch, "bands", expected: "a filter that works on bands of rows", found: obstacle,
                remedy: "filter the whole array")
        }
        self.program = program
        layout = plan.layout
        tolerance = plan.tolerance
        let count = program.outputShape[0]
        let tile = plan.tile[0]
        let rows = min((max(rows, 1) - 1) / tile * tile + tile, count)
        var bands = stride(from: 0, to: count, by: rows).map { start in
            let results = start..<min(start + rows, count)
            // The last tile ends beyond the results, but is made of what all of it would be.
            let end = (results.upperBound + tile - 1) / tile * tile
            return Band(results: results, input: program.inputRange(for: start..<end, along: 0))
        }
        // Rows come one after the other, and all of them: none may be skipped.
        var (first, last) = (program.inputShape[0], 0)
        for place in bands.indices {
            let input = bands[place].input
            let end = place == bands.count - 1 ? program.inputShape[0] : max(last, input.upperBound)
            bands[place].input = min(last, input.lowerBound)..<end
            last = end
        }
        // Where the border mirrors, a later band may begin further up than an earlier one.
        for place in bands.indices.reversed() {
            first = min(first, bands[place].input.lowerBound)
            bands[place].input = first..<bands[place].input.upperBound
        }
        self.bands = bands
        inputRows = bands.reduce(0) { max($0, $1.input.count) }
        resultRows = rows
    }

    /// The bytes of one row of the input.
    package var inputRowBytes: Int { program.inputShape.dropFirst().reduce(program.inputType.size, *) }

    /// The bytes of one row of all results.
    package var resultRowBytes: Int {
        let samples = program.outputShape.dropFirst().reduce(1, *)
        return program.outputs.reduce(0) { $0 + samples * $1.type.size }
    }

    /// The memory for rows of the input, of the results, and for the filter's own use, in bytes.
    package func byteCount(threads: Int) throws(FilterError) -> Int {
        var largest = bands[0]
        for band in bands where band.input.count > largest.input.count { largest = band }
        return inputRows * inputRowBytes + resultRows * resultRowBytes
            + (try plan(for: largest).scratchBytes(threads: threads))
    }

    /// The way to run one band.
    package func plan(for band: Band) throws(FilterError) -> Plan {
        let program = try program.band(band.results, of: band.input, along: 0)
        var layout = Layout(shape: program.inputShape, elementType: program.inputType)
        layout.origin = self.layout.origin
        layout.origin[0] += band.results.lowerBound
        return Plan(program, layout: layout, tolerance: tolerance)
    }
}
