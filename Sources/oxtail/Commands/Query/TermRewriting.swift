/// Makes `-key:value` and exceptionIds with a minus arguments like any other: a parser of options would take their signs for flags.
enum TermRewriting {
  /// - Parameter arguments: Those behind the program's name.
  static func rewritten(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let typed = arguments[..<end].map { isNegatedTerm($0) ? "!" + $0.dropFirst() : $0 }
    let words = typed.indices.filter { place in
      isExceptionID(typed[place]) && !(place > 0 && takesAnything(typed[place - 1]))
    }
    guard let first = words.first else { return typed + arguments[end...] }
    // Words stay in their order where no option stands between them.
    let isLast = typed.indices[first...].allSatisfy { words.contains($0) || !isOption(typed[$0]) }
    let moved = isLast ? Array(typed.indices[first...]) : words
    let before = typed.indices.filter { !moved.contains($0) }
    return before.map { typed[$0] } + ["--"] + moved.map { typed[$0] } + arguments[end...].dropFirst()
  }

  /// No option of ours has a colon behind its name.
  private static func isNegatedTerm(_ argument: String) -> Bool {
    guard argument.first == "-", let colon = argument.firstIndex(of: ":") else { return false }
    let key = argument[..<colon].dropFirst()
    let value = argument[colon...].dropFirst()
    return key.count > 1 && key.allSatisfy { ("a"..."z").contains($0) || $0 == "_" }
      && value.first.map { !$0.isWhitespace } ?? false
  }

  /// `-225208343-74`: the first number is random, of 32 bits with a sign. No option of ours looks like it.
  private static func isExceptionID(_ argument: String) -> Bool {
    // To build an expression takes longer than most answers: where there is a digit alone.
    argument.hasPrefix("-") && argument.dropFirst().first?.isNumber == true
      && argument.wholeMatch(of: /-[0-9]+-[0-9]+/) != nil
  }

  private static func isOption(_ argument: String) -> Bool { argument.hasPrefix("-") && argument != "-" }

  /// Whether it is an option that takes for its value whatever follows, with a minus or not.
  private static func takesAnything(_ argument: String) -> Bool {
    argument.wholeMatch(of: /--(since|until|at|as-of|limit)|-[a-zA-Z]*[SUgnABC]/) != nil
  }
}
