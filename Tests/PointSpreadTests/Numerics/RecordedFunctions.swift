import Foundation

/// What each function should return, read from `Recorded/special_functions.txt`.
enum RecordedFunctions {
    /// One recorded call.
    struct Call {
        let order: Int
        let arguments: [Double]
        let result: Double
    }

    /// The recorded calls of a function, for example "exp".
    static func calls(of name: String) throws -> [Call] {
        let url = Bundle.module.bundleURL.appending(path: "Recorded/special_functions.txt")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        return try lines.filter { $0.hasPrefix(name + " ") }.map { line in
            var words = line.split(separator: " ").dropFirst()
            let order = name == "bessel" ? words.popFirst().flatMap { Int($0) } ?? 0 : 0
            let numbers = try words.map { word in
                guard let bits = UInt64(word, radix: 16) else { throw CocoaError(.fileReadCorruptFile) }
                return Double(bitPattern: bits)
            }
            return Call(order: order, arguments: Array(numbers.dropLast()), result: numbers[numbers.count - 1])
        }
    }
}

/// How many doubles lie from one number to another.
func ulpDistance(_ a: Double, _ b: Double) -> UInt64 {
    func position(_ x: Double) -> Int64 {
        let bits = Int64(bitPattern: x.bitPattern)
        return bits < 0 ? Int64.min - bits : bits
    }
    return (position(a) - position(b)).magnitude
}
