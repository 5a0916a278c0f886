// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets, built with libFuzzer and the address sanitizer: see `make fuzz`.
//
// They look at parts that are not public, so they are compiled as a part of the package that they test, whose name the package
// manager takes from its folder.
let tested = Context.packageDirectory.split(separator: "/").dropLast().last.map { $0.lowercased() } ?? "pointspread"
let packageName = String(tested.map { $0.isLetter || $0.isNumber ? $0 : "_" })

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-parse-as-library", "-package-name", packageName]),
]
let library = Target.Dependency.product(name: "PointSpread", package: tested)
let files = Target.Dependency.product(name: "PointSpreadIO", package: tested)

// Every reader is fuzzed by the same source, which knows the format by the name of the executable: another one takes its name
// here, and a symbolic link from `Sources/fuzz-NAME` to `Sources/Reader`.
let readers = ["png", "jpeg", "webp", "tiff", "npy", "npz", "nifti", "pnm", "pfm"]

let package = Package(
    name: "Fuzz",
    platforms: [.macOS(.v26)],
    dependencies: [.package(path: "..")],
    targets: readers.map { name in
        .executableTarget(
            name: "fuzz-\(name)", dependencies: [library, files], path: "Sources/fuzz-\(name)", packageAccess: false,
            swiftSettings: settings)
    } + [
        .target(name: "TestSupport", dependencies: [library], packageAccess: false, swiftSettings: settings),
        .executableTarget(
            name: "fuzz-filters", dependencies: [library, "TestSupport"], packageAccess: false,
            swiftSettings: settings),
    ]
)
