/// A framework's own function for a job, with options in words that do not depend on a framework.
///
/// ```swift
/// let blur = try FrameworkFilter(.gaussian, as: .openCV, [.sigma: .lengths(.uniform(2)), .border: .borders(.wrap)])
/// let soft = try photo.filtered(by: blur)
/// try blur.call(for: photo.layout)   // opencv 5.0.0 GaussianBlur(borderType: BORDER_WRAP, ksize: 0 0, sigmaX: 2.0, …)
/// ```
///
/// What is left out has the framework's own default: its border, its size of kernel, its way to round. Where a Gaussian's function
/// cannot do without a number of taps and none is said, it gets ⌊4σ + ½⌋ on each side of the middle. Channels are filtered alike.
public struct FrameworkFilter: Filter {
    /// The framework.
    public let framework: Framework
    /// The job.
    public let kind: FilterKind
    /// What is not left to the framework.
    public let options: [FilterOption: FilterOptionValue]

    /// States the parts.
    ///
    /// - Throws: `FilterError` with code `invalidParameter` where the framework has no function for the job, or that has no such
    ///   option; it lists what there is.
    public init(
        _ kind: FilterKind, as framework: Framework, _ options: [FilterOption: FilterOptionValue]
    ) throws(FilterError) {
        self.framework = framework
        self.kind = kind
        self.options = options
        let counterpart = try framework.counterpart(for: kind)
        for option in FilterOption.allCases where options[option] != nil {
            guard counterpart.translations[option] == nil else { continue }
            let known = counterpart.options.map(\.rawValue).joined(separator: ", ")
            throw FilterError(
                .invalidParameter, option.rawValue,
                expected: "an option that \(framework.name).\(counterpart.function) knows: \(known)",
                found: option.rawValue, remedy: "leave it out, or use one that it knows")
        }
    }

    /// The same with results of a type, where the framework's function has an argument for it.
    public func resulting(in type: ElementType) throws(FilterError) -> FrameworkFilter {
        guard try framework.counterpart(for: kind).translations[.type] != nil else { return self }
        return try FrameworkFilter(kind, as: framework, options.merging([.type: .type(type)]) { $1 })
    }

    /// The call of the framework's function for arrays of a layout.
    ///
    /// - Throws: `FilterError` where an option has no meaning for the function.
    public func call(for layout: Layout) throws(FilterError) -> ConventionCall {
        let counterpart = try framework.counterpart(for: kind)
        let axes = try layout.resolvedAxes()
        if let rank = counterpart.rank, axes.count != rank {
            throw FilterError(
                .invalidAxes, "axes",
                expected: "\(rank == 1 ? "one axis" : "\(rank) axes") for \(framework.name).\(counterpart.function)",
                found: "\(axes)", remedy: "name the axes to filter")
        }
        var arguments = counterpart.fixed
        for option in FilterOption.allCases {
            guard let value = options[option], let translation = counterpart.translations[option] else { continue }
            let call = Translation.Call(
                option: option, options: options, function: "\(framework.name).\(counterpart.function)",
                layout: layout, axes: axes)
            // A radius comes after a sigma, and so overrules the size that was made of that.
            arguments.merge(try translation.arguments(value, call)) { $1 }
        }
        let name = "\(framework.name).\(counterpart.function)"
        return ConventionCall(
            framework: framework, convention: try Framework.convention(named: name), arguments: arguments)
    }

    /// The program of the framework's function.
    public func program(for layout: Layout) throws(FilterError) -> FilterProgram {
        guard layout.transfer == nil else {
            throw FilterError(
                .invalidParameter, "linear-light", expected: "samples as they are, which \(framework.name) filters",
                found: "linear light", remedy: "leave it out")
        }
        return try call(for: layout).filter.program(for: layout)
    }
}

/// A framework's function with its arguments.
public struct ConventionCall: Sendable, CustomStringConvertible {
    /// The framework.
    public let framework: Framework
    /// The function.
    public let convention: Convention
    /// What it is called with.
    public let arguments: [String: ConventionValue]

    /// The filter that the function makes.
    public var filter: any Filter {
        get throws(FilterError) { try convention.filter(arguments) }
    }

    /// The call in words.
    public var description: String {
        let words = arguments.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        return "\(framework.name) \(framework.version) \(convention.name)(\(words))"
    }
}

extension ConventionValue: CustomStringConvertible {
    /// The words, or the numbers between blanks.
    public var description: String {
        switch self {
        case .text(let text): text
        case .numbers(let values, _): values.map { Int(exactly: $0).map { "\($0)" } ?? "\($0)" }.joined(separator: " ")
        }
    }
}
