// The header has the documentation, and the names that C expects.
// swift-format-ignore-file: AlwaysUseLowerCamelCase, AllPublicDeclarationsHaveDocumentation

public import CPointSpread
internal import PointSpread

/// A kernel behind a pointer.
typealias KernelHandle = Handle<Kernel>

@c @implementation
public func pointspread_kernel_create(
    _ weights: UnsafePointer<Double>?, _ extents: UnsafePointer<Int64>?, _ rank: Int32,
    _ anchor: UnsafePointer<Int64>?, _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in
        let extents = try elements(extents, rank, atLeast: 1, "extents").map { Int($0) }
        let anchor = try anchor.map { (anchor) throws(FilterError) in
            try elements(anchor, rank, atLeast: 1, "anchor").map { Int($0) }
        }
        // A shape of the same sizes makes sure that the weights can be counted before any is read.
        guard extents.allSatisfy({ $0 > 0 }) else { return try Kernel([], extents: extents) }
        let count = try Shape(extents).elementCount
        return try Kernel(
            Array(UnsafeBufferPointer(start: try given(weights, "weights"), count: count)), extents: extents,
            anchor: anchor)
    }
}

@c @implementation
public func pointspread_kernel_free(_ kernel: OpaquePointer?) { KernelHandle.release(kernel) }

@c @implementation
public func pointspread_kernel_rank(_ kernel: OpaquePointer?) -> Int32 {
    (try? KernelHandle.value(kernel, "kernel")).map { Int32($0.rank) } ?? 0
}

@c @implementation
public func pointspread_kernel_extents(_ kernel: OpaquePointer?, _ extents: UnsafeMutablePointer<Int64>?) {
    copy(kernel, to: extents) { $0.extents.map { Int64($0) } }
}

@c @implementation
public func pointspread_kernel_anchor(_ kernel: OpaquePointer?, _ anchor: UnsafeMutablePointer<Int64>?) {
    copy(kernel, to: anchor) { $0.anchor.map { Int64($0) } }
}

@c @implementation
public func pointspread_kernel_weights(_ kernel: OpaquePointer?, _ weights: UnsafeMutablePointer<Double>?) {
    copy(kernel, to: weights) { $0.weights }
}

private func copy<Element>(
    _ kernel: OpaquePointer?, to target: UnsafeMutablePointer<Element>?, _ part: (Kernel) -> [Element]
) {
    guard let kernel = try? KernelHandle.value(kernel, "kernel"), let target else { return }
    for (place, element) in part(kernel).enumerated() { target[place] = element }
}

@c @implementation
public func pointspread_kernel_gaussian(
    _ sigma: Double, _ order: Int32, _ truncate: Double, _ radius: Int64, _ sampling: pointspread_sampling,
    _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in
        Kernel(
            try Taps.gaussian(
                sigma: sigma, radius: radius == -1 ? nil : Int(radius), truncate: truncate,
                sampling: try sampling.sampling(), order: Int(order)))
    }
}

@c @implementation
public func pointspread_kernel_box(
    _ width: Double, _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in
        switch BoxFilter.Width(width) {
        case .samples(let count): Kernel(try Taps.box(width: count))
        case .fractional(let width): Kernel(try Taps.box(fractionalWidth: width))
        }
    }
}

@c @implementation
public func pointspread_kernel_motion(
    _ length: Double, _ angle: Double, _ direction: Double, _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in
        try Kernel.motion(length: length, angle: angle, direction: direction)
    }
}

@c @implementation
public func pointspread_kernel_derivative(
    _ kind: pointspread_derivative_kind, _ taps: Int64, _ smoothing: Int32,
    _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in
        let kind = try kind.kernel()
        let size = size(taps) ?? kind.usualSize
        return Kernel(
            smoothing == 0 ? try Taps.derivative(kind, size: size) : try Taps.smoothing(kind, size: size))
    }
}

@c @implementation
public func pointspread_kernel_laplacian(
    _ rank: Int32, _ kernel: UnsafeMutablePointer<OpaquePointer?>?
) -> pointspread_status {
    make(kernel) { () throws(FilterError) in try Kernel.laplacian(rank: Int(rank)) }
}
