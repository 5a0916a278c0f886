// swift-tools-version: 6.2
import PackageDescription

// Times every way to run a program beside the one that a plan chooses: see `make bench-planner`.
//
// It looks at parts that are not public, so it is compiled as a part of the package that it measures, whose name the package
// manager takes from its folder.
let measured = Context.packageDirectory.split(separator: "/").dropLast(2).last.map { $0.lowercased() } ?? "pointspread"
let packageName = String(measured.map { $0.isLetter || $0.isNumber ? $0 : "_" })

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-package-name", packageName]),
]
let library = Target.Dependency.product(name: "PointSpread", package: measured)

let package = Package(
    name: "Planner",
    platforms: [.macOS(.v26)],
    dependencies: [.package(path: "../..")],
    targets: [
        .target(name: "TestSupport", dependencies: [library], packageAccess: false, swiftSettings: settings),
        .executableTarget(
            name: "planner", dependencies: [library, "TestSupport"], packageAccess: false, swiftSettings: settings),
    ]
)
