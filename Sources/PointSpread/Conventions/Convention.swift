/// A function of another framework that is reproduced here: its name, how closely, and how that is known.
///
/// ```swift
/// let blur = try Framework.convention(named: "scipy.ndimage.gaussian_filter")
/// blur.exactness   // bit-exact
/// let filter = try blur.filter(["sigma": .number(2)])
/// ```
///
/// The functions of `SciPyNDImage`, `OpenCV` and the others say the same with types; this is the way by names, which Python, C and
/// the command line take.
public struct Convention: Sendable {
    /// What a function makes.
    public enum Made: Sendable {
        /// A filter.
        case filter(any Filter)
        /// A kernel.
        case kernel(Kernel)
    }

    /// The function as the framework calls it, without the name of its module.
    public let name: String
    /// How closely it is reproduced.
    public let exactness: Exactness
    /// How that is known: what was compared, how often, with what result.
    public let evidence: String
    private let maker: @Sendable (inout ConventionArguments) throws(FilterError) -> Made

    /// States the parts.
    ///
    /// - Parameter make: reads the arguments by their names and makes the filter or the kernel.
    init(
        _ name: String, _ exactness: Exactness, evidence: String,
        make: @escaping @Sendable (inout ConventionArguments) throws(FilterError) -> Made
    ) {
        self.name = name
        self.exactness = exactness
        self.evidence = evidence
        maker = make
    }

    /// Makes a filter or a kernel of arguments by name; those that are left out have the framework's defaults.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, also for a name that the function does not know.
    public func made(_ arguments: [String: ConventionValue]) throws(FilterError) -> Made {
        var arguments = ConventionArguments(arguments, of: name)
        let made = try maker(&arguments)
        try arguments.checkNoneIsLeft()
        return made
    }

    /// Makes a filter.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, also where the function makes a kernel.
    public func filter(_ arguments: [String: ConventionValue]) throws(FilterError) -> any Filter {
        guard case .filter(let filter) = try made(arguments) else { throw misfit("a filter") }
        return filter
    }

    /// Makes a kernel.
    ///
    /// - Throws: `FilterError` with code `invalidParameter`, also where the function makes a filter.
    public func kernel(_ arguments: [String: ConventionValue]) throws(FilterError) -> Kernel {
        guard case .kernel(let kernel) = try made(arguments) else { throw misfit("a kernel") }
        return kernel
    }

    private func misfit(_ expected: String) -> FilterError {
        FilterError(
            .invalidParameter, "convention", expected: "a function that makes \(expected)", found: name,
            remedy: "ask for what it makes")
    }
}
