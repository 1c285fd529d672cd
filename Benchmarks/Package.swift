// swift-tools-version: 6.2
import PackageDescription

// Apart from the main package, so that nobody who builds oxtail builds this too.
let package = Package(
  name: "oxtail-benchmarks",
  targets: [.executableTarget(name: "corpus", path: "Sources/corpus")],
  swiftLanguageModes: [.v6]
)
