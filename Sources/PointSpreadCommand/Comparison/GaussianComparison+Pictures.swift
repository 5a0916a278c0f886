import PointSpread
import PointSpreadIO

extension GaussianComparison {
    /// The difference that is shown in full colour, in levels of 8 bits.
    static let fullColour = 4.0

    /// The colours of differences, darker ones, none, and brighter ones.
    static let colours: (darker: [Double], none: [Double], brighter: [Double]) = (
        [77, 163, 255], [20, 20, 24], [255, 153, 51]
    )

    /// A result less the exact one: of the channels that which differs most, blue where it is darker, orange where it is brighter.
    func differencePicture(of row: Row) throws(FilterError) -> AnyImage {
        let (height, width) = (row.result.shape[0], row.result.shape[1])
        var largest = [Double](repeating: 0, count: height * width)
        forEachSample(of: row.result) { pixel, _, found, exact in
            if (found - exact).magnitude > largest[pixel].magnitude { largest[pixel] = found - exact }
        }
        let pixels = try NDArray<UInt8>(largest.flatMap(Self.colour), shape: [height, width, 3])
        return try AnyImage(AnyArray(pixels), ImageMetadata(roles: [.y, .x, .channel]))
    }

    /// The exact result as a picture.
    func exactPicture() throws(FilterError) -> AnyImage {
        try AnyImage(exact.converted(to: .uint8, rounding: .halfEven, overflow: .saturate), picture.metadata)
    }

    /// In steps of a sixteenth of the full colour, which keeps the files of pictures small.
    static func colour(_ difference: Double) -> [UInt8] {
        let share = (min(difference.magnitude / fullColour, 1) * 16).rounded() / 16
        let end = difference < 0 ? colours.darker : colours.brighter
        return zip(colours.none, end).map { UInt8(($0 + ($1 - $0) * share).rounded()) }
    }

    /// A picture for those who have none at hand: a ramp, edges, flat parts, a disk and noise.
    static func drawn() throws(FilterError) -> AnyImage {
        var state: UInt64 = 7
        let pixels = try NDArray<UInt8>(shape: [192, 256]) { index in
            let (y, x) = (index[0], index[1])
            // A linear congruential generator: the picture is the same every time.
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            switch (y / 64, x / 128) {
            case (0, 0): return UInt8(2 * x)
            case (0, _): return x % 16 < 8 ? 20 : 235
            case (1, 0): return UInt8(40 + 48 * ((x / 32) + (y / 32 - 2) * 2) % 216)
            case (1, _): return (x - 192) * (x - 192) + (y - 96) * (y - 96) < 600 ? 200 : 60
            default: return UInt8(truncatingIfNeeded: state >> 40)
            }
        }
        return try AnyImage(AnyArray(pixels), ImageMetadata(roles: [.y, .x]))
    }
}
