// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

// Kernels are optimised in debug builds too, so that tests run the code that ships.
let optimized: [CSetting] = [.unsafeFlags(["-O3"])]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

// System libraries: a module map and a shim each.
let systemLibraries: [Target] = [
  .systemLibrary(
    name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
  .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
  .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
]

// The study half: no C library, tested in milliseconds.
let studyHalf: [Target] = [
  .target(name: "Configuration", dependencies: [crypto], swiftSettings: strict),
  .target(name: "Randomness", swiftSettings: strict),
  .target(name: "Records", dependencies: ["Configuration", crypto], swiftSettings: strict),
  .target(
    name: "Analysis", dependencies: ["Records", "Randomness", "Configuration"],
    swiftSettings: strict),
]

// The compute half.
let computeHalf: [Target] = [
  .target(name: "CKernels", cSettings: optimized),
  .target(name: "Tensors", dependencies: ["CKernels"], swiftSettings: strict),
]

let tests: [Target] = [
  .testTarget(
    name: "ConfigurationTests", dependencies: ["Configuration"], swiftSettings: strict),
  .testTarget(name: "RandomnessTests", dependencies: ["Randomness"], swiftSettings: strict),
  .testTarget(
    name: "AnalysisTests", dependencies: ["Analysis", "Records", "Configuration", "Randomness"],
    resources: [.copy("Golden")], swiftSettings: strict),
]

let package = Package(
  name: "revisit",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: systemLibraries + studyHalf + computeHalf + tests
)
