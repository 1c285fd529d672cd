import LogPipeline

/// A pattern file with one cause, made of a line that no pattern understands: correct as it stands, and to be completed.
package struct PatternSkeleton {
  package let lines: [String]
  /// The cause that claims the line already.
  package let knownCause: String?

  /// A longer expression says no more, and is found in cut texts less often.
  private static let literalMax = 160
  /// So much is left at least where words of small letters before it are given up.
  private static let startLengthMin = 16

  /// - Parameters:
  ///   - text: A record without its secrets, or a part of one.
  ///   - side: Whose log it stands in; `nil` to tell it by the text.
  /// - Returns: `nil` where there is nothing to look for.
  package init?(_ text: String, id: String, side: Side?, catalogue: Catalogue) {
    let match = LineMatch(text, catalogue: catalogue)
    knownCause = match.claims.first?.id
    let side = side ?? match.heads.first?.layout.side ?? (text.contains("openexchange") ? .openXchange : .plesk)
    let core = Self.core(of: text, heads: match.heads.isEmpty ? nil : catalogue)
    guard let expression = Self.expression(core) else { return nil }
    lines = Self.file(id: id, side: side, core: core, expression: expression)
  }

  // MARK: What says it

  /// The fault's message, the innermost exception's, or the first line of the message.
  private static func core(of text: String, heads catalogue: Catalogue?) -> String {
    if let fault = text.firstMatch(
      of: /SoapFault exception: \[[^\]\r\n]{1,60}\] ([^\r\n]+?)(?: in \/|\r?$)/.anchorsMatchLineEndings())
    {
      return trimmed(fault.1)
    }
    let message = catalogue.map { withoutHead(text, $0) } ?? text
    let exceptions = message.matches(
      of: /^(?:Caused by: )?[\w.$]+(?:Exception|Error|Fault): ([^\r\n]+)$/.anchorsMatchLineEndings())
    if let last = exceptions.last { return trimmed(last.1) }
    let first = message.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    return trimmed(first)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace }
    // A gate that looks for capitals is a fast one.
    if let start = text.firstIndex(where: { $0.isUppercase || "[\"'".contains($0) }),
      text[start...].count >= startLengthMin
    {
      text = text[start...]
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.prefix(literalMax))
  }

  private static func withoutHead(_ text: String, _ catalogue: Catalogue) -> String {
    var framer = RecordFramer(layouts: catalogue.layouts)
    var start = 0
    let bytes = Array((text + "\n").utf8)
    func take(_ record: FramedRecord, _: RawSpan) { if record.offset == 0 { start = record.head?.messageStart ?? 0 } }
    framer.accept(RawSpan(_elements: bytes.span), take)
    framer.finish(take)
    return String(decoding: bytes.dropFirst(start), as: UTF8.self)
  }

  // MARK: Its expression

  /// Names and numbers become what may stand in their place, all else stays as it is.
  private static func expression(_ core: String) -> String? {
    var result = ""
    var letters = 0
    var rest = core[...]
    while !rest.isEmpty {
      if let piece = rest.prefixMatch(of: /\[redacted(?::[0-9A-Z]{6})?\]/) {
        result += #"\[redacted[^\]]{0,8}\]"#
        rest = rest[piece.range.upperBound...]
      } else if let piece = rest.prefixMatch(of: /"[^"]{1,200}"/) {
        result += #""[^"\r\n]{1,200}""#
        rest = rest[piece.range.upperBound...]
      } else if let piece = rest.prefixMatch(of: /'[^']{1,200}'/) {
        result += #"'[^'\r\n]{1,200}'"#
        rest = rest[piece.range.upperBound...]
      } else if let piece = rest.prefixMatch(of: /[\w.+\-]+@[\w.\-]+/) {
        result += #"[\w.+-]{1,64}@[\w.-]{1,253}"#
        rest = rest[piece.range.upperBound...]
      } else if let piece = rest.prefixMatch(of: /[0-9]+/) {
        result += #"\d{1,12}"#
        rest = rest[piece.range.upperBound...]
      } else {
        let character = rest.removeFirst()
        if character.isLetter { letters += 1 }
        result += String(character).escaping { #"\.^$|?*+()[]{}/"#.unicodeScalars.contains($0) ? "\\\($0)" : nil }
      }
    }
    return letters >= 4 ? result : nil
  }

  // MARK: The file

  private static func file(id: String, side: Side, core: String, expression: String) -> [String] {
    let family = id.prefix { $0 != "." }
    return [
      "# Written by `oxtail patterns new`: complete what the comments ask for, then run `oxtail patterns lint` on it.",
      "family: \(family)",
      "causes:",
      "  - id: \(id)",
      "    title: What failed, in a few words        # at most 60 characters",
      "    kind: unknown           # transient, config, conflict, capacity, software",
      "    owner: ox-admin         # who fixes it: ox-admin, plesk-admin, network, packager",
      "    retry: check-first      # safe, useless, check-first: a wrong safe is the worst answer",
      "    grade: V                # V: seen in a log",
      "    affects: subject        # who else meets it: subject, host, subadmin, everyone",
      "    ox_logs: maybe          # does Open-Xchange log it? always, maybe, never",
      "    fixed_in: null",
      "    texts:",
      "      - sides: [\(side.rawValue)]",
      "        regex: \(quoted(expression))",
      "        grade: V",
      "        matches:",
      "          - {text: \(quoted(core)), captures: {}}",
      "        refuses:",
      "          - \(quoted(refused))    # better: a line that looks alike and means something else",
      "    explain: Say what this failure means and why it happens.",
      "    check:",
      "      - '# the command that shows whether it is this'",
      "    fix:",
      "      - '# the command that repairs it'",
      "    links: []",
    ]
  }

  private static let refused = "all went well"

  private static func quoted(_ text: String) -> String { "'" + text.escaping { $0 == "'" ? "''" : nil } + "'" }
}
