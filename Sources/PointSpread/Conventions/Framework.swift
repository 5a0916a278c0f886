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
        Pillow.framework,
        Torchvision.framework,
        Kornia.framework,
        PyTorch.framework,
        Keras.framework,
        NumPy.framework,
        SciPyNDImage.framework,
        SciPySignal.framework,
        ScikitImage.framework,
    ]

    /// The function of a full name, such as `scipy.ndimage.gaussian_filter`.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, which lists what there is.
    public static func convention(named name: String) throws(FilterError) -> Convention {
        let framework = all.first { name.hasPrefix($0.name + ".") }
        guard let framework else {
            throw unknown("framework", name, all.map(\.name))
        }
        let function = name.dropFirst(framework.name.count + 1)
        guard let convention = framework.conventions.first(where: { $0.name == function }) else {
            throw unknown("function of \(framework.name)", name, framework.conventions.map(\.name))
        }
        return convention
    }

    private static func unknown(_ kind: String, _ found: String, _ known: [String]) -> FilterError {
        FilterError(
            .invalidParameter, "convention", expected: "a \(kind): \(known.joined(separator: ", "))",
            found: "'\(found)'", remedy: "use a name that there is")
    }
}
