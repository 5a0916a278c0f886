/// How large a padded block is.
struct PaddedSize: Sendable {
    /// The results of a block: numbers of a row, rows of a plane, planes.
    let width: Int
    let rows: Int
    let planes: Int
    /// The distance between rows and between planes, both with what surrounds them.
    let pitch: Int
    let planePitch: Int
    /// The numbers of the whole block, and a little more, which sums of whole vectors read.
    let count: Int

    /// So large that what surrounds a block is little beside it, so small that it stays in the first caches.
    private static var bytes: Int { 32 << 10 }
    private static var widest: Int { 512 }

    /// - Parameters:
    ///   - width: the numbers of a row of the results.
    ///   - step: how many numbers lie between neighbours of the columns' axis.
    ///   - tileWidth: the numbers of a block's row, where they are not to be chosen.
    init(
        width: Int, columns: PaddedAxis, rows: PaddedAxis?, planes: PaddedAxis?, step: Int, numberSize: Int,
        tileWidth: Int?
    ) {
        let tiles = max(1, (width + Self.widest / 2) / Self.widest)
        // Whole samples, and whole vectors.
        let unit = step % 16 == 0 ? step : step * 16
        let wanted = tileWidth ?? (tiles == 1 ? width : ((width + tiles - 1) / tiles + unit - 1) / unit * unit)
        self.width = max(1, min(width, wanted))
        pitch = TileBlock.whole(self.width + columns.reach * step)
        let lines = max(1, Self.bytes / numberSize / pitch)
        let (rowReach, planeReach) = (rows?.reach ?? 0, planes?.reach ?? 0)
        let (rowCount, planeCount) = (rows?.outputCount ?? 1, planes?.outputCount ?? 1)
        if planes == nil {
            self.planes = 1
            self.rows = max(1, min(rowCount, max(lines - rowReach, 2 * rowReach)))
        } else {
            // A cube has the least surface.
            var side = 1
            while (side + 1 + rowReach) * (side + 1 + planeReach) <= 4 * lines { side += 1 }
            self.rows = max(1, min(rowCount, max(side, rowReach)))
            self.planes = max(1, min(planeCount, max(side, planeReach)))
        }
        planePitch = (self.rows + rowReach) * pitch
        count = (self.planes + planeReach) * planePitch + 2 * pitch + 64
    }
}
