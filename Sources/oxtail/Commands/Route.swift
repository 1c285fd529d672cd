import Foundation
import PatternFiles

/// What `oxtail WORD…` without a command means.
enum Route: Equatable {
  case help
  case scan
  case explain
  /// Something that only an index could answer.
  case needsIndex(String)
  /// One plain word that is neither a file nor an error; the command that was perhaps meant.
  case unknownWord(String, suggestion: String?)

  /// - Parameters:
  ///   - commands: The names of all commands.
  ///   - exists: Whether there is a file or directory with a name.
  init(_ words: [String], commands: [String], exists: (String) -> Bool) {
    guard let first = words.first else {
      self = .help
      return
    }
    func isThere(_ word: String) -> Bool { word == "-" || exists(word) }
    if words.allSatisfy({ isThere($0) || Self.isPath($0) }) {
      self = .scan
    } else if Self.isPlain(first), !isThere(first), Self.isCommandLine(words, first, commands, isThere) {
      self = .unknownWord(first, suggestion: Suggestion.nearest(to: first, among: commands))
    } else if words.count == 1, Self.isIncidentID(first) || Self.isSubject(first) {
      self = .needsIndex(first)
    } else {
      self = .explain
    }
  }

  /// Whether a plain first word was meant as a command: it stands alone, before a file, or is nearly one and not much follows.
  private static func isCommandLine(
    _ words: [String], _ first: String, _ commands: [String], _ isThere: (String) -> Bool
  ) -> Bool {
    if words.count == 1 || words.dropFirst().contains(where: isThere) { return true }
    // An error in words seldom has two only, and none begins with what is nearly a command.
    return words.count == 2 && Suggestion.nearest(to: first, among: commands) != nil
  }

  /// A name that only a file can have, even if there is none.
  private static func isPath(_ word: String) -> Bool {
    guard !word.contains(where: \.isWhitespace) else { return false }
    return ["/", "./", "../", "~/"].contains(where: word.hasPrefix)
      || word.contains(/\.(log|gz|tar|tgz)(\.\d+)?(\.gz)?$/) || word.hasSuffix("/")
  }

  /// `scna`: a command, or nothing.
  private static func isPlain(_ word: String) -> Bool { word.wholeMatch(of: /[a-z][a-z-]{0,19}/) != nil }

  /// `OX-7`, `OX-MED8W`
  private static func isIncidentID(_ word: String) -> Bool { word.wholeMatch(of: /OX-[0-9A-HJKMNP-TV-Z]{1,26}/) != nil }

  /// A mailbox or a domain. Names of Java classes and of causes look alike, but are not lower-case to the end or have no
  /// such ending.
  private static func isSubject(_ word: String) -> Bool {
    if word.wholeMatch(of: /[^@\s]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/) != nil { return true }
    return word.wholeMatch(of: /(?!com\.|org\.|java\.|javax\.|net\.java\.)([a-z0-9-]+\.)+[a-z]{2,24}/) != nil
  }
}
