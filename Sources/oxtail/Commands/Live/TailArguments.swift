import Foundation
import LogPipeline

/// What `oxtail tail` is given: logs to follow, and terms that tell what of them is shown.
///
/// A term is `key:value`, quoted words, or a word that is neither there nor looks like the path of a log that may come.
struct TailArguments {
  private(set) var paths: [String] = []
  private(set) var query: Query
  /// Words that might have been meant as names of files.
  private(set) var words: [String] = []

  /// - Parameters:
  ///   - query: What flags ask for.
  ///   - exists: Whether there is something at a path.
  /// - Throws: A usage error that says what is wrong with which term.
  init(
    _ arguments: [String], query: Query, exists: (String) -> Bool = FileManager.default.fileExists
  ) throws(CommandError) {
    self.query = query
    for argument in arguments {
      if exists(argument) || Self.looksLikePath(argument) {
        paths.append(argument)
        continue
      }
      do throws(QueryError) {
        let before = self.query.words.count
        try self.query.add(term: argument)
        if self.query.words.count > before, !argument.hasPrefix("\"") { words.append(argument) }
      } catch {
        throw CommandError(error)
      }
    }
    if self.query.conditions.contains(where: { $0.key == .state }) {
      throw CommandError.usage(
        "state", "what happens has no state yet", next: "`oxtail incidents state:…` lists incidents")
    }
  }

  private static func looksLikePath(_ argument: String) -> Bool {
    guard !argument.hasPrefix("\"") else { return false }
    let start = argument.prefix { $0 != ":" }
    return start.contains("/") || argument.wholeMatch(of: /[^:\s]*\.log[^:\s]*/) != nil
  }
}
