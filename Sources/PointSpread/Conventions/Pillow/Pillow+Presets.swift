extension Pillow {
    /// `ImageFilter.BLUR`: the mean of the rim of 5 × 5 samples.
    public static let blur: some Filter = Preset.blur.filter
    /// `ImageFilter.CONTOUR`: dark lines along edges, on white.
    public static let contour: some Filter = Preset.contour.filter
    /// `ImageFilter.DETAIL`.
    public static let detail: some Filter = Preset.detail.filter
    /// `ImageFilter.EDGE_ENHANCE`.
    public static let edgeEnhance: some Filter = Preset.edgeEnhance.filter
    /// `ImageFilter.EDGE_ENHANCE_MORE`.
    public static let edgeEnhanceMore: some Filter = Preset.edgeEnhanceMore.filter
    /// `ImageFilter.EMBOSS`: the difference to the sample below and to the left, on grey.
    public static let emboss: some Filter = Preset.emboss.filter
    /// `ImageFilter.FIND_EDGES`: the difference to all neighbours.
    public static let findEdges: some Filter = Preset.findEdges.filter
    /// `ImageFilter.SHARPEN`.
    public static let sharpen: some Filter = Preset.sharpen.filter
    /// `ImageFilter.SMOOTH`.
    public static let smooth: some Filter = Preset.smooth.filter
    /// `ImageFilter.SMOOTH_MORE`.
    public static let smoothMore: some Filter = Preset.smoothMore.filter

    /// Kernels that Pillow has names for.
    enum Preset: String, CaseIterable {
        case blur = "BLUR"
        case contour = "CONTOUR"
        case detail = "DETAIL"
        case edgeEnhance = "EDGE_ENHANCE"
        case edgeEnhanceMore = "EDGE_ENHANCE_MORE"
        case emboss = "EMBOSS"
        case findEdges = "FIND_EDGES"
        case sharpen = "SHARPEN"
        case smooth = "SMOOTH"
        case smoothMore = "SMOOTH_MORE"

        var filter: Correlation {
            let (scale, offset, taps) = parts
            return Correlation(width: taps.count == 9 ? 3 : 5, taps: taps.map { $0 / scale }, offset: offset)
        }

        private var parts: (scale: Float, offset: Float, taps: [Float]) {
            switch self {
            case .blur:
                (16, 0, [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1])
            case .contour: (1, 255, Self.star(8, -1, -1))
            case .detail: (6, 0, Self.star(10, -1, 0))
            case .edgeEnhance: (2, 0, Self.star(10, -1, -1))
            case .edgeEnhanceMore: (1, 0, Self.star(9, -1, -1))
            case .emboss: (1, 128, [-1, 0, 0, 0, 1, 0, 0, 0, 0])
            case .findEdges: (1, 0, Self.star(8, -1, -1))
            case .sharpen: (16, 0, Self.star(32, -2, -2))
            case .smooth: (13, 0, Self.star(5, 1, 1))
            case .smoothMore:
                (100, 0, [1, 1, 1, 1, 1, 1, 5, 5, 5, 1, 1, 5, 44, 5, 1, 1, 5, 5, 5, 1, 1, 1, 1, 1, 1])
            }
        }

        /// A middle, its four nearest neighbours, and the corners.
        private static func star(_ middle: Float, _ side: Float, _ corner: Float) -> [Float] {
            [corner, side, corner, side, middle, side, corner, side, corner]
        }
    }
}
