/// What the parser of arguments says, in this program's words.
struct ParserMessage {
  let line: SafeText

  /// - Parameters:
  ///   - message: The parser's sentence.
  ///   - arguments: Those of the program, its own name first.
  init(_ message: String, arguments: [String]) {
    let command = arguments.dropFirst().first { ["scan", "explain", "patterns"].contains($0) }
    var sentence = message.split(separator: "\n").map { $0.trimmingBlanks }.joined(separator: "; ")
    while sentence.hasSuffix(".") { sentence.removeLast() }
    if let first = sentence.first, sentence.dropFirst().first?.isUppercase == false {
      sentence = first.lowercased() + sentence.dropFirst()
    }
    let help = (["oxtail"] + (command.map { [$0] } ?? []) + ["--help"]).joined(separator: " ")
    line = "oxtail: \(command.map { "\($0): " } ?? "")\(sentence); see `\(help)`"
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
