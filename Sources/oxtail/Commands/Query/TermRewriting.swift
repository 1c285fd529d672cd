/// Makes `-key:value` an argument like any other: a parser of options would take its letters for flags.
enum TermRewriting {
  /// - Parameter arguments: Those behind the program's name.
  static func rewritten(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { isNegatedTerm($0) ? "!" + $0.dropFirst() : $0 } + arguments[end...]
  }

  /// No option of ours has a colon behind its name.
  private static func isNegatedTerm(_ argument: String) -> Bool { argument.wholeMatch(of: /-[a-z_]{2,}:\S.*/) != nil }
}
