import LogPipeline
import TestSupport
import Testing

@testable import PatternFiles

struct PatternLayerTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func titled(_ title: String, _ text: String = Entry.cause) -> String {
    text.replacing("The bridge refused the order", with: title)
  }

  @Test func `a later layer replaces the entry with the same id, wherever it stands`() throws {
    let machine = try directory.makeDirectory("etc")
    try directory.write("etc/limit.yaml", titled("Of the machine", Self.override))
    try directory.write("mine/x/y/deep.yml", titled("Mine", Self.override))
    try directory.write("last/a.yaml", titled("Last", Self.override))
    func title(_ directories: [String], machine: String?) throws -> String? {
      let directories = directories.map { directory.path + "/" + $0 }
      let library = try PatternLoader.load(directories: directories, machineDirectory: machine)
      let causes = library.causes.filter { $0.id == "limit.contexts" }
      #expect(causes.count == 1)
      return causes.first?.title
    }
    #expect(try title([], machine: nil) == "The subadmin has reached its number of contexts")
    #expect(try title([], machine: machine) == "Of the machine")
    #expect(try title(["mine"], machine: machine) == "Mine")
    #expect(try title(["mine", "last"], machine: machine) == "Last")
    #expect(try title(["last", "mine"], machine: machine) == "Mine")
    #expect(try title(["last/a.yaml"], machine: nil) == "Last")
  }

  /// The built-in entry as a whole goes: nothing of its texts is left.
  private static let override = Entry.cause.replacing("family: site", with: "family: limit")
    .replacing("site.refused", with: "limit.contexts")

  @Test func `an override replaces the whole entry and keeps its place in the order`() throws {
    try directory.write("a.yaml", Self.override)
    let before = try PatternLoader.load(machineDirectory: nil)
    let after = try PatternLoader.load(directories: [directory.path], machineDirectory: nil)
    #expect(after.causes.map(\.id) == before.causes.map(\.id))
    let cause = try #require(after.causes.first { $0.id == "limit.contexts" })
    #expect(cause.texts.map(\.regex) == [#"Billing bridge refused order (?<object>\d{1,12})"#])
    #expect(cause.links == [])
  }

  @Test func `a new id is added`() throws {
    try directory.write("a.yaml", Entry.cause)
    try directory.write("b.yaml", Entry.layout)
    try directory.write("c.yaml", Entry.rule)
    let before = try PatternLoader.load(machineDirectory: nil)
    let after = try PatternLoader.load(directories: [directory.path], machineDirectory: nil)
    #expect(after.causes.count == before.causes.count + 1)
    #expect(after.layouts.count == before.layouts.count + 1)
    #expect(after.fieldRules.count == before.fieldRules.count + 1)
  }

  @Test func `the places of an id are told from the first layer to the one that holds`() throws {
    let path = try directory.write("a.yaml", Self.override)
    let layers = try PatternLoader.layers(directories: [directory.path], machineDirectory: nil)
    let places = layers.places(of: "limit.contexts")
    #expect(places.map(\.file) == ["built-in:failures/limit.yaml", path])
    #expect(layers.places(of: "nothing") == [])
  }

  @Test func `an id that stands twice in a directory is refused with both places`() throws {
    let first = try directory.write("a.yaml", Entry.cause)
    let second = try directory.write("b/b.yaml", Entry.cause)
    let error = #expect(throws: PatternLoadError.self) { try PatternLoader.load(directories: [directory.path]) }
    #expect(error?.code == .invalid)
    #expect(error?.exitCode == 78)
    #expect(error?.errors.map(\.file) == [second])
    #expect(
      error?.errors.first?.message == "the cause stands already at \(first):3; an id may stand once in a directory")
  }

  @Test func `mistakes of all files of a directory are told together`() throws {
    for name in ["a", "b"] { try directory.write("\(name).yaml", "x: y\n") }
    let error = #expect(throws: PatternLoadError.self) { try PatternLoader.load(directories: [directory.path]) }
    #expect(error?.errors.compactMap(\.file) == ["a", "b"].map { "\(directory.path)/\($0).yaml" })
  }

  @Test func `only YAML files are read, and none that an editor hides`() throws {
    for name in ["README.md", ".a.yaml.swp", ".b.yaml", "c.yaml~", "d.json"] { try directory.write(name, "[broken") }
    try directory.write("e.yml", Entry.rule)
    let files = try PatternLoader.files(at: directory.path)
    #expect(files.map(\.name) == [directory.path + "/e.yml"])
  }

  @Test func `what is named and missing is an error, the machine's own directory may be`() throws {
    let missing = directory.path + "/nowhere"
    let error = #expect(throws: PatternLoadError.self) { try PatternLoader.load(directories: [missing]) }
    #expect(error?.code == .missing)
    #expect(error?.exitCode == 66)
    #expect(throws: Never.self) { try PatternLoader.load(machineDirectory: missing) }
  }
}
