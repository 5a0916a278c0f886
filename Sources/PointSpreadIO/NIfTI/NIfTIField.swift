/// A field of a NIfTI header: where it lies in each version of the format, and how its numbers are stored.
struct NIfTIField: Sendable {
    /// How a number is stored.
    enum Form: Sendable {
        case byte, int16, int32, int64, float32, float64

        /// The bytes that it takes.
        var size: Int {
            switch self {
            case .byte: 1
            case .int16: 2
            case .int32, .float32: 4
            case .int64, .float64: 8
            }
        }

        /// Whether it holds whole numbers only.
        var isInteger: Bool { self != .float32 && self != .float64 }
    }

    /// A place in a header.
    struct Place: Sendable {
        let offset: Int
        let form: Form
    }

    /// How many numbers there are.
    let count: Int
    private let first: Place
    private let second: Place

    private init(_ first: (Int, Form), _ second: (Int, Form), count: Int = 1) {
        self.count = count
        self.first = Place(offset: first.0, form: first.1)
        self.second = Place(offset: second.0, form: second.1)
    }

    /// The place of one of the field's numbers.
    func place(of index: Int = 0, in version: NIfTIHeader.Version) -> Place {
        let start = version == .one ? first : second
        return Place(offset: start.offset + index * start.form.size, form: start.form)
    }

    static let dimensionInfo = NIfTIField((39, .byte), (524, .byte))
    static let dimensions = NIfTIField((40, .int16), (16, .int64), count: 8)
    static let intentParameters = NIfTIField((56, .float32), (80, .float64), count: 3)
    static let intentCode = NIfTIField((68, .int16), (504, .int32))
    static let dataType = NIfTIField((70, .int16), (12, .int16))
    static let bitsPerVoxel = NIfTIField((72, .int16), (14, .int16))
    static let sliceStart = NIfTIField((74, .int16), (224, .int64))
    static let spacing = NIfTIField((76, .float32), (104, .float64), count: 8)
    static let dataOffset = NIfTIField((108, .float32), (168, .int64))
    static let slope = NIfTIField((112, .float32), (176, .float64))
    static let intercept = NIfTIField((116, .float32), (184, .float64))
    static let sliceEnd = NIfTIField((120, .int16), (232, .int64))
    static let sliceCode = NIfTIField((122, .byte), (496, .int32))
    static let units = NIfTIField((123, .byte), (500, .int32))
    static let displayMaximum = NIfTIField((124, .float32), (192, .float64))
    static let displayMinimum = NIfTIField((128, .float32), (200, .float64))
    static let sliceDuration = NIfTIField((132, .float32), (208, .float64))
    static let timeOffset = NIfTIField((136, .float32), (216, .float64))
    static let summary = NIfTIField((148, .byte), (240, .byte), count: 80)
    static let auxiliaryFile = NIfTIField((228, .byte), (320, .byte), count: 24)
    static let quaternionCode = NIfTIField((252, .int16), (344, .int32))
    static let matrixCode = NIfTIField((254, .int16), (348, .int32))
    /// b, c, d, then the offsets along x, y and z.
    static let quaternion = NIfTIField((256, .float32), (352, .float64), count: 6)
    /// Three rows of four numbers.
    static let matrix = NIfTIField((280, .float32), (400, .float64), count: 12)
    static let intentName = NIfTIField((328, .byte), (508, .byte), count: 16)

    /// What both versions have in common, but for what says where the samples begin.
    static let common = [
        dimensionInfo, dimensions, intentParameters, intentCode, dataType, bitsPerVoxel, sliceStart, spacing, slope,
        intercept, sliceEnd, sliceCode, units, displayMaximum, displayMinimum, sliceDuration, timeOffset, summary,
        auxiliaryFile, quaternionCode, matrixCode, quaternion, matrix, intentName,
    ]
}
