import PointSpread
import PointSpreadIO

extension FilterJob {
    /// Reads, filters and writes an input band by band.
    func filterRows(
        _ reader: any RowReader, _ task: Task, _ plan: BandedPlan, _ report: inout Report
    ) throws(FileError) {
        let clock = ContinuousClock()
        var (reading, filtering, writing) = (Duration.zero, Duration.zero, Duration.zero)
        let subject = task.input.name
        let mapping = try about(subject) { () throws(FilterError) in
            try task.conversion?.mapping { () throws(FilterError) in nil }
        }
        report.mapping = mapping
        let run = try about(subject) { () throws(FilterError) in try BandRun(plan) }
        var files: [RowFile] = []
        for (output, result) in zip(task.outputs, plan.program.outputs) {
            let rows = RowsToWrite(
                shape: plan.program.outputShape, elementType: mapping?.type ?? result.type,
                metadata: task.picture.metadata ?? ImageMetadata(roles: []))
            files.append(
                try RowFile(rows, to: output.path, output.format, overwriting: overwrites, options: writeOptions))
        }
        for band in plan.bands {
            var time = clock.now
            let (count, target) = run.advance(to: band)
            try read(count, from: reader, to: target, task)
            reading += clock.now - time
            time = clock.now
            let results = try about(subject) { () throws(FilterError) in
                try run.results(of: band, threads: threads)
            }
            filtering += clock.now - time
            time = clock.now
            for (file, result) in zip(files, results) {
                try file.write(
                    try about(subject) { () throws(FilterError) in try mapping?.applied(to: result) ?? result })
            }
            writing += clock.now - time
        }
        try reader.finish()
        for file in files { try file.finish() }
        report.seconds = [
            ("read", reading.inSeconds), ("filter", filtering.inSeconds), ("write", writing.inSeconds),
        ]
    }

    /// Reads rows as the filter is to see them.
    private func read(
        _ count: Int, from reader: any RowReader, to target: UnsafeMutableRawPointer, _ task: Task
    ) throws(FileError) {
        guard recipe.meaning != .image, task.original.metadata?.alpha ?? .none != .none else {
            return try reader.read(rows: count, to: target)
        }
        // Colours over black are of another type and number, so rows go through a small copy.
        let rowBytes = task.original.samples.shape.dropFirst().reduce(task.original.samples.elementType.size, *)
        let rowsAtOnce = max(1, (1 << 20) / max(1, rowBytes))
        var target = target
        for start in stride(from: 0, to: count, by: rowsAtOnce) {
            let rows = min(rowsAtOnce, count - start)
            var part = task.original
            let buffer = try about(task.input.name) { () throws(FilterError) in
                try ArrayBuffer(
                    uninitialized: try part.samples.shape.replacing(axis: 0, with: rows),
                    of: part.samples.elementType)
            }
            try reader.read(rows: rows, to: buffer.base)
            part.samples = AnyArray(buffer)
            let colours = try about(task.input.name) { () throws(FilterError) in
                try part.overBlack().samples.contiguous().buffer
            }
            let bytes = colours.shape.elementCount * colours.elementType.size
            target.copyMemory(from: colours.base, byteCount: bytes)
            target += bytes
            withExtendedLifetime((buffer.storage, colours.storage)) {}
        }
    }
}
