/// A framework whose filters are reproduced here, in one version.
public struct Framework: Sendable {
    /// The name that people type, such as `scipy.ndimage`.
    public let name: String
    /// The version that the conventions were verified against.
    public let version: String
    /// Its functions.
    public let conventions: [Convention]

    /// Every framework that there is.
    public static let all: [Framework] = [
        OpenCV.framework,
        NumPy.framework,
        SciPyNDImage.framework,
        SciPySignal.framework,
        ScikitImage.framework,
        Pillow.framework,
        Torchvision.framework,
        Kornia.framework,
        PyTorch.framework,
        Keras.framework,
        DIPlib.framework,
        ITK.framework,
        Vips.framework,
        DALI.framework,
        FastAI.framework,
        MATLAB.framework,
    ]

    /// States the parts.
    init(name: String, version: String, conventions: [Convention]) {
        self.name = name
        self.version = version
        self.conventions = conventions
    }

    /// The framework of a name.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, which lists what there is.
    public init(named name: String) throws(FilterError) {
        guard let framework = Self.all.first(where: { $0.name == name }) else {
            throw Self.unknown("framework", name, Self.all.map(\.name))
        }
        self = framework
    }

    /// The function of a full name, such as `scipy.ndimage.gaussian_filter`.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, which lists what there is.
    public static func convention(named name: String) throws(FilterError) -> Convention {
        let words = all.map(\.name).filter { name.hasPrefix($0 + ".") }
        guard let prefix = words.first else { throw unknown("framework", name, all.map(\.name)) }
        let framework = try Framework(named: prefix)
        guard let convention = framework.conventions.first(where: { $0.name == name.dropFirst(prefix.count + 1) })
        else {
            throw unknown("function of \(prefix)", name, framework.conventions.map(\.name))
        }
        return convention
    }

    private static func unknown(_ kind: String, _ found: String, _ known: [String]) -> FilterError {
        FilterError(
            .invalidParameter, "convention", expected: "a \(kind): \(known.joined(separator: ", "))",
            found: "'\(found)'", remedy: "use a name that there is")
    }
}
