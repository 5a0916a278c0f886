/// The largest number that divides both (Euclid), 0 or more; the magnitude of the other one where one of them is 0.
func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (abs(a), abs(b))
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
