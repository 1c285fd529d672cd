import Foundation
import TestSupport
import Testing

/// Files that hold what the program prints, byte by byte. `OXTAIL_UPDATE_GOLDEN=1` writes them anew, and the test still fails,
/// so that nobody takes that run for a proof.
enum Golden {
  private static let folder = Repository.root + "Tests/CommandTests/Golden/"

  static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let path = folder + name
    if ProcessInfo.processInfo.environment["OXTAIL_UPDATE_GOLDEN"] == "1" {
      let parent = URL(filePath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("Golden/\(name) was written: look at it, then run again", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    guard let difference = difference(normalised(text), normalised(expected)) else { return }
    Issue.record("Golden/\(name) \(difference)", sourceLocation: sourceLocation)
  }

  /// Placeholders are random in each run.
  static func normalised(_ text: String) -> String {
    text.replacing(/\[redacted:[0-9A-Z]{6}\]/, with: "[redacted:??????]")
  }

  /// The first line that differs.
  static func difference(_ text: String, _ expected: String) -> String? {
    // Strings compare by canonical equivalence; what is printed is bytes.
    guard Array(text.utf8) != Array(expected.utf8) else { return nil }
    let got = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(got, wanted).enumerated().first { Array($1.0.utf8) != Array($1.1.utf8) }?.offset
    let index = line ?? min(got.count, wanted.count)
    func shown(_ lines: [Substring]) -> String { lines.indices.contains(index) ? "“\(lines[index])”" : "the end" }
    return "line \(index + 1): expected \(shown(wanted)), got \(shown(got))"
  }
}
