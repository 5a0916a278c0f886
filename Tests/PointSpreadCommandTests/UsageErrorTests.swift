import Testing

/// What is wrong for every input ends with status 2, one line, and nothing written.
@Suite struct UsageErrorTests {
    @Test(arguments: [
        ("gaussian --sigma -1", "sigma: expected a finite number of 0 or more, found -1.0; "),
        ("gaussian --sigma nan", "sigma: expected a finite number of 0 or more, found nan; "),
        ("gaussian --sigma x=1,y=-2", "sigma: expected a finite number of 0 or more, found -2.0; "),
        ("gaussian --sigma 2parsec", "sigma: expected a number of samples, or a number with the unit"),
        ("gaussian --sigma 1,2", "sigma: expected one value, or values by the names of their axes, found '1,2'; "),
        ("gaussian --sigma x=1,x=2", "sigma: expected one value for each axis, found two for x; "),
        ("gaussian --sigma 2 --order 9", "order: expected 0 to 4, found 9; "),
        ("gaussian --sigma 2 --truncate 0", "truncate: expected a finite number above 0, found 0.0; "),
        ("gaussian --sigma 2 --tolerance -1", "tolerance: expected a finite number of 0 or more, found -1.0; "),
        ("gaussian --sigma 2 --accuracy 0", "accuracy: expected 1e-12 to 1, "),
        ("gaussian --sigma 2 --accuracy 1e-3 --radius 4", "radius: expected none, since --accuracy chooses it, "),
        ("gaussian --sigma 2 --order 1 --linear-light", "linear-light: expected a blur"),
        ("gaussian --sigma 2 --border shiny", "border: expected one of symmetric, reflect101, replicate, wrap"),
        ("gaussian --sigma 2 --border constant", "border: expected the value of the constant"),
        ("gaussian --sigma 2 --border constant:x", "border: expected a finite number behind the colon"),
        ("gaussian --sigma 2 --border numpy:mirror", "border: expected one of edge, reflect, symmetric, wrap"),
        ("gaussian --sigma 2 --axes w", "axes: expected an axis x, y, z, t or n, or its number, found 'w'; "),
        ("gaussian --sigma 2 --threads 0", "threads: expected 1 or more, found 0; "),
        (
            "gaussian --sigma 2 --compression zip",
            "compression: expected one of none, deflate, lzw, zstd, found 'zip'; "
        ),
        ("gaussian --sigma 2 --compression-level 10", "output: expected a compression level from 0 to 9, found 10; "),
        ("gaussian --sigma 2 --max-pixels 0", "max-pixels: expected a number of 1 or more, found 0; "),
        ("gaussian --sigma 2 --max-bytes 0", "max-bytes: expected a number of 1 or more, found 0; "),
        ("gaussian --sigma 2 --max-metadata 0", "max-metadata: expected a number of 1 or more, found 0; "),
        ("gaussian --sigma 2 --max-pages 0", "max-pages: expected a number of 1 or more, found 0; "),
        ("gaussian --sigma 2 --max-ratio 0", "max-ratio: expected a number of 1 or more, found 0; "),
        ("gaussian --sigma 2 --format tga", "format: expected one of png, "),
        ("gaussian --sigma 2 --roles yxq", "roles: expected each of the letters"),
        ("gaussian --sigma 2 --spacing 3", "spacing: expected a number with the unit mm, um, nm or m, found '3'; "),
        ("gaussian --sigma 2 --scale big", "scale: expected auto, none or a finite factor, found 'big'; "),
        ("gaussian", "Missing expected argument '--sigma <length>'; see 'pointspread gaussian --help'"),
        ("gaussian --sigma 2 --sampling odd", "The value 'odd' is invalid for '--sampling <sampling>'."),
        ("box --width 0", "width: expected 1 to 2^24 taps, found 0; "),
        ("box --width 0.5", "width: expected a number from 1 to 2^24 - 2, found 0.5; "),
        ("box --width wide", "width: expected a number of samples, found 'wide'; "),
        ("motion --length 0", "length: expected a number above 0 and up to 4096, found 0.0; "),
        ("motion --length 3 --direction 2", "direction: expected a number from -1 to 1, found 2.0; "),
        ("derivative --along x --size 4", "size: expected an odd number of taps"),
        ("derivative --along q", "along: expected an axis x, y, z, t or n, or its number, found 'q'; "),
        ("gradient --kind scharr --size 5", "size: "),
        ("convolve --kernel ;", "kernel: expected at least one number, found none; "),
        ("convolve --kernel 1,b", "kernel: expected numbers, or the name of a .npy, .csv or .txt file, found 'b'; "),
        ("convolve --kernel 1,2;3", "kernel: expected rows of 2 numbers, as many as the first has, found 1 in row 2; "),
        ("convolve --kernel [[1,2],[3]]", "kernel: expected lists of 2 entries, as many as the first has, found 1; "),
        ("convolve --kernel [[1,2],3]", "kernel: expected numbers at the same depth of brackets, found '3'; "),
        ("convolve --kernel [1,2", "kernel: expected a comma or a closing bracket, found the end of the text; "),
        ("convolve --kernel 1,2,1; --anchor 0,3", "anchor: expected one index per axis inside the extents [1, 3]"),
        ("convolve --kernel -1,0,1; --normalize", "normalize: expected a kernel whose sum is not 0"),
        ("convolve --kernel nowhere.csv", "nowhere.csv: expected a file that can be read"),
    ])
    func isOneLine(line: String, message: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try Tool.run(line, Photo.chelsea, "-o", folder / "result.png")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        #expect(outcome.error.hasPrefix("pointspread: " + message), "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        #expect(try folder.names.isEmpty)
    }

    @Test(arguments: ["reflect", "mirror", "REFLECT"])
    func ambiguousBordersAreExplained(name: String) throws {
        let outcome = try Tool.run("gaussian --sigma 2 --border \(name) \(Photo.chelsea) -o /dev/null --format png")
        #expect(outcome.status == 2)
        #expect(outcome.errorLines.count == 1)
        for part in ["symmetric (b a | a b c d | d c", "reflect101 (c b | a b c d | c b", "scipy:", "'\(name)'"] {
            #expect(outcome.error.contains(part))
        }
    }

    @Test(arguments: [
        ("symmetric", "symmetric"), ("scipy:reflect", "symmetric"), ("opencv:reflect", "symmetric"),
        ("matlab:symmetric", "symmetric"), ("reflect101", "reflect101"), ("reflect_101", "reflect101"),
        ("numpy:reflect", "reflect101"), ("torch:reflect", "reflect101"), ("scipy:mirror", "reflect101"),
        ("edge", "replicate"), ("nearest", "replicate"), ("replicate", "replicate"), ("wrap", "wrap"),
        ("circular", "wrap"), ("periodic", "wrap"), ("zeros", "constant(0.0)"), ("constant:-2.5", "constant(-2.5)"),
        ("scipy:constant:3", "constant(3.0)"),
    ])
    func bordersHaveManyNames(name: String, meaning: String) throws {
        let outcome = try Tool.run("gaussian --sigma 1 --dry-run --border \(name) \(Photo.chelsea) -o soft.png")
        #expect(outcome.status == 0)
        #expect(outcome.text.contains("border \(meaning)\n"))
    }

    @Test func unknownCommandsAreNamed() throws {
        let outcome = try Tool.run("blur \(Photo.chelsea)")
        #expect(outcome.status == 2)
        #expect(outcome.error.hasPrefix("pointspread: command: expected one of gaussian, box, motion"))
        #expect(try Tool.run("kernel wavelet").status == 2)
    }

    @Test func outputMustSuitTheInputs() throws {
        let folder = try TemporaryFolder()
        let none = try Tool.run("gaussian --sigma 1 \(Photo.chelsea)")
        #expect(none.status == 2)
        #expect(none.error.hasPrefix("pointspread: output: expected where to write, found no --output; "))
        let unknown = try Tool.run("gaussian --sigma 1 \(Photo.chelsea) -o \(folder / "result.xyz")")
        #expect(unknown.status == 2)
        #expect(unknown.error.contains("found .xyz"))
        #expect(try Tool.run("gaussian --sigma 1 \(Photo.chelsea) \(Photo.astronaut) -o -").status == 2)
        #expect(try Tool.run("gaussian --sigma 1 \(Photo.chelsea) -o - --json").status == 2)
        #expect(try Tool.run("gradient --result components \(Photo.chelsea) -o -").status == 2)
        let same = try Tool.run("gaussian --sigma 1 \(Photo.chelsea) \(Photo.chelsea) -o \(folder / "results")")
        #expect(same.status == 2)
        #expect(same.error.hasPrefix("pointspread: inputs: expected a name of its own for each result"))
        #expect(try folder.names.isEmpty)
    }
}
