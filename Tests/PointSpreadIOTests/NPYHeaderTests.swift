import PointSpread
import PointSpreadIO
import Testing

@Suite("Headers of .npy files are read strictly")
struct NPYHeaderTests {
    private func file(_ header: String, version: [UInt8] = [1, 0], data: Int = 64) -> [UInt8] {
        let length = header.utf8.count
        let lengthBytes = (0..<(version[0] == 1 ? 2 : 4)).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
        return [0x93] + Array("NUMPY".utf8) + version + lengthBytes + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    private func error(_ bytes: [UInt8], limits: ReadLimits = .standard) -> FileError? {
        #expect(throws: FileError.self) { try AnyArray(from: .bytes(bytes, named: "a.npy"), limits: limits) }
    }

    @Test(arguments: [
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr':'<f4','fortran_order':False,'shape':(2,3)}",
        "  { \"shape\" : ( 2L , 3L , ) , \"fortran_order\" : False , \"descr\" : \"f4\" }  \n",
    ])
    func accepted(_ header: String) throws {
        #expect(try NDArray<Float>(from: .bytes(file(header), named: "a.npy")).shape == [2, 3])
    }

    @Test(arguments: [
        "", "{", "{}", "[]", "{'descr': '<f4'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [3]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (, )}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4294967296, 4294967296)}",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<\\x664', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr: '<f4', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2, 3)}",
    ])
    func malformed(_ header: String) {
        #expect(error(file(header))?.code == .malformed)
    }

    @Test(arguments: [
        "'|O'", "'<U4'", "'|S4'", "'<c8'", "'<M8[ns]'", "'<f16'", "'|V2'", "''", "'<<f4'", "[('a', '<f4')]", "'>i3'",
    ])
    func unsupported(_ type: String) {
        let header = "{'descr': \(type), 'fortran_order': False, 'shape': (2, 3)}"
        #expect(error(file(header))?.code == .unsupportedFormat)
    }

    @Test(arguments: [[0, 0], [4, 0], [1, 1]] as [[UInt8]])
    func versions(_ version: [UInt8]) {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}"
        #expect(error(file(header, version: version))?.code == .unsupportedFormat)
    }

    @Test func longHeaders() {
        let header = String(repeating: " ", count: 70_000) + "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}"
        #expect(throws: Never.self) { try AnyArray(from: .bytes(file(header, version: [2, 0]), named: "a.npy")) }
        let error = error(file(header, version: [2, 0]), limits: ReadLimits(metadata: 1000))
        #expect(error?.code == .limitExceeded)
        #expect(error?.description.contains("--max-metadata") == true)
    }

    @Test func promisesBeyondTheFile() {
        for shape in ["(17,)", "(1000000000000,)", "(4, 5)"] {
            let header = "{'descr': '<f4', 'fortran_order': True, 'shape': \(shape)}"
            #expect(error(file(header))?.code == .truncated)
        }
    }

    @Test("Headers that are written end at a multiple of 64 bytes, as NumPy's do")
    func written() throws {
        for sizes in [[], [7], [3, 4], [1, 2, 3, 4, 5, 6, 7, 8], [1_000_000_000_000, 1, 0]] {
            let header = NPYHeader(.float32, try Shape(sizes)).encoded()
            #expect(header.count.isMultiple(of: 64))
            #expect(header.last == 0x0A)
        }
        let text = String(decoding: NPYHeader(.uint16, [7]).encoded().dropFirst(10), as: UTF8.self)
        #expect(text.hasPrefix("{'descr': '<u2', 'fortran_order': False, 'shape': (7,), }"))
    }
}
