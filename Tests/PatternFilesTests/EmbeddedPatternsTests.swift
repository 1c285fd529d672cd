import Foundation
import LogPipeline
import PatternFiles
import Testing

struct EmbeddedPatternsTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The paths below `Patterns/`, sorted.
  static func folder() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: "Patterns").path())
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  @Test func `the list of embedded files is the folder, in the order of the paths`() throws {
    let source = try String(
      contentsOf: Self.root.appending(path: "Sources/CBuiltinPatterns/builtin.c"), encoding: .utf8)
    let listed = source.split(separator: "\n").filter { $0.hasPrefix("#embed") }
    let expected = try Self.folder().map { "#embed \"../../Patterns/\($0)\" suffix(, 0,)" }
    #expect(listed.map(String.init) == expected, "put one line a file into Sources/CBuiltinPatterns/builtin.c")
  }

  @Test func `an embedded file is the file, and its name is its path`() throws {
    let texts = BuiltinPatterns.documents
    for (text, path) in zip(texts, try Self.folder()) {
      #expect(text == (try String(contentsOf: Self.root.appending(path: "Patterns/" + path), encoding: .utf8)))
      let file = PatternFile(text: text, name: nil)
      #expect(file.name == "built-in:" + path, "a file is named after its id, family or side")
      #expect(file.errors == [])
    }
  }

  @Test func `the built-in patterns compile`() throws {
    let library = try BuiltinPatterns.library()
    #expect(library.layouts.count >= 4)
    _ = try Catalogue(library)
  }
}
