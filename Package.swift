// swift-tools-version: 6.2
import PackageDescription

// Every Swift target is checked for memory safety: `unsafe` marks each place that leaves the checked language.
// Warnings are errors where the environment asks for it, as the continuous integration does.
let warningsAreErrors = Context.environment["OXTAIL_WARNINGS_ARE_ERRORS"] != nil
let swift: [SwiftSetting] =
  [.strictMemorySafety()] + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

// What reads and links is optimised in every build: tests read millions of records, and take ten times as long otherwise.
let quick: [SwiftSetting] = swift + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "oxtail",
  products: [
    .executable(name: "oxtail", targets: ["oxtail"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Doors to C.
    .systemLibrary(name: "CPCRE2"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CBuiltinPatterns"),
    // Optimised in every build: it is too slow for the tests otherwise. No registers of 64 bytes: see ByteLanes.c.
    .target(name: "CByteLanes", cSettings: [.unsafeFlags(["-O2", "-mprefer-vector-width=256"])]),

    // Bytes → records → events → incidents. Pure: no files, no clock, no Foundation.
    .target(name: "LogPipeline", dependencies: ["CPCRE2", "CByteLanes"], swiftSettings: quick),
    // Files → batches of bytes.
    .target(name: "LogTail", dependencies: ["CZlib"], swiftSettings: quick),
    // YAML → the values that LogPipeline compiles.
    .target(
      name: "PatternFiles",
      dependencies: ["LogPipeline", "CBuiltinPatterns", .product(name: "Yams", package: "Yams")],
      swiftSettings: quick),
    // Incidents ↔ rows: the only room with SQLite.
    .target(
      name: "IncidentStore",
      dependencies: [
        "LogPipeline", "LogTail", "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: quick),
    // Reading sources, running the pipeline, answers as values.
    .target(
      name: "OxtailService",
      dependencies: [
        "LogPipeline", "LogTail", "PatternFiles", "IncidentStore", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: quick),
    .executableTarget(
      name: "oxtail",
      dependencies: [
        "OxtailService", "LogPipeline", "LogTail", "PatternFiles", "IncidentStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: swift),

    // Benchmarks that look inside; Benchmarks/ has a package of its own for what does not.
    .target(name: "CAllocationCount", path: "Benchmarks/Sources/CAllocationCount"),
    .executableTarget(
      name: "stages",
      dependencies: ["LogPipeline", "LogTail", "PatternFiles", "OxtailService", "CAllocationCount"],
      path: "Benchmarks/Sources/stages", swiftSettings: swift),
    // Measures the daemon from outside, by its index.
    .executableTarget(
      name: "follow", dependencies: [.product(name: "GRDB", package: "GRDB.swift")],
      path: "Benchmarks/Sources/follow", swiftSettings: swift),
    // Plays provisioning and writes the logs and the truth. It depends on nothing that it helps to test.
    .target(name: "Simulation", swiftSettings: quick),
    // Holds what the pipeline says of simulated logs to the truth.
    .target(
      name: "SimulationScore", dependencies: ["Simulation", "OxtailService", "LogPipeline"], swiftSettings: quick),
    // For demos, benchmarks and `make score`; not installed.
    .executableTarget(
      name: "oxtail-simulate",
      dependencies: [
        "Simulation", "SimulationScore", "OxtailService", "LogPipeline", "PatternFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swift),

    // Tests: one target a room.
    .target(
      name: "TestSupport",
      dependencies: [
        "LogPipeline", "PatternFiles", "CZlib", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Tests/TestSupport", swiftSettings: swift),
    .testTarget(name: "LogPipelineTests", dependencies: ["LogPipeline", "TestSupport"], swiftSettings: swift),
    .testTarget(name: "PatternFilesTests", dependencies: ["PatternFiles", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "IncidentStoreTests",
      dependencies: ["IncidentStore", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Fixtures"],
      swiftSettings: swift),
    .testTarget(name: "LogTailTests", dependencies: ["LogTail", "TestSupport"], swiftSettings: swift),
    .testTarget(
      name: "OxtailServiceTests",
      dependencies: [
        "OxtailService", "IncidentStore", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ], swiftSettings: swift),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Simulation", "SimulationScore", "OxtailService", "IncidentStore", "TestSupport"],
      swiftSettings: swift),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "oxtail", "IncidentStore", "LogPipeline", "OxtailService", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Golden"], swiftSettings: swift),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
