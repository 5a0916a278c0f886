import Foundation
import PointSpread
import PointSpreadIO
import Testing

/// A file that another program wrote, and what is in it; the scripts in `Fixtures` make them.
struct RecordedFile: Decodable, CustomTestStringConvertible {
    let file: String
    let type: String
    let shape: [Int]
    let samples: String
    let alpha: String?
    let significantBits: Int?
    let metresPerRow: Double?
    let metresPerColumn: Double?
    let profile: UInt32?
    let summary: String?
    let exifByteCount: Int?
    let texts: [[String]]?
    let gamma: Double?
    let primaries: [Double]?
    let intent: Int?
    /// Letters for the roles of a volume's axes.
    let axes: String?
    let spacing: [Double?]?
    let unit: String?
    let scaling: [Double]?
    /// The name of the array that is meant.
    let member: String?

    var testDescription: String { file }

    /// Every recorded file.
    static let all: [RecordedFile] = {
        do {
            return try ["expected.json", "expected-photographs.json", "Volumes/expected.json"].flatMap { list in
                let data = try Data(contentsOf: folder.appendingPathComponent(list))
                return try JSONDecoder().decode([RecordedFile].self, from: data)
            }
        } catch {
            fatalError("the recorded files cannot be read: \(error)")
        }
    }()

    private static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")

    var path: String { Self.folder.appendingPathComponent(file).path }

    var bytes: [UInt8] {
        get throws { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
    }

    /// The array that is meant, where the file holds several.
    func meant(_ source: FileSource) -> FileSource { member.map { .member($0, of: source) } ?? source }

    /// Whether the file says nothing but samples.
    var isArray: Bool { file.hasSuffix(".npy") || file.hasSuffix(".npz") }

    /// Whether the file is a NIfTI volume.
    var isVolume: Bool { FileFormat(extensionOf: file) == .nifti }

    /// Roles for files that do not say what their axes mean.
    var roles: [AxisRole]? {
        let names: [AxisRole] = [.batch, .time, .channel, .z, .y, .x]
        return isArray && shape.count <= names.count ? names.suffix(shape.count) : nil
    }
}

/// The elements of an array in row-major order, as text that gives them back exactly.
func texts(of array: AnyArray) throws -> [String] {
    struct Visitor: ElementVisitor {
        let array: AnyArray
        func visit<Element: Accumulator>(_ type: Element.Type) throws(FilterError) -> [String] {
            array.typed(type)?.elements.map { type.elementType.isInteger ? "\($0)" : "\($0.doubleValue)" } ?? []
        }
    }
    return try array.elementType.accept(Visitor(array: array))
}
