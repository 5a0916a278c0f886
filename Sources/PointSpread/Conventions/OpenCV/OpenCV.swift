/// The linear filters of OpenCV, version 5.0.0, as its package for x86-64 computes them on processors with AVX2.
///
/// ```swift
/// let soft = try photo.filtered(by: try OpenCV.gaussianBlur(ksize: Size(width: 23, height: 23), sigmaX: 2))
/// ```
///
/// Two axes are filtered, y and x in this order; channels lie beside each other in a row, wherever the array has them. Many
/// functions sum the end of each row in another way than the rest, where their vector instructions no longer fit; programs say so.
public enum OpenCV {
    static let framework = Framework(
        name: "opencv", version: "5.0.0",
        conventions: [
            Convention("getGaussianKernel", .bitExact, evidence: "not yet compared", make: readGetGaussianKernel),
            Convention("GaussianBlur", .bitExact, evidence: "not yet compared", make: readGaussianBlur),
            Convention("sepFilter2D", .bitExact, evidence: "not yet compared", make: readSepFilter2D),
            Convention("filter2D", .bitExact, evidence: "not yet compared", make: readFilter2D),
            Convention("blur", .bitExact, evidence: "not yet compared", make: readBlur),
            Convention("boxFilter", .bitExact, evidence: "not yet compared", make: readBoxFilter),
            Convention("sqrBoxFilter", .bitExact, evidence: "not yet compared", make: readSqrBoxFilter),
            Convention("stackBlur", .bitExact, evidence: "not yet compared", make: readStackBlur),
            Convention("pyrDown", .bitExact, evidence: "not yet compared", make: readPyrDown),
            Convention("pyrUp", .bitExact, evidence: "not yet compared", make: readPyrUp),
            Convention("getGaborKernel", .bitExact, evidence: "not yet compared", make: readGetGaborKernel),
            Convention("getDerivKernels", .bitExact, evidence: "not yet compared", make: readGetDerivKernels),
            Convention("Sobel", .bitExact, evidence: "not yet compared", make: readSobel),
            Convention("Scharr", .bitExact, evidence: "not yet compared", make: readScharr),
            Convention("Laplacian", .bitExact, evidence: "not yet compared", make: readLaplacian),
            Convention("spatialGradient", .bitExact, evidence: "not yet compared", make: readSpatialGradient),
        ])

    /// The borders by OpenCV's names, those inside an isolated part of an image included.
    static func borderType(_ arguments: inout ConventionArguments) throws(FilterError) -> Border {
        try arguments.choice(
            try arguments.text("borderType") ?? "BORDER_DEFAULT", "borderType",
            [
                "BORDER_CONSTANT": .constant(0), "BORDER_REPLICATE": .replicate, "BORDER_REFLECT": .symmetric,
                "BORDER_WRAP": .wrap, "BORDER_REFLECT_101": .reflect101, "BORDER_REFLECT101": .reflect101,
                "BORDER_DEFAULT": .reflect101,
            ])
    }

    /// Makes sure that a function knows a border.
    static func check(_ border: Border, knowsWrap: Bool = false) throws(FilterError) {
        switch border {
        case .replicate, .symmetric, .reflect101, .supplied: return
        case .wrap where knowsWrap: return
        case .constant(let value) where value == 0: return
        default:
            throw FilterError(
                .invalidParameter, "borderType",
                expected: "constant(0), replicate, symmetric\(knowsWrap ? ", wrap" : "") or reflect101",
                found: "\(border)", remedy: "use a border that the function of OpenCV knows")
        }
    }

    /// A width and a height by a name, or nothing where they are left out.
    static func size(_ arguments: inout ConventionArguments, _ name: String) throws(FilterError) -> Size? {
        guard case .each(let numbers)? = try arguments.integerPerAxis(name) else { return nil }
        guard numbers.count == 2 else {
            throw FilterError(
                .invalidParameter, name, expected: "a width and a height", found: "\(numbers)",
                remedy: "give two numbers")
        }
        return Size(width: numbers[0], height: numbers[1])
    }

    /// What is wrong with a type that a function has no code for.
    static func unsupported(_ type: ElementType, _ expected: String) -> FilterError {
        FilterError(
            .invalidParameter, "depth", expected: expected, found: type.rawValue,
            remedy: "convert the array to a type that the function of OpenCV knows")
    }
}
