extension OpenCV {
    /// How taps read backwards, if the middle one meets the output sample.
    enum TapSymmetry {
        case symmetric, antisymmetric, none

        init(_ weights: [Double], anchor: Int?) {
            let taps = Taps(unchecked: weights, anchor: anchor ?? weights.count / 2)
            guard taps.anchor * 2 + 1 == taps.count else {
                self = .none
                return
            }
            self = taps.isSymmetric ? .symmetric : taps.isAntisymmetric ? .antisymmetric : .none
        }

        /// The order in which columns are summed.
        var order: Accumulation.Order {
            switch self {
            case .symmetric: .centreOutward(.symmetric)
            case .antisymmetric: .centreOutward(.antisymmetric)
            case .none: .leftToRight
            }
        }
    }
}
