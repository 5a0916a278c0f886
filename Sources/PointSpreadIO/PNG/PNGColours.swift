import CPNGShim
import PointSpread

/// Numbers for light and colour as PNG states them.
enum PNGColours {
    /// What stands for 1 in a file.
    static let one = 100_000.0

    /// What is known of colours, in libpng's form.
    static func stated(_ colorimetry: ImageMetadata.Colorimetry?) -> cpng_colours {
        var colours = cpng_colours()
        colours.intent = Int32(colorimetry?.intent?.rawValue ?? -1)
        colours.gamma = fixed(colorimetry?.gamma ?? 0) ?? 0
        if let primaries = colorimetry?.primaries {
            let places = [primaries.white, primaries.red, primaries.green, primaries.blue]
            let numbers = places.flatMap { [fixed($0.x), fixed($0.y)] }.compactMap { $0 }
            if numbers.count == 8 {
                colours.primaries = (
                    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7]
                )
                colours.has_primaries = true
            }
        }
        return colours
    }

    private static func fixed(_ number: Double) -> Int32? { Int32(exactly: (number * one).rounded()) }
}

extension ImageMetadata.Colorimetry.Primaries {
    /// Primaries as libpng gives them.
    init(_ numbers: (Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32)) {
        func place(_ x: Int32, _ y: Int32) -> ImageMetadata.Colorimetry.Chromaticity {
            ImageMetadata.Colorimetry.Chromaticity(x: Double(x) / PNGColours.one, y: Double(y) / PNGColours.one)
        }
        self.init(
            white: place(numbers.0, numbers.1), red: place(numbers.2, numbers.3), green: place(numbers.4, numbers.5),
            blue: place(numbers.6, numbers.7))
    }
}
