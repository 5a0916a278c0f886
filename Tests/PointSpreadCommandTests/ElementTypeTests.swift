import PointSpread
import PointSpreadIO
import Testing

/// The types of elements that are written.
@Suite struct ElementTypeTests {
    private let folder: TemporaryFolder
    private let photo: Image<UInt8>

    init() throws {
        folder = try TemporaryFolder()
        photo = try Image(contentsOf: Photo.chelsea)
    }

    private func written(_ line: String, to ending: String = "npy") throws -> AnyArray {
        let path = folder / "out.\(ending)"
        let outcome = try Tool.run("\(line) \(Photo.chelsea) --force -o \(path)")
        #expect(outcome.status == 0, "\(outcome.error)")
        return try AnyArray(contentsOf: path)
    }

    @Test func typesStayUnlessAnotherIsAskedFor() throws {
        #expect(try written("gaussian --sigma 1").elementType == .uint8)
        #expect(try written("gaussian --sigma 1 --dtype float32").elementType == .float32)
        #expect(try written("gaussian --sigma 1 --dtype UINT16", to: "png").elementType == .uint16)
    }

    @Test func resultsAreRoundedOnceByTheRule() throws {
        let wide = try #require(try written("gaussian --sigma 1 --dtype float32").typed(Float.self)).elements
        let down = try #require(try written("gaussian --sigma 1 --dtype uint8 --round down").typed(UInt8.self))
        #expect(down.elements == wide.map { UInt8($0.rounded(.down)) })
        let usual = try #require(try written("gaussian --sigma 1 --dtype uint8").typed(UInt8.self))
        #expect(usual.elements == (try photo.gaussianBlurred(sigma: 1).pixels.elements))
    }

    @Test func numbersStayWhatTheyAreUnlessScaled() throws {
        let slope = try #require(try written("derivative --along x --dtype int16").typed(Int16.self)).elements
        let exact = try photo.derivative(along: 1).pixels.elements
        #expect(slope == exact.map { Int16($0.rounded(.toNearestOrEven)) })
        let scaled = try #require(try written("derivative --along x --dtype int16 --scale 2").typed(Int16.self))
        #expect(scaled.elements == exact.map { Int16(($0 * 2).rounded(.toNearestOrEven)) })
    }

    @Test(arguments: [
        ("--dtype float32", "png", "uint8 or uint16"), ("--dtype complex64", "npy", "one of int8"),
        ("--round down", "npy", "a --dtype of whole numbers"), ("--dtype float32 --round down", "npy", "whole numbers"),
        ("--dtype uint8 --round sideways", "npy", "one of halfEven"),
    ]) func combinationsWithoutMeaningAreRefused(_ line: (options: String, ending: String, words: String)) throws {
        let outcome = try Tool.run(
            "gaussian --sigma 1 \(line.options) \(Photo.chelsea) -o \(folder / "no.\(line.ending)")")
        #expect(outcome.status != 0)
        #expect(outcome.errorLines.count == 1 && outcome.error.contains(line.words), "\(outcome.error)")
    }
}
