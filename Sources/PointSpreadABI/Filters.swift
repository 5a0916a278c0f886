// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread

/// A filter behind a pointer.
typealias FilterHandle = Handle<any Filter>

@c @implementation
public func pointspread_filter_free(_ filter: OpaquePointer?) { FilterHandle.release(filter) }

@c @implementation
public func pointspread_filter_gaussian(
    _ parameters: UnsafePointer<pointspread_gaussian>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_gaussian")
        var gaussian = GaussianFilter(sigma: 0)
        gaussian.sigma = try given.sigma.perAxis("sigma", try given.unit.length())
        let orders = try elements(given.order.values, given.order.count, atLeast: 0, "order")
        if !orders.isEmpty { gaussian.order = PerAxis(orders.map { Int($0) }) }
        gaussian.sampling = try given.sampling.sampling()
        gaussian.truncate = given.truncate
        gaussian.radius = given.radius == -1 ? nil : Int(given.radius)
        gaussian.accuracy = given.accuracy == 0 ? nil : given.accuracy
        gaussian.scale = try given.unit.scale()
        gaussian.border = try given.border.perAxis()
        return gaussian
    }
}

@c @implementation
public func pointspread_filter_box(
    _ parameters: UnsafePointer<pointspread_box>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_box")
        let width = try given.width.perAxis("width") { BoxFilter.Width($0) }
        return BoxFilter(width: width, border: try given.border.perAxis())
    }
}

@c @implementation
public func pointspread_filter_motion(
    _ parameters: UnsafePointer<pointspread_motion>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_motion")
        return MotionFilter(
            length: given.length, angle: given.angle, direction: given.direction, border: try given.border.perAxis())
    }
}

@c @implementation
public func pointspread_filter_correlation(
    _ parameters: UnsafePointer<pointspread_correlation>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_correlation")
        let (mode, border) = (try given.outputs(), try given.border.perAxis())
        switch try given.taking() {
        case .kernel(let kernel): return CorrelationFilter(kernel: kernel, mode: mode, border: border)
        case .separable(let taps): return CorrelationFilter(separable: taps, mode: mode, border: border)
        }
    }
}

@c @implementation
public func pointspread_filter_convolution(
    _ parameters: UnsafePointer<pointspread_correlation>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_correlation")
        let (mode, border) = (try given.outputs(), try given.border.perAxis())
        switch try given.taking() {
        case .kernel(let kernel): return ConvolutionFilter(kernel: kernel, mode: mode, border: border)
        case .separable(let taps): return ConvolutionFilter(separable: taps, mode: mode, border: border)
        }
    }
}

@c @implementation
public func pointspread_filter_derivative(
    _ parameters: UnsafePointer<pointspread_derivative>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_derivative")
        var derivative = DerivativeFilter(
            along: Int(given.axis), kind: try given.kind.kernel(), size: size(given.taps),
            border: try given.border.perAxis())
        derivative.scale = try given.unit.scale()
        return derivative
    }
}

@c @implementation
public func pointspread_filter_gradient(
    _ parameters: UnsafePointer<pointspread_gradient>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_gradient")
        let results: [GradientFilter.Result] = [.components, .magnitude, .orientation]
        var gradient = GradientFilter(
            try choice(given.result.rawValue, results, "result"), kind: try given.kind.kernel(),
            size: size(given.taps), border: try given.border.perAxis())
        gradient.scale = try given.unit.scale()
        return gradient
    }
}

@c @implementation
public func pointspread_filter_laplacian(
    _ parameters: UnsafePointer<pointspread_laplacian>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_laplacian")
        let length = try given.unit.length()
        var laplacian = LaplacianFilter(
            sigma: given.sigma == -1 ? nil : length(given.sigma), border: try given.border.perAxis())
        laplacian.scale = try given.unit.scale()
        return laplacian
    }
}

@c @implementation
public func pointspread_filter_unsharp(
    _ parameters: UnsafePointer<pointspread_unsharp>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_unsharp")
        return UnsharpMaskFilter(
            sigma: try given.sigma.perAxis("sigma", try given.unit.length()), amount: given.amount,
            threshold: given.threshold, border: try given.border.perAxis())
    }
}

@c @implementation
public func pointspread_filter_difference(
    _ parameters: UnsafePointer<pointspread_difference>?, _ filter: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(filter) { () throws(FilterError) -> any Filter in
        let given = try read(parameters, "pointspread_difference")
        let length = try given.unit.length()
        return DifferenceOfGaussiansFilter(
            sigma: length(given.sigma), widerSigma: length(given.wider_sigma), border: try given.border.perAxis())
    }
}

/// A number of taps, of which 0 leaves the choice to the kind.
func size(_ taps: Int64) -> Int? { taps == 0 ? nil : Int(taps) }

extension pointspread_correlation {
    fileprivate func outputs() throws(FilterError) -> CorrelationMode {
        try choice(mode.rawValue, [.same, .full, .valid], "mode")
    }

    /// One kernel of the rank of the filtered axes, or taps for each of them.
    fileprivate func taking() throws(FilterError) -> CorrelationFilter.Taking {
        var given: [Kernel] = []
        for pointer in try elements(kernels, kernel_count, atLeast: 1, "kernels") {
            given.append(try KernelHandle.value(pointer, "kernels"))
        }
        if given.count == 1 { return .kernel(given[0]) }
        return .separable(
            try given.map { (kernel) throws(FilterError) in
                guard kernel.rank == 1 else {
                    throw invalid(
                        "kernels", expected: "one-dimensional kernels, one for each filtered axis",
                        found: "\(given.count) kernels, one of them of rank \(kernel.rank)",
                        remedy: "give one kernel of all axes, or taps for each")
                }
                return try Taps(kernel.weights, anchor: kernel.anchor[0])
            })
    }
}
