extension Translation {
    /// How a function's kernel lies, compared with that of the job.
    enum Turn {
        /// The same way.
        case none
        /// Turned by 180°.
        case half
        /// The last row first.
        case rows
        /// The last column first.
        case columns
    }

    /// A kernel with its sizes.
    static func kernel(_ name: String, _ turn: Turn = .none) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let kernel = try call.kernel(value)
            return [name: .numbers(turn.applied(to: kernel), extents: kernel.extents)]
        }
    }

    /// A kernel as a list of taps, and its size along x, then along y.
    static func kernel(_ name: String, size: String, _ turn: Turn) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let kernel = try call.kernel(value)
            return [
                name: list(turn.applied(to: kernel)),
                size: list(kernel.extents.reversed().map(Double.init)),
            ]
        }
    }

    /// The tap that meets the output sample, x first.
    static func anchor(_ name: String, _ turn: Turn = .none) -> Translation {
        Translation { (value, call) throws(FilterError) in
            let anchors = try call.anchors(value)
            let places = anchors.map { turn == .half ? Double($0.taps) - 1 - $0.anchor : $0.anchor }
            return [name: list(places.reversed())]
        }
    }

    /// The tap that meets the output sample, as a distance from the middle.
    static func origin(_ name: String) -> Translation {
        Translation { (value, call) throws(FilterError) in
            [name: list(try call.anchors(value).map { $0.anchor - Double($0.taps / 2) })]
        }
    }
}

extension Translation.Turn {
    fileprivate func applied(to kernel: Kernel) -> [Double] {
        let columns = kernel.extents.last ?? 1
        let rows = stride(from: 0, to: kernel.weights.count, by: columns).map { kernel.weights[$0..<$0 + columns] }
        return switch self {
        case .none: kernel.weights
        case .half: kernel.weights.reversed()
        case .rows: rows.reversed().flatMap { $0 }
        case .columns: rows.flatMap { $0.reversed() }
        }
    }
}

extension Translation.Call {
    fileprivate func kernel(_ value: FilterOptionValue?) throws(FilterError) -> Kernel {
        guard case .kernel(let kernel)? = value else { throw misfit("a kernel", "\(value.map { "\($0)" } ?? "none")") }
        return kernel
    }

    /// The index of the tap along each axis of the kernel, and the number of its taps.
    fileprivate func anchors(_ value: FilterOptionValue) throws(FilterError) -> [(anchor: Double, taps: Int)] {
        let extents = try kernel(options[.kernel]).extents
        guard case .numbers(.each(let anchors)) = value, anchors.count == extents.count else {
            throw misfit("an index for each of the kernel's \(extents.count) axes", "\(value)")
        }
        return zip(anchors, extents).map { ($0, $1) }
    }
}
