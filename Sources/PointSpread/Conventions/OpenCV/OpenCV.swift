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
            Convention("getGaussianKernel", .bitExact, evidence: equal("2000 cases"), make: readGetGaussianKernel),
            Convention(
                "getDerivKernels", .bitExact, evidence: equal("all orders up to 3 and sizes up to 31"),
                make: readGetDerivKernels),
            Convention(
                "getGaborKernel", .share(0.996, others: 7e-15), evidence: compared("2000 cases"),
                make: readGetGaborKernel),
            Convention("GaussianBlur", .bitExact, evidence: equal(perType), make: readGaussianBlur),
            Convention("sepFilter2D", .bitExact, evidence: equal(perType), make: readSepFilter2D),
            Convention(
                "filter2D", .bitExactExcept("many taps of float64"),
                evidence: equal(perType)
                    + "; from 50 taps on of float64 within 3e-15 of the largest result in 450 cases",
                make: readFilter2D),
            Convention("blur", .bitExact, evidence: equal(perType), make: readBlur),
            Convention("boxFilter", .bitExact, evidence: equal(perType), make: readBoxFilter),
            Convention("sqrBoxFilter", .bitExact, evidence: equal(perType), make: readSqrBoxFilter),
            Convention("Sobel", .bitExact, evidence: equal(perType), make: readSobel),
            Convention("Scharr", .bitExact, evidence: equal(perType), make: readScharr),
            Convention("spatialGradient", .bitExact, evidence: equal("2000 cases"), make: readSpatialGradient),
            Convention(
                "Laplacian",
                .bitExactExcept("float32 in one channel with size 5, and halves of float64 in whole results"),
                evidence: equal(perType)
                    + "; size 5 of one channel of float32 equal in 99.2 % of the results of 1500 cases, "
                    + "within 2e-7 of the largest result; sums of float64 within a float32 epsilon of half-way "
                    + "may be rounded the other way",
                make: readLaplacian),
            Convention(
                "pyrDown", .bitExactExcept("real numbers"),
                evidence: equal("2000 cases for each of uint8, uint16 and int16")
                    + "; real numbers within 2.3 epsilon of the largest result in 800 cases each",
                make: readPyrDown),
            Convention(
                "pyrUp", .bitExactExcept("real numbers"),
                evidence: equal("2000 cases for each of uint8, uint16 and int16")
                    + "; real numbers within 1.4 epsilon of the largest result in 800 cases each",
                make: readPyrUp),
            Convention(
                "stackBlur", .bitExactExcept("the last columns of kernels from 13 wide"),
                evidence: equal("2000 cases of uint8")
                    + ", but for the last columns of kernels from 13 wide, which OpenCV takes "
                    + "from wrong neighbours",
                make: readStackBlur),
        ])

    private static let perType = "2000 cases for each type of samples, with results of all types"

    private static func equal(_ cases: String) -> String { compared(cases) + ": all bytes equal" }

    private static func compared(_ cases: String) -> String {
        "\(cases), seed 5, against opencv-python-headless 5.0.0.93 on x86-64"
    }

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
