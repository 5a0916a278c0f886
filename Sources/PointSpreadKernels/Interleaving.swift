/// Puts the samples of a row into several rows in turn.
///
/// Of two rows of single numbers hopes for a shuffle and a store for each vector.
@inline(__always)
func deinterleave<Number>(
    _ source: UnsafePointer<Number>, _ step: Int, _ targets: UnsafePointer<UnsafeMutablePointer<Number>>,
    _ rows: Int, _ samples: Int
) {
    if rows == 2, step == 1 {
        let (first, second) = (targets[0], targets[1])
        for place in 0..<samples / 2 {
            first[place] = source[2 &* place]
            second[place] = source[2 &* place &+ 1]
        }
        if samples & 1 != 0 { first[samples / 2] = source[samples &- 1] }
        return
    }
    for row in 0..<rows {
        var (sample, target) = (source + row &* step, targets[row])
        for _ in 0..<max(0, samples &- row &+ rows &- 1) / rows {
            for lane in 0..<step { target[lane] = sample[lane] }
            sample += rows &* step
            target += step
        }
    }
}

/// Puts the samples of several rows into one in turn.
///
/// Of two rows of single numbers hopes for a shuffle and a store for each vector.
@inline(__always)
func interleave<Number>(
    _ sources: UnsafePointer<UnsafePointer<Number>>, _ rows: Int, _ step: Int,
    _ target: UnsafeMutablePointer<Number>, _ samples: Int
) {
    if rows == 2, step == 1 {
        let (first, second) = (sources[0], sources[1])
        for place in 0..<samples / 2 {
            target[2 &* place] = first[place]
            target[2 &* place &+ 1] = second[place]
        }
        if samples & 1 != 0 { target[samples &- 1] = first[samples / 2] }
        return
    }
    for row in 0..<rows {
        var (sample, place) = (sources[row], target + row &* step)
        for _ in 0..<max(0, samples &- row &+ rows &- 1) / rows {
            for lane in 0..<step { place[lane] = sample[lane] }
            sample += step
            place += rows &* step
        }
    }
}
