/// What the parser of arguments says, in this program's words.
struct ParserMessage {
  let line: SafeText

  /// - Parameters:
  ///   - message: The parser's sentence.
  ///   - arguments: Those of the program, its own name first.
  init(_ message: String, arguments: [String]) {
    let named = arguments.dropFirst().drop { !OxtailCommand.commandNames.contains($0) }
    let command = named[..<OxtailCommand.command(named).rest.startIndex]
    var sentence = Self.sentence(message)
    while sentence.hasSuffix(".") { sentence.removeLast() }
    if let first = sentence.first, sentence.dropFirst().first?.isUppercase == false {
      sentence = first.lowercased() + sentence.dropFirst()
    }
    let help = (["oxtail"] + command + ["--help"]).joined(separator: " ")
    line = "oxtail: \(command.isEmpty ? "" : command.joined(separator: " ") + ": ")\(sentence); see `\(help)`"
  }
}

extension ParserMessage {
  /// Where values are listed, each on a line of its own, they become a part of the sentence.
  private static func sentence(_ message: String) -> String {
    let lines = message.split(separator: "\n").map { $0.trimmingBlanks }
    let values = lines.filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    let rest = lines.filter { !$0.hasPrefix("- ") }.joined(separator: "; ")
    guard !values.isEmpty else { return rest.replacing(". Please provide one of", with: "; expected is one of") }
    return rest.replacing(
      ". Please provide one of the following:", with: "; expected is one of \(values.joined(separator: ", "))")
  }
}
