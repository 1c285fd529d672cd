/// Makes `-key:value` an argument like any other: a parser of options would take its letters for flags.
enum TermRewriting {
  /// - Parameter arguments: Those behind the program's name.
  static func rewritten(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { isNegatedTerm($0) ? "!" + $0.dropFirst() : $0 } + arguments[end...]
  }

  /// No option of ours has a colon behind its name.
  private static func isNegatedTerm(_ argument: String) -> Bool {
    guard argument.first == "-", let colon = argument.firstIndex(of: ":") else { return false }
    let key = argument[..<colon].dropFirst()
    let value = argument[colon...].dropFirst()
    return key.count > 1 && key.allSatisfy { ("a"..."z").contains($0) || $0 == "_" }
      && value.first.map { !$0.isWhitespace } ?? false
  }
}
