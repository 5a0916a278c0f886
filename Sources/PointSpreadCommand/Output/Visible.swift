import PointSpread
import PointSpreadIO

/// The part of a result that is written, and what is known of it.
///
/// Results that are no images have no alpha: what is left is the result of the colours over black.
struct Visible {
    var samples: AnyArray
    let metadata: ImageMetadata?

    /// Takes the alpha away from a result that is no image.
    init(_ result: AnyArray, of picture: Picture, _ meaning: ResultMeaning) throws(FilterError) {
        guard meaning != .image, var metadata = picture.metadata, metadata.alpha != .none,
            let axis = metadata.channelAxis
        else {
            (samples, self.metadata) = (result, picture.metadata)
            return
        }
        metadata.alpha = .none
        self.metadata = metadata
        let colours = result.shape[axis] - 1
        let slices = (0...axis).map { $0 == axis ? AxisSlice.range(0..<colours) : .all }
        samples = try result.sliced(slices)
    }

    /// Writes the samples to a file, or to the standard output where no path is given.
    func write(to path: String?, _ format: FileFormat, overwriting: Bool) throws(FileError) {
        guard let metadata else {
            guard let path else { return try samples.write(to: .standardOutput, format: format) }
            return try samples.write(to: path, format: format, overwriting: overwriting)
        }
        let image = try about(path ?? "<standard output>") { () throws(FilterError) in try AnyImage(samples, metadata) }
        guard let path else { return try image.write(to: .standardOutput, format: format) }
        try image.write(to: path, format: format, overwriting: overwriting)
    }
}
