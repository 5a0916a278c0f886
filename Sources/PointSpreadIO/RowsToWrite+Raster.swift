import PointSpread

extension RowsToWrite {
    /// The rows of an image in memory, whose metadata may be those of an image that is stored turned.
    init(_ raster: Raster, _ metadata: ImageMetadata?) {
        let hasChannels = raster.channels > 1
        var upright = metadata ?? ImageMetadata(roles: [])
        upright.roles = hasChannels ? [.y, .x, .channel] : [.y, .x]
        upright.spacing = [raster.rowSpacing, raster.columnSpacing] + (hasChannels ? [nil] : [])
        upright.alpha = raster.hasAlpha ? .straight : .none
        upright.orientation = .upright
        let sizes = [raster.height, raster.width] + (hasChannels ? [raster.channels] : [])
        self.init(shape: Shape(unchecked: sizes), elementType: raster.elementType, metadata: upright)
    }

    var height: Int { shape[0] }
    var width: Int { shape[1] }
    var channels: Int { shape.rank > 2 ? shape[2] : 1 }

    /// The number of rows and columns as a library takes it.
    ///
    /// - Throws: `FileError` with code `unrepresentable` for more than the format can hold.
    func size(
        atMost largest: Int, in format: String, for subject: String
    ) throws(FileError) -> (width: UInt32, height: UInt32) {
        guard max(width, height) <= largest, let width = UInt32(exactly: width), let height = UInt32(exactly: height)
        else {
            throw Raster.unrepresentable(
                subject, "at most \(largest) rows and columns, which \(format) can hold", "\(shape)",
                "write a part, or another format such as png")
        }
        return (width, height)
    }

    /// The ICC profile where it is one for the colours of these rows; a profile for others would be an error in the file.
    var fittingProfile: [UInt8] {
        let space = metadata.profile.dropFirst(16).prefix(4)
        return space.elementsEqual((channels < 3 ? "GRAY" : "RGB ").utf8) ? metadata.profile : []
    }
}
