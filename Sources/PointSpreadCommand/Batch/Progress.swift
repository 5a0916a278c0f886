/// A line on the standard error that tells how far a run has come; nothing where nobody watches.
struct Progress {
    private let total: Int
    private let isShown: Bool
    private let start = ContinuousClock.now

    /// Prepares a line for so many inputs.
    init(total: Int, isQuiet: Bool) {
        self.total = total
        isShown = !isQuiet && Console.isErrorWatched
    }

    /// Shows the input that is worked on, the rate so far and the time that is left at this rate.
    func show(done: Int, name: String) {
        guard isShown else { return }
        var line = "\(done + 1)/\(total)"
        if done > 0 {
            let seconds = (ContinuousClock.now - start).inSeconds
            let rate = Double(done) / max(seconds, 1e-3)
            line += "  \(Self.short(rate)) files/s  \(Self.time(Double(total - done) / rate)) left"
        }
        line += "  " + Console.inOneLine(name)
        // One column is left free, since a full line would wrap.
        Console.writeError("\r\u{1B}[K" + line.prefix(79))
    }

    /// Removes the line, so that something else can be written.
    func clear() {
        if isShown { Console.writeError("\r\u{1B}[K") }
    }

    /// Three digits at most.
    private static func short(_ rate: Double) -> String {
        rate >= 10 ? "\(Int(rate.rounded()))" : "\((rate * 10).rounded() / 10)"
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 359_999).rounded(.up))
        let (minutes, rest) = (whole / 60 % 60, whole % 60)
        let tail = (minutes < 10 && whole >= 3600 ? "0" : "") + "\(minutes):" + (rest < 10 ? "0" : "") + "\(rest)"
        return whole >= 3600 ? "\(whole / 3600):" + tail : tail
    }
}

extension Duration {
    /// The duration as a number of seconds.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }
}
