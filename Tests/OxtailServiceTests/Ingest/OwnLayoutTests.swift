import LogPipeline
import OxtailService
import PatternFiles
import TestSupport
import Testing

/// The README's example of an administrator's own layout is taken at its word.
struct OwnLayoutTests {
  /// The block of YAML behind the first line that begins with `title`.
  static func example(after title: String) throws -> String {
    let readme = String(decoding: try Repository.bytes(of: Repository.root + "/README.md"), as: UTF8.self)
    let section = try #require(readme.firstRange(of: title))
    let rest = readme[section.upperBound...]
    let start = try #require(rest.firstRange(of: "```yaml\n"))
    let end = try #require(rest[start.upperBound...].firstRange(of: "```"))
    return String(rest[start.upperBound..<end.lowerBound])
  }

  private let directory: TemporaryDirectory
  private let layers: PatternLayers

  init() throws {
    directory = try TemporaryDirectory()
    try directory.write("my/layouts/site-collector.yaml", try Self.example(after: "**A layout.**"))
    layers = try PatternLoader.layers(directories: [directory.path + "/my"], machineDirectory: nil)
  }

  @Test func `the example passes lint and its samples`() throws {
    let file = directory.path + "/my/layouts/site-collector.yaml"
    #expect(PatternLint.findings(in: layers.library, files: [file]).map(\.message) == [])
    let group = try #require(try SampleTest.run(layers.library).first { $0.file == file })
    #expect(group.count == 2)
    #expect(group.failures == [])
  }

  @Test func `a log in one's own layout is recognised and explained`() throws {
    let catalogue = try Catalogue(layers.library)
    let lines = (0..<40).map { "2024-02-22T10:15:\(10 + $0)+01:00 plesk1 panel: INFO a task ran\n" }
    let failure =
      "2024-02-22T10:16:03+01:00 plesk1 panel: ERR Configuration of Open-Xchange for a.example failed: Authentication failed\n"
    try directory.write("logs/panel.log", lines.joined() + failure)
    let result = Scanner(catalogue: catalogue, options: ScanOptions(paths: [directory.path + "/logs"])).scan()
    #expect(result.sources.map(\.layouts) == [["site-collector"]])
    #expect(result.sources.map(\.records) == [41])
    #expect(result.incidents.count == 1)
    let occurrence = try #require(result.incidents.first?.occurrences.first)
    #expect(occurrence.time.iso8601 == "2024-02-22T09:16:03.000Z")

    let without = Scanner(catalogue: Shipped.catalogue, options: ScanOptions(paths: [directory.path + "/logs"])).scan()
    #expect(without.sources.isEmpty)
    #expect(without.skipped.map(\.reason) == ["no known log"])
  }
}
