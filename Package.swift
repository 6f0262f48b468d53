// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

// `make sanitize` says so in the environment: see `kernelHalf` below.
let hasKernelsAlone = Context.environment["REVISIT_KERNELS_ALONE"] != nil

// Kernels are optimised in debug builds too, so that tests run the code that ships.
// Whole vectors of AVX-512, since the kernels count in lanes of 16. Sanitizers check every access that unrolling makes,
// which would compile for minutes.
let optimized: [CSetting] =
  hasKernelsAlone ? [] : [.unsafeFlags(["-O3", "-mprefer-vector-width=512"])]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// System libraries: a module map and a shim each.
let systemLibraries: [Target] = [
  .systemLibrary(name: "CLinux"),
  .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
  .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(name: "CLZMA", pkgConfig: "liblzma", providers: [.apt(["liblzma-dev"])]),
  .systemLibrary(
    name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
]

// The study half: no C library, tested in milliseconds.
let studyHalf: [Target] = [
  .target(name: "Configuration", dependencies: [crypto], swiftSettings: strict),
  .target(name: "Randomness", swiftSettings: strict),
  .target(name: "Records", dependencies: ["Configuration", crypto], swiftSettings: strict),
  .target(name: "Runner", dependencies: ["CLinux", "Records"], swiftSettings: strict),
  .target(name: "Documents", dependencies: ["Configuration", yams], swiftSettings: strict),
  .target(
    name: "Studies", dependencies: ["Configuration", "Documents", crypto], swiftSettings: strict),
  .target(name: "References", dependencies: ["Configuration", "Documents"], swiftSettings: strict),
  .target(
    name: "Analysis", dependencies: ["Records", "Randomness", "Configuration"],
    swiftSettings: strict),
  .target(
    name: "Reports", dependencies: ["Analysis", "Records", "References"], swiftSettings: strict),
  .target(name: "Protobuf", swiftSettings: strict),
  .target(name: "TensorBoard", dependencies: ["Protobuf"], swiftSettings: strict),
]

// The compute half.
let computeHalf: [Target] = [
  .target(name: "CKernels", cSettings: optimized),
  .target(name: "Tensors", swiftSettings: strict),
  .target(
    name: "Kernels", dependencies: ["CKernels", "COneDNN", "Randomness", "Tensors"],
    swiftSettings: strict),
  .target(
    name: "Graphs", dependencies: ["Kernels", "Randomness", "Tensors"], swiftSettings: strict),
  .target(
    name: "Architectures", dependencies: ["Configuration", "Graphs", "Kernels", "Tensors"],
    swiftSettings: strict),
  .target(name: "HDF5", dependencies: ["CHDF5"], swiftSettings: strict),
  .target(name: "Imaging", dependencies: ["CKernels"], swiftSettings: strict),
  .target(
    name: "Datasets",
    dependencies: [
      "Configuration", "HDF5", "Imaging", "Randomness", "Tensors", "CLZMA", "CTurboJPEG", "CZlib",
      crypto,
    ], swiftSettings: strict),
  .target(
    name: "Packing", dependencies: ["Configuration", "Datasets", "HDF5", "Imaging", crypto],
    swiftSettings: strict),
  .target(
    name: "Training",
    dependencies: [
      "Architectures", "Configuration", "Datasets", "Graphs", "HDF5", "Kernels", "Randomness",
      "Tensors", crypto,
    ], swiftSettings: strict),
  .target(
    name: "Weights",
    dependencies: [
      "Architectures", "Configuration", "Graphs", "HDF5", "Kernels", "Protobuf", "Randomness",
      "Tensors",
    ], swiftSettings: strict),
]

let commandLine: [Target] = [
  .executableTarget(
    name: "revisit",
    dependencies: [
      "Analysis", "Architectures", "Configuration", "Datasets", "Graphs", "HDF5", "Kernels",
      "Packing", "Randomness", "Records", "References", "Reports", "Runner", "Studies",
      "TensorBoard", "Tensors", "Training", "Weights",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], swiftSettings: strict, plugins: ["SourceDigests"]),
  // Tells the program what it was built from.
  .plugin(name: "SourceDigests", capability: .buildTool()),
]

let benchmarks: [Target] = [
  .executableTarget(
    name: "step-benchmark",
    dependencies: ["Architectures", "Graphs", "Kernels", "Tensors", "Training"],
    path: "Benchmarks/StepBenchmark", swiftSettings: strict),
  .executableTarget(
    name: "step-profile",
    dependencies: ["Architectures", "Configuration", "Graphs", "Kernels", "Randomness", "Tensors"],
    path: "Benchmarks/StepProfile", swiftSettings: strict),
  .executableTarget(
    name: "operation-benchmark",
    dependencies: ["Architectures", "Configuration", "Graphs", "Kernels", "Randomness", "Tensors"],
    path: "Benchmarks/OperationBenchmark", swiftSettings: strict),
  .executableTarget(
    name: "expansion-benchmark",
    dependencies: ["Architectures", "Configuration", "Graphs", "Studies", "Tensors"],
    path: "Benchmarks/ExpansionBenchmark", swiftSettings: strict),
  .executableTarget(
    name: "decode-benchmark", dependencies: ["Datasets", "Imaging", crypto],
    path: "Benchmarks/DecodeBenchmark", swiftSettings: strict),
  .executableTarget(
    name: "fit-recovery", dependencies: ["Analysis", "Randomness"],
    path: "Benchmarks/FitRecovery", exclude: ["coverage.csv"], swiftSettings: strict),
  .executableTarget(
    name: "store-benchmark", dependencies: ["Analysis", "Configuration", "Records"],
    path: "Benchmarks/StoreBenchmark", swiftSettings: strict),
  .executableTarget(
    name: "loader-benchmark", dependencies: ["Configuration", "Datasets", "Imaging"],
    path: "Benchmarks/LoaderBenchmark", swiftSettings: strict),
]

let tests: [Target] = [
  // Optimised in debug builds too: central differences of slow references would take minutes.
  .target(
    name: "TestSupport",
    dependencies: ["CTurboJPEG", "Graphs", "HDF5", "Kernels", "Randomness", "Tensors"],
    path: "Tests/TestSupport", swiftSettings: strict + [.unsafeFlags(["-O"])]),
  .testTarget(
    name: "TestSupportTests", dependencies: ["HDF5", "Tensors", "TestSupport"],
    swiftSettings: strict),
  .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: strict),
  .target(
    name: "CKernelsPlain", dependencies: ["CKernels"], path: "Tests/CKernelsPlain",
    cSettings: optimized),
  .testTarget(
    name: "CKernelsTests", dependencies: ["CKernels", "CKernelsPlain", "TestSupport"],
    swiftSettings: strict),
  .testTarget(
    name: "KernelsTests",
    dependencies: [
      "CKernels", "COneDNN", "HDF5", "Kernels", "Randomness", "Tensors", "TestSupport",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "GraphsTests",
    dependencies: [
      "COneDNN", "Graphs", "Kernels", "Randomness", "Tensors", "TestSupport",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "ArchitecturesTests",
    dependencies: [
      "Architectures", "Configuration", "Graphs", "HDF5", "Kernels", "Randomness", "Tensors",
      "TestSupport",
    ], resources: [.copy("Golden")], swiftSettings: strict),
  .testTarget(
    name: "ConfigurationTests", dependencies: ["Configuration"], swiftSettings: strict),
  .testTarget(name: "RandomnessTests", dependencies: ["Randomness"], swiftSettings: strict),
  .testTarget(
    name: "RecordsTests", dependencies: ["Records", "Configuration"],
    resources: [.copy("Golden")], swiftSettings: strict),
  .executableTarget(
    name: "RunnerTestProgram", dependencies: ["Runner", "Records", "Configuration"],
    path: "Tests/RunnerTestProgram", swiftSettings: strict),
  .testTarget(
    name: "RunnerTests", dependencies: ["Runner", "Records", "RunnerTestProgram"],
    swiftSettings: strict),
  .testTarget(
    name: "HDF5Tests", dependencies: ["HDF5", "CHDF5"], resources: [.copy("Golden")],
    swiftSettings: strict),
  .testTarget(
    name: "ProtobufTests", dependencies: ["Protobuf", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "TensorBoardTests", dependencies: ["TensorBoard", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "WeightsTests",
    dependencies: [
      "Architectures", "Configuration", "Graphs", "HDF5", "Kernels", "Randomness", "Tensors",
      "TestSupport", "Weights",
    ], resources: [.copy("Golden")], swiftSettings: strict),
  .testTarget(
    name: "TrainingTests",
    dependencies: [
      "Configuration", "Datasets", "Graphs", "HDF5", "Kernels", "Tensors", "TestSupport",
      "Training",
    ], swiftSettings: strict),
  .testTarget(
    name: "ImagingTests", dependencies: ["HDF5", "Imaging", "TestSupport"], swiftSettings: strict),
  .testTarget(
    name: "DatasetsTests",
    dependencies: [
      "Configuration", "Datasets", "HDF5", "Imaging", "Randomness", "Tensors", "TestSupport",
    ], resources: [.copy("Golden")], swiftSettings: strict),
  .testTarget(
    name: "PackingTests",
    dependencies: [
      "Configuration", "Datasets", "HDF5", "Imaging", "Packing", "Tensors", "TestSupport",
    ],
    swiftSettings: strict),
  .testTarget(
    name: "StudiesTests",
    dependencies: [
      "Studies", "Configuration", "Documents", "Randomness", "References", "StudyCorpusProgram",
      "TestSupport",
    ],
    swiftSettings: strict),
  .executableTarget(
    name: "StudyCorpusProgram", dependencies: ["Studies", "Configuration", "Documents"],
    path: "Tests/StudyCorpusProgram", swiftSettings: strict),
  .testTarget(
    name: "DocumentsTests", dependencies: ["Configuration", "Documents"], swiftSettings: strict),
  .testTarget(
    name: "ReferencesTests", dependencies: ["Documents", "References"], swiftSettings: strict),
  .testTarget(
    name: "AnalysisTests", dependencies: ["Analysis", "Records", "Configuration", "Randomness"],
    resources: [.copy("Golden")], swiftSettings: strict),
  .testTarget(
    name: "ReportsTests",
    dependencies: ["Reports", "Analysis", "Documents", "Randomness", "References"],
    swiftSettings: strict),
  .testTarget(
    name: "RevisitTests",
    dependencies: [
      "revisit", "Analysis", "Architectures", "CKernels", "Configuration", "Graphs", "HDF5",
      "Randomness", "Records", "References", "Tensors", "TestSupport", "Weights",
    ],
    swiftSettings: strict),
]

// What `make sanitize` builds, and names so in the environment: the kernels with their tests. To instrument the rest
// would take ten minutes more.
let kernelHalf: Set = [
  "CHDF5", "CKernels", "CKernelsPlain", "CKernelsTests", "COneDNN", "CTurboJPEG", "Graphs",
  "GraphsTests", "HDF5", "Imaging", "ImagingTests", "Kernels", "KernelsTests", "Randomness",
  "Tensors", "TensorsTests", "TestSupport",
]
let targets = systemLibraries + studyHalf + computeHalf + commandLine + benchmarks + tests

let package = Package(
  name: "revisit",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: hasKernelsAlone ? targets.filter { kernelHalf.contains($0.name) } : targets
)
