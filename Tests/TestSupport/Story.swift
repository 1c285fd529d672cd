import Foundation

/// A story of `SampleLogs` in one era, with what oxtail must say of it.
package struct Story: Sendable, CustomStringConvertible {
  /// `06-subadmin-limit/obsidian`
  package let name: String

  package var folder: String { Repository.sampleLogs + "/" + name }
  package var description: String { name }

  package static let all: [Story] = {
    let paths = (try? Repository.files(below: Repository.sampleLogs)) ?? []
    return paths.filter { $0.hasSuffix("/expected.json") }.map { Story(name: String($0.dropLast(14))) }
  }()

  /// The truth, a subset of what `scan -o json` prints.
  package var expected: JSONValue {
    get throws {
      try JSONValue(text: String(contentsOfFile: folder + "/expected.json", encoding: .utf8)).without("story")
    }
  }

  /// Its logs, relative to the folder.
  package var logs: [String] {
    get throws { try Repository.files(below: folder).filter { $0 != "expected.json" } }
  }
}
