import Testing

/// Help, versions, completions and facts about files.
@Suite struct InformationTests {
    private static let filters = [
        "gaussian", "box", "motion", "convolve", "derivative", "gradient", "laplacian", "unsharp",
    ]

    @Test(arguments: filters)
    func helpOfFilters(name: String) throws {
        let outcome = try Tool.run("\(name) --help")
        #expect(outcome.status == 0)
        #expect(outcome.error.isEmpty)
        #expect(outcome.text.hasPrefix("OVERVIEW: "))
        for part in [
            "EXAMPLES\n  pointspread \(name) ", "USAGE: pointspread \(name) ", "FILTER:", "INPUT:", "OUTPUT:", "RUN:",
            "--border", "--axes", "--roles", "--spacing", "-o, --output", "--format", "--force", "--threads",
            "--dry-run", "--json", "-q, --quiet",
        ] {
            #expect(outcome.text.contains(part), "\(part)")
        }
        #expect(try Tool.run("help \(name)").text == outcome.text)
    }

    @Test(arguments: ["gaussian", "box", "motion", "derivative", "laplacian", "given"])
    func helpOfKernels(name: String) throws {
        let outcome = try Tool.run("kernel \(name) --help")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("EXAMPLES\n  pointspread kernel \(name) "))
        #expect(outcome.text.contains("--plot"))
    }

    @Test func conventions() throws {
        let all = try Tool.run("conventions")
        #expect(all.status == 0)
        for words in ["scipy.ndimage 1.17.1", "  gaussian_filter", "bit-exact"] { #expect(all.text.contains(words)) }
        let one = try Tool.run("conventions scipy.ndimage --evidence")
        #expect(one.text.count > 500 && !one.text.contains("pillow"))
        #expect(try Tool.run("conventions --json").text.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
        #expect(one.text.contains("--as scipy.ndimage: Gaussian blur, box blur,"))
        #expect(try Tool.run("conventions scipy@1.17").text.contains("\nscipy.signal 1.17.1"))
        let unknown = try Tool.run("conventions gimp")
        #expect(unknown.status == 2 && unknown.error.contains("scipy.ndimage"))
    }

    @Test func helpOfAll() throws {
        for arguments in ["", "--help", "help"] {
            let outcome = try Tool.run(arguments)
            #expect(outcome.status == 0)
            for name in Self.filters + ["kernel", "conventions", "info"] {
                #expect(outcome.text.contains("\n  \(name) "))
            }
            #expect(outcome.text.contains("0 all done, 1 some inputs failed, 2 wrong usage, 130 interrupted."))
        }
        #expect(try Tool.run("--version").text.split(separator: ".").count == 3)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let outcome = try Tool.run("--generate-completion-script \(shell)")
        #expect(outcome.status == 0)
        for name in Self.filters { #expect(outcome.text.contains(name)) }
    }

    @Test func facts() throws {
        let words = try Tool.run("info \(Photo.astronaut)")
        #expect(words.status == 0)
        for line in [
            "  format       png", "  shape        512×512×3", "  axes         yxc", "  type         uint8",
            "  alpha        none", "  minimum      0.0", "  maximum      255.0",
        ] {
            #expect(words.text.contains(line + "\n"))
        }
        let object = try BatchTests.object(try Tool.run("info --json \(Photo.astronaut)").text)
        #expect(object["shape"] as? [Int] == [512, 512, 3])
        #expect(object["roles"] as? String == "yxc")
        #expect(object["maximum"] as? Double == 255)
    }

    @Test func factsOfBadFiles() throws {
        let outcome = try Tool.run("info nowhere.png \(Photo.chelsea)")
        #expect(outcome.status == 1)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.error.hasPrefix("nowhere.png: "))
        #expect(outcome.text.contains("300×451×3"))
    }
}
