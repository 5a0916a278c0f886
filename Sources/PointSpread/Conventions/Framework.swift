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
        openCV, numPy, sciPyNDImage, sciPySignal, scikitImage, pillow, torchvision, kornia, pyTorch, keras, dipLib, itk,
        vips,
        dali, fastAI, matlab,
    ]

    /// OpenCV.
    public static let openCV = OpenCV.framework
    /// NumPy.
    public static let numPy = NumPy.framework
    /// SciPy's filters of arrays, `scipy.ndimage`.
    public static let sciPyNDImage = SciPyNDImage.framework
    /// SciPy's convolutions, `scipy.signal`.
    public static let sciPySignal = SciPySignal.framework
    /// scikit-image's `skimage.filters`.
    public static let scikitImage = ScikitImage.framework
    /// Pillow's `ImageFilter`.
    public static let pillow = Pillow.framework
    /// torchvision's transforms.
    public static let torchvision = Torchvision.framework
    /// kornia.
    public static let kornia = Kornia.framework
    /// PyTorch.
    public static let pyTorch = PyTorch.framework
    /// Keras.
    public static let keras = Keras.framework
    /// DIPlib.
    public static let dipLib = DIPlib.framework
    /// ITK.
    public static let itk = ITK.framework
    /// libvips.
    public static let vips = Vips.framework
    /// NVIDIA DALI.
    public static let dali = DALI.framework
    /// What people pass around in fastai's forum.
    public static let fastAI = FastAI.framework
    /// MATLAB's Image Processing Toolbox.
    public static let matlab = MATLAB.framework

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

    /// The frameworks that a text may mean, as in `scipy`, `pillow@13` or `opencv@5.0.0`.
    ///
    /// Names and versions may be cut off at a dot.
    ///
    /// - Returns: at least one.
    /// - Throws: `FilterError` with code `invalidParameter`, which lists what there is, of frameworks or of versions.
    public static func matching(_ text: String) throws(FilterError) -> [Framework] {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let named = all.filter { $0.name.begins(with: parts[0]) }
        guard !named.isEmpty else { throw unknown("framework", parts[0], all.map(\.name)) }
        guard parts.count > 1 else { return named }
        let matching = named.filter { $0.version.begins(with: parts[1]) }
        guard !matching.isEmpty else {
            throw FilterError(
                .invalidParameter, "convention",
                expected: "a version of \(parts[0]) that has been reproduced: "
                    + Set(named.map(\.version)).sorted().joined(separator: ", "),
                found: "'\(parts[1])'", remedy: "name that, or leave out the version")
        }
        return matching
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

    static func unknown(_ kind: String, _ found: String, _ known: [String]) -> FilterError {
        FilterError(
            .invalidParameter, "convention", expected: "a \(kind): \(known.joined(separator: ", "))",
            found: "'\(found)'", remedy: "use a name that there is")
    }
}

extension Framework: Hashable {
    /// Whether both are the same version of the same framework.
    public static func == (one: Framework, other: Framework) -> Bool {
        (one.name, one.version) == (other.name, other.version)
    }

    /// Feeds the name and the version.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(version)
    }
}

extension String {
    /// Whether the text is another one, or goes on with a dot behind it.
    fileprivate func begins(with other: String) -> Bool { self == other || hasPrefix(other + ".") }
}
