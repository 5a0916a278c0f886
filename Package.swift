// swift-tools-version: 6.2
import PackageDescription

// Every Swift target speaks the same language: mode 6 and the upcoming features that make imports and existentials explicit.
let language: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// The kernels are leaf loops over pointers whose callers have checked every size: they are optimised in debug builds too,
// and without bounds checks. `instructions` raises the code generation level of one copy of them.
func kernels(_ name: String, vectorBits: Int = 128, instructions: [String] = []) -> Target {
    .target(
        name: name,
        dependencies: ["PointSpreadKernelTable", "PointSpreadIntrinsics"],
        swiftSettings: language + [
            .define("KERNELS_\(vectorBits)"),
            .unsafeFlags(["-Ounchecked"] + instructions.flatMap { ["-Xcc", $0] }),
        ])
}

// The same folder, compiled once per instruction set: most other names are symbolic links to it. arm64 has one level only.
#if arch(x86_64)
    let kernelTargets: [Target] = [
        kernels("PointSpreadKernels"),
        kernels("PointSpreadKernelsV3", vectorBits: 256, instructions: ["-march=x86-64-v3"]),
        kernels(
            "PointSpreadKernelsV4", vectorBits: 512,
            instructions: ["-march=x86-64-v4", "-mprefer-vector-width=512"]),
        // A folder of its own: it holds only what needs these instructions.
        kernels(
            "PointSpreadKernelsV4N", vectorBits: 512,
            instructions: ["-march=x86-64-v4", "-mprefer-vector-width=512", "-mavx512vnni"]),
    ]
#else
    let kernelTargets: [Target] = [kernels("PointSpreadKernels")]
#endif
let kernelDependencies = kernelTargets.map { Target.Dependency(stringLiteral: $0.name) }

let package = Package(
    name: "PointSpread",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "PointSpread", targets: ["PointSpread"]),
        .library(name: "PointSpreadIO", targets: ["PointSpreadIO"]),
        .library(name: "CPointSpread", type: .dynamic, targets: ["PointSpreadABI"]),
        .executable(name: "pointspread", targets: ["PointSpreadCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: kernelTargets + [
        // Rounding and fused multiplication call the mathematical library where the processor has no instruction for them.
        .target(
            name: "PointSpreadShims", linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .target(name: "PointSpreadIntrinsics"),
        .target(name: "PointSpreadKernelTable", swiftSettings: language),
        .target(
            name: "PointSpread", dependencies: ["PointSpreadShims", "PointSpreadKernelTable"] + kernelDependencies,
            swiftSettings: language),

        // Each library for files stays behind a C target: the error handling of libpng and libjpeg jumps over frames (setjmp).
        .target(name: "CPNGShim", linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("z")]),
        .target(name: "CJPEGShim", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(
            name: "CWebPShim",
            linkerSettings: [.linkedLibrary("webp"), .linkedLibrary("webpdemux"), .linkedLibrary("webpmux")]),
        .target(name: "CEXIFShim", linkerSettings: [.linkedLibrary("exif")]),
        // libtiff's variadic functions cannot be called from Swift.
        .target(name: "CTIFFShim", linkerSettings: [.linkedLibrary("tiff")]),
        .systemLibrary(name: "CZlib"),
        .target(
            name: "PointSpreadIO",
            dependencies: [
                "PointSpread", "PointSpreadShims", "CPNGShim", "CJPEGShim", "CWebPShim", "CEXIFShim", "CTIFFShim",
                "CZlib",
            ],
            swiftSettings: language),

        // The interface for C: a header written by hand, and the Swift functions that keep what it says. Nothing else of the
        // library can be seen from outside, and what is linked with it looks for the major version.
        .target(name: "CPointSpread"),
        .target(
            name: "PointSpreadABI", dependencies: ["PointSpread", "PointSpreadShims", "CPointSpread"],
            swiftSettings: language,
            linkerSettings: [
                .unsafeFlags(
                    [
                        "-Xlinker", "--version-script=\(Context.packageDirectory)/Sources/CPointSpread/exports.map",
                        "-Xlinker", "-soname=libpointspread.so.1",
                    ],
                    .when(platforms: [.linux]))
            ]),

        .executableTarget(
            name: "PointSpreadCommand",
            dependencies: [
                "PointSpread", "PointSpreadIO", "PointSpreadShims",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: language),

        .target(name: "TestSupport", dependencies: ["PointSpread"], path: "Tests/TestSupport", swiftSettings: language),
        .testTarget(
            name: "PointSpreadTests", dependencies: ["PointSpread", "TestSupport"],
            resources: [.copy("Recorded")], swiftSettings: language),
        .testTarget(
            name: "PointSpreadIOTests", dependencies: ["PointSpread", "PointSpreadIO", "TestSupport"],
            resources: [.copy("Fixtures")], swiftSettings: language),
        .testTarget(
            name: "PointSpreadCommandTests",
            dependencies: ["PointSpreadCommand", "PointSpreadIO", "TestSupport"], swiftSettings: language),
    ]
)
