import PointSpread
import Testing

@Suite("Division of sums in 16 bits")
struct WordMeanTests {
    @Test("makes the nearest whole number of every sum, or is declined")
    func allSums() {
        #expect(WordMean(divisor: 6, largest: 255 * 6, .halfEven) == nil)
        var found = 0
        for divisor in 1...300 {
            let largest = 255 * divisor
            guard let mean = WordMean(divisor: divisor, largest: largest, .halfUp) else { continue }
            found += 1
            let isRight = (0...largest).allSatisfy { sum in
                let word = UInt32(sum) + UInt32(mean.term)
                let quotient = Int((word * UInt32(mean.factor)) >> 16) >> mean.shift
                return word <= UInt16.max && quotient == (sum + divisor / 2) / divisor
            }
            #expect(isRight, "\(divisor)")
        }
        #expect(found == 255, "all numbers from 2 to 256")
    }
}
