import ArgumentParser
import PointSpread
import PointSpreadIO

/// The steps of the demonstration, and what came of them.
final class Demo {
    let photographs: String
    let folder: String
    private let threads: Int?
    /// The report of every step, by the file that it wrote.
    var results: [String: Report] = [:]

    init(photographs: String, folder: String, threads: Int?) {
        self.photographs = photographs
        self.folder = folder
        self.threads = threads
    }

    /// The photographs that are shown, by the names of their files.
    let names = ["astronaut", "chelsea"]

    /// The filters that every photograph goes through.
    private let photographFilters: [(title: String, name: String, arguments: [String])] = [
        ("Gaussian blur", "gaussian", ["gaussian", "--sigma", "4"]),
        ("Box blur", "box", ["box", "--width", "15"]),
        ("Motion blur", "motion", ["motion", "--length", "25", "--angle", "30"]),
        ("Gradient magnitude", "gradient", ["gradient", "--kind", "sobel", "--scale", "3"]),
        ("Unsharp mask", "unsharp", ["unsharp", "--sigma", "3", "--amount", "1.2"]),
    ]

    /// The steps that filter photographs.
    var photographSteps: [DemoStep] { names.flatMap { steps(forPhotograph: $0) } }

    /// The steps that filter one photograph.
    func steps(forPhotograph name: String) -> [DemoStep] {
        photographFilters.map { filter in
            step(
                filter.title, filter.arguments, input: "\(photographs)/\(name).png",
                output: "\(folder)/\(name)-\(filter.name).png")
        }
    }

    /// The volume that is filtered.
    var volumePath: String { "\(folder)/volume.npy" }

    /// The steps that filter the volume.
    var volumeSteps: [DemoStep] {
        [
            step(
                "Gaussian blur", ["gaussian", "--sigma", "3mm", "--spacing", "z=3mm,y=1mm,x=1mm"], input: volumePath,
                output: "\(folder)/volume-gaussian.npy"),
            step(
                "Gradient magnitude", ["gradient"], input: "\(folder)/volume-gaussian.npy",
                output: "\(folder)/volume-gradient.npy"),
        ]
    }

    private func step(_ title: String, _ arguments: [String], input: String, output: String) -> DemoStep {
        var all = arguments
        all.insert(input, at: 1)
        all += ["--output", output]
        let count = threads.map { ["--threads", "\($0)"] } ?? []
        return DemoStep(title: title, arguments: all + count, output: output)
    }

    /// Writes a volume of balls in noise: 32 slices of 96 rows and 96 columns, whose slices lie three times as far apart.
    func writeVolume() throws {
        let shape: Shape = [32, 96, 96]
        let balls: [(z: Double, y: Double, x: Double, radius: Double)] = [
            (48, 40, 34, 24), (40, 66, 66, 17), (60, 24, 72, 12), (30, 78, 26, 9), (66, 70, 40, 6),
        ]
        var noise: UInt64 = 1
        let volume = try NDArray<Float>(shape: shape) { index in
            let (z, y, x) = (3 * Double(index[0]), Double(index[1]), Double(index[2]))
            let isInside = balls.contains { ball in
                let (dz, dy, dx) = (z - ball.z, y - ball.y, x - ball.x)
                return dz * dz + dy * dy + dx * dx < ball.radius * ball.radius
            }
            // A linear congruential generator: the volume is the same every time.
            noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (isInside ? 0.8 : 0.15) + (Float(noise >> 40) / Float(1 << 24) - 0.5) * 0.5
        }
        try volume.write(to: volumePath, format: .npy, overwriting: true)
    }
}

/// One command of the demonstration.
struct DemoStep {
    let title: String
    let arguments: [String]
    /// The file that the command writes.
    let output: String

    /// The command as a user types it.
    var command: String { (["pointspread"] + arguments).joined(separator: " ") }

    /// Runs the command in this process.
    func run() throws -> Report {
        guard let command = try Tool.parseAsRoot(arguments + ["--force", "--quiet"]) as? any FilterCommand else {
            throw ExitCode(Console.Status.wrongUsage)
        }
        let recipe = try command.recipe()
        let batch = try FilterBatch(recipe, command.common)
        guard let input = batch.list.inputs.first else { throw ExitCode(Console.Status.someFailed) }
        return try batch.job.run(input)
    }
}
