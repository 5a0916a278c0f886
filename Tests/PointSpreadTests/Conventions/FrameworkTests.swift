import PointSpread
import Testing

@Suite("Functions of other frameworks by name")
struct FrameworkTests {
    @Test func knowTheirNames() throws {
        #expect(try Framework(named: "scipy.ndimage").version == "1.17.1")
        #expect(try Framework.convention(named: "scipy.ndimage.gaussian_filter").exactness == .bitExact)
        for framework in Framework.all {
            #expect(Set(framework.conventions.map(\.name)).count == framework.conventions.count, "\(framework.name)")
            for convention in framework.conventions { #expect(!convention.evidence.isEmpty, "\(convention.name)") }
        }
    }

    @Test func sayWhatThereIsForAnotherName() throws {
        func error(_ body: () throws -> Void) -> String {
            do {
                try body()
                return "nothing"
            } catch { return "\(error)" }
        }
        #expect(error { _ = try Framework(named: "opencl") }.contains("opencv"))
        #expect(error { _ = try Framework.convention(named: "gaussian_filter") }.contains("scipy.ndimage"))
        #expect(error { _ = try Framework.convention(named: "scipy.ndimage.median") }.contains("gaussian_filter"))
    }

    @Test func refuseArgumentsThatTheyDoNotKnow() throws {
        let blur = try Framework.convention(named: "scipy.ndimage.gaussian_filter")
        let arguments: [[String: ConventionValue]] = [
            ["sigma": .number(1), "sigmas": .number(2)], ["sigma": .text("wide")], [:],
            ["sigma": .number(1), "mode": .text("median")],
        ]
        for arguments in arguments {
            #expect(throws: FilterError.self, "\(arguments)") { try blur.filter(arguments) }
        }
        #expect(throws: FilterError.self) { try blur.kernel(["sigma": .number(1)]) }
        let filter = try blur.filter(["sigma": .number(1)])
        #expect(try filter.plan(for: Layout(shape: [9, 9], elementType: .uint8)).method == .tiles)
    }
}
