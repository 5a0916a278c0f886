import PointSpread
import Testing

@Suite("Elementary functions")
struct ElementaryTests {
    @Test(
        "equal the recorded, correctly rounded results bit for bit",
        arguments: ["exp", "log", "sine", "cosine", "erf", "erfc"])
    func correctlyRounded(name: String) throws {
        let functions: [String: (Double) -> Double] = [
            "exp": Elementary.exp, "log": Elementary.log, "erf": SpecialFunctions.erf, "erfc": SpecialFunctions.erfc,
            "sine": { Elementary.sineCosine(degrees: $0).sine },
            "cosine": { Elementary.sineCosine(degrees: $0).cosine },
        ]
        let function = try #require(functions[name])
        let calls = try RecordedFunctions.calls(of: name)
        #expect(calls.count > 300)
        for call in calls {
            let x = call.arguments[0]
            // `==` lets the signs of zeros differ: mpmath has one zero only.
            #expect(function(x) == call.result, "\(name)(\(x)): off by \(ulpDistance(function(x), call.result)) ulp")
        }
    }

    @Test("power equals the correctly rounded result on every recorded argument")
    func power() throws {
        for call in try RecordedFunctions.calls(of: "power") {
            let (x, y) = (call.arguments[0], call.arguments[1])
            #expect(Elementary.power(x, y) == call.result, "power(\(x), \(y))")
        }
    }

    @Test("arctangent is within one double of the correctly rounded result, and mostly equals it")
    func arctangent() throws {
        let calls = try RecordedFunctions.calls(of: "arctangent")
        var different = 0
        for call in calls {
            let (y, x) = (call.arguments[0], call.arguments[1])
            let distance = ulpDistance(Elementary.arctangent(y: y, x: x), call.result)
            #expect(distance <= 1, "arctangent(\(y), \(x))")
            different += distance == 0 ? 0 : 1
        }
        // An error of up to 0.6 ulp rounds wrongly now and then: about one argument in 250 does.
        #expect(different * 100 < calls.count, "\(different) of \(calls.count) differ")
    }

    @Test("scaled Bessel functions equal the recorded, correctly rounded results bit for bit")
    func bessel() throws {
        let calls = try RecordedFunctions.calls(of: "bessel")
        #expect(calls.count > 250)
        for (t, row) in Dictionary(grouping: calls, by: { $0.arguments[0] }) {
            let values = SpecialFunctions.scaledBessel(through: row.map(\.order).max() ?? 0, t)
            for call in row {
                #expect(values[call.order] == call.result, "order \(call.order) at \(t)")
            }
        }
        #expect(SpecialFunctions.scaledBessel(order: 3, 2.25) == SpecialFunctions.scaledBessel(through: 7, 2.25)[3])
    }
}

@Suite("Elementary functions at their limits")
struct ElementaryLimitTests {
    @Test func exponentialAndLogarithm() {
        #expect(Elementary.exp(.infinity) == .infinity)
        #expect(Elementary.exp(-.infinity) == 0)
        #expect(Elementary.exp(710) == .infinity)
        #expect(Elementary.exp(.nan).isNaN)
        #expect(Elementary.log(0) == -.infinity)
        #expect(Elementary.log(.infinity) == .infinity)
        #expect(Elementary.log(-1).isNaN)
        #expect(Elementary.log(.nan).isNaN)
    }

    @Test func power() {
        #expect(Elementary.power(0, 2.4) == 0)
        #expect(Elementary.power(0, -1) == .infinity)
        #expect(Elementary.power(.infinity, -1) == 0)
        #expect(Elementary.power(.infinity, 1) == .infinity)
        #expect(Elementary.power(0.5, .infinity) == 0)
        #expect(Elementary.power(2, .infinity) == .infinity)
        #expect(Elementary.power(.nan, 0) == 1)
        #expect(Elementary.power(-1, 2).isNaN)
        #expect(Elementary.power(2, .nan).isNaN)
        #expect(Elementary.power(1e300, 2) == .infinity)
    }

    @Test("sines and cosines of multiples of 30° and 45° are exact, and zeros positive")
    func exactAngles() {
        let half = 0.5.squareRoot()
        #expect(Elementary.sineCosine(degrees: 30).sine == 0.5)
        #expect(Elementary.sineCosine(degrees: -60).cosine == 0.5)
        #expect(Elementary.sineCosine(degrees: 135) == (half, -half))
        #expect(Elementary.sineCosine(degrees: -405) == (-half, half))
        for turn in -8...8 {
            let (sine, cosine) = Elementary.sineCosine(degrees: Double(turn * 90))
            #expect(abs(sine) + abs(cosine) == 1)
            #expect((sine == 0 ? sine : cosine).sign == .plus)
        }
        #expect(Elementary.sineCosine(degrees: .infinity).sine.isNaN)
    }

    @Test("arctangent never returns an angle of -π or less, and ignores the sign of zero")
    func arctangent() {
        for zero in [0.0, -0.0] {
            #expect(Elementary.arctangent(y: zero, x: -1) == .pi)
            #expect(Elementary.arctangent(y: zero, x: -.infinity) == .pi)
            #expect(Elementary.arctangent(y: zero, x: 1) == 0)
            #expect(Elementary.arctangent(y: zero, x: 0) == 0)
            #expect(Elementary.arctangent(y: zero, x: -0.0) == 0)
            #expect(Elementary.arctangent(y: 3, x: zero) == .pi / 2)
            #expect(Elementary.arctangent(y: -3, x: zero) == -.pi / 2)
        }
        #expect(Elementary.arctangent(y: .infinity, x: .infinity) == .pi / 4)
        #expect(Elementary.arctangent(y: -.infinity, x: -.infinity) == -3 * .pi / 4)
        #expect(Elementary.arctangent(y: .infinity, x: 1) == .pi / 2)
        #expect(Elementary.arctangent(y: 1, x: .infinity) == 0)
        #expect(Elementary.arctangent(y: .nan, x: 1).isNaN)
        #expect(Elementary.arctangent(y: 1, x: .nan).isNaN)
    }

    @Test func errorFunction() {
        #expect(SpecialFunctions.erf(.infinity) == 1)
        #expect(SpecialFunctions.erf(-.infinity) == -1)
        #expect(SpecialFunctions.erf(.nan).isNaN)
        #expect(SpecialFunctions.erfc(.infinity) == 0)
        #expect(SpecialFunctions.erfc(-.infinity) == 2)
        #expect(SpecialFunctions.erfc(.nan).isNaN)
    }
}
