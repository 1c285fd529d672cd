import Foundation
import TestSupport
import Testing

/// What the README shows is what the program prints.
struct ReadmeTests {
  struct Example: CustomStringConvertible {
    var command: String
    var output: String

    var description: String { command }
  }

  /// Fenced blocks that begin with `$ oxtail …`.
  static let examples: [Example] = {
    let text = (try? String(contentsOfFile: Repository.root + "README.md", encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n```").compactMap { block in
      guard block.hasPrefix("\n$ oxtail "), let end = block.dropFirst().firstIndex(of: "\n") else { return nil }
      return Example(
        command: String(block[..<end].dropFirst("\n$ ".count)), output: String(block[end...].dropFirst()) + "\n")
    }
  }()

  @Test func `the README shows a scan and an explanation`() {
    #expect(Self.examples.map(\.command.words[1]) == ["scan", "explain"])
  }

  @Test(arguments: examples)
  func `the README shows what the program prints`(example: Example) throws {
    let run = try Program.run(Array(example.command.words.dropFirst()))
    #expect(run.status == 0)
    #expect(
      Golden.difference(run.output, example.output) == nil, "update the block `$ \(example.command)` in README.md")
  }
}

extension String {
  /// The words as a shell has them, single quotes understood.
  fileprivate var words: [String] {
    var words: [String] = []
    for (index, part) in split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      words += index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
    return words
  }
}
