import PointSpread
import Testing

@Suite("Box taps")
struct BoxTapsTests {
    @Test func integerWidths() throws {
        #expect(try Taps.box(width: 1).weights == [1])
        #expect(try Taps.box(width: 3) == Taps([1 / 3.0, 1 / 3.0, 1 / 3.0]))
        #expect(try Taps.box(width: 4).anchor == 2)
    }

    @Test func fractionalWidths() throws {
        #expect(try Taps.box(fractionalWidth: 1).weights == [1])
        #expect(try Taps.box(fractionalWidth: 3).weights == [1 / 3.0, 1 / 3.0, 1 / 3.0])
        #expect(try Taps.box(fractionalWidth: 4).weights == [0.125, 0.25, 0.25, 0.25, 0.125])
        #expect(try Taps.box(fractionalWidth: 2.5).weights == [0.3, 0.4, 0.3])
        #expect(try Taps.unnormalizedBox(fractionalWidth: 2.5).weights == [0.75, 1, 0.75])
        for width in stride(from: 1.0, through: 20, by: 0.37) {
            let taps = try Taps.unnormalizedBox(fractionalWidth: width)
            #expect(abs(taps.sum - width) < 1e-14)
            #expect(taps.isSymmetric && taps.anchor == taps.count / 2 && taps.weights[0] > 0)
        }
    }

    @Test func refusals() {
        for width in [0, -3, 1 << 25] {
            expectRefusal(of: "width", saying: "found \(width)") { () throws(FilterError) in
                try Taps.box(width: width)
            }
        }
        for width in [0.5, .nan, .infinity, -.infinity, 1e300] {
            expectRefusal(of: "width", saying: "found \(width)") { () throws(FilterError) in
                try Taps.box(fractionalWidth: width)
            }
        }
    }
}

@Suite("Derivative taps")
struct DerivativeTapsTests {
    @Test("the small kernels are the well-known ones")
    func tables() throws {
        #expect(try Taps.derivative(.central, size: 3).weights == [-0.5, 0, 0.5])
        #expect(try Taps.derivative(.central, size: 5).weights == [1 / 12.0, -2 / 3.0, 0, 2 / 3.0, -1 / 12.0])
        #expect(try Taps.derivative(.forward, size: 2) == Taps([-1, 1], anchor: 0))
        #expect(try Taps.derivative(.forward, size: 3) == Taps([-1.5, 2, -0.5], anchor: 0))
        #expect(try Taps.derivative(.sobel, size: 3).weights == [-0.5, 0, 0.5])
        #expect(try Taps.derivative(.sobel, size: 5).weights == [-0.125, -0.25, 0, 0.25, 0.125])
        #expect(try Taps.smoothing(.sobel, size: 5).weights == [1 / 16.0, 0.25, 0.375, 0.25, 1 / 16.0])
        #expect(try Taps.derivative(.prewitt, size: 5).weights == [-0.2, -0.1, 0, 0.1, 0.2])
        #expect(try Taps.smoothing(.prewitt, size: 3) == Taps.box(width: 3))
        #expect(try Taps.derivative(.scharr, size: 3).weights == [-0.5, 0, 0.5])
        #expect(try Taps.smoothing(.scharr, size: 3).weights == [3 / 16.0, 10 / 16.0, 3 / 16.0])
        #expect(try Taps.smoothing(.forward, size: 4).weights == [1])
    }

    @Test("every kernel gives 0 on a constant and 1 on a unit ramp, and its smoothing sums to 1")
    func ramp() throws {
        for kind in DerivativeKernel.allCases {
            for size in kind == .scharr ? [3] : [3, 5, 9, 17] {
                let taps = try Taps.derivative(kind, size: size)
                let scale = 1e-15 * taps.weights.reduce(0) { $0 + abs($1) } * Double(size)
                #expect(abs(moment(0, of: taps)) <= scale, "\(kind) \(size)")
                #expect(abs(moment(1, of: taps) - 1) <= scale, "\(kind) \(size)")
                #expect(abs(try Taps.smoothing(kind, size: size).sum - 1) < 1e-15)
                #expect(kind == .forward || taps.isAntisymmetric)
            }
        }
    }

    @Test("central and forward differences are exact up to degree size - 1", arguments: 3...9)
    func exactness(size: Int) throws {
        for kind in [DerivativeKernel.forward] + (size.isMultiple(of: 2) ? [] : [.central]) {
            let taps = try Taps.derivative(kind, size: size)
            for degree in 2..<size {
                let terms = taps.weights.enumerated().map { index, weight in
                    (0..<degree).reduce(weight) { product, _ in product * Double(index - taps.anchor) }
                }
                let scale = terms.reduce(0) { $0 + abs($1) }
                #expect(abs(terms.reduce(0, +)) <= 1e-14 * scale, "\(kind) \(size), degree \(degree)")
            }
        }
    }

    @Test("the largest sizes are finite and still derivatives")
    func largest() throws {
        for kind in [DerivativeKernel.central, .sobel, .prewitt] {
            #expect(abs(moment(1, of: try Taps.derivative(kind, size: 255)) - 1) < 1e-12)
        }
    }

    @Test func refusals() {
        for kind in [DerivativeKernel.central, .sobel, .prewitt] {
            expectRefusal(of: "size", saying: "an odd number of taps, so that") { () throws(FilterError) in
                try Taps.derivative(kind, size: 4)
            }
            expectRefusal(of: "size", saying: "from 3 to 255, found 1") { () throws(FilterError) in
                try Taps.smoothing(kind, size: 1)
            }
        }
        expectRefusal(of: "size", saying: "the only size of Scharr's") { () throws(FilterError) in
            try Taps.derivative(.scharr, size: 5)
        }
        expectRefusal(of: "size", saying: "2 to 255") { () throws(FilterError) in
            try Taps.derivative(.forward, size: 1)
        }
    }
}
