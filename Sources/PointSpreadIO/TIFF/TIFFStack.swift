import PointSpread

/// What the pages of a file are slices of, and how far apart samples are.
struct TIFFStack {
    /// The axes outside rows and columns, outermost first; the last one changes from page to page.
    var axes: [(role: AxisRole, count: Int)]
    /// Distances, where the description states them.
    var spacing: (x: Spacing?, y: Spacing?, z: Spacing?) = (nil, nil, nil)
    /// What the description says to a reader, beside the numbers.
    var summary = ""
    /// How many images the description promises to follow each other without directories of their own.
    var bareImages: Int?

    /// Finds out from the first description; without one that is understood, pages are slices of a volume.
    ///
    /// Where one says something that the pages do not bear out, they are separate images, because frames or channels may be
    /// among them.
    ///
    /// - Parameter pages: how many there are, or nothing where one was chosen, which is an image by itself.
    init(description: String, pages: Int?, samplesPerPixel: Int, resolution: (x: Double?, y: Double?)) {
        axes = [(.z, pages ?? 1)]
        if let stack = ImageJDescription(description) {
            summary = stack.summary
            if let pages, pages == stack.imageCount || pages == 1 {
                axes = stack.axes
                if stack.imageCount > pages { bareImages = stack.imageCount }
            } else if let pages {
                axes = [(.batch, pages)]
            }
            if let unit = stack.unit {
                spacing.x = unit.spacing(resolution.x.map { 1 / $0 })
                spacing.y = unit.spacing(resolution.y.map { 1 / $0 })
                spacing.z = unit.spacing(stack.spacing)
            }
        } else if let stack = OMEDescription(description) {
            if let pages { axes = stack.axes(pages: pages, samplesPerPixel: samplesPerPixel) ?? [(.batch, pages)] }
            spacing = stack.spacing
            summary = stack.summary
        } else if !description.hasPrefix("{\"shape\":") {
            // Some programs leave the shape of their array here, which says nothing that is not known.
            summary = description
        }
        axes.removeAll { $0.count == 1 }
        if samplesPerPixel > 1, let index = axes.firstIndex(where: { $0.role == .channel }) {
            // Colours within colours: what is outside are images of their own.
            axes[index].role = .batch
        }
    }
}

/// A unit of length in the words of image files.
struct LengthUnit {
    private let factor: Double
    private let unit: Spacing.Unit

    init?(_ name: String) {
        switch name {
        case "m", "meter", "metre": (factor, unit) = (1, .metre)
        case "cm", "centimeter", "centimetre": (factor, unit) = (10, .millimetre)
        case "mm", "millimeter", "millimetre": (factor, unit) = (1, .millimetre)
        case "µm", "μm", "um", "micron", "microns", "micrometer", "micrometre": (factor, unit) = (1, .micrometre)
        case "nm", "nanometer", "nanometre": (factor, unit) = (1, .nanometre)
        case "pm", "picometer", "picometre": (factor, unit) = (1e-3, .nanometre)
        case "Å", "Å", "angstrom": (factor, unit) = (0.1, .nanometre)
        case "in", "inch", "inches": (factor, unit) = (25.4, .millimetre)
        default: return nil
        }
    }

    /// So many of the unit, where that is a distance.
    func spacing(_ distance: Double?) -> Spacing? { distance.flatMap { try? Spacing($0 * factor, unit) } }
}
