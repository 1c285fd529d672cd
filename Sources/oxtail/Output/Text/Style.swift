/// How a piece of text looks where there is colour. Nothing is said by a style alone.
enum Style: Sendable {
  case plain
  /// What the eye should find first.
  case strong
  /// Labels, rules, what is there for completeness.
  case quiet
  case id
  case good, bad, caution
  /// The words by which a cause was recognised.
  case match

  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .quiet: "2"
    case .id: "1;36"
    case .good: "1;32"
    case .bad: "1;31"
    case .caution: "33"
    case .match: "1"
    }
  }
}

/// Turns styles into what the output understands.
enum Palette: Sendable {
  case plain, ansi

  func painted(_ text: SafeText, _ style: Style) -> String {
    guard self == .ansi, let code = style.code, !text.isEmpty else { return text.string }
    return "\u{1B}[\(code)m\(text.string)\u{1B}[0m"
  }

  /// The same behind what was painted before.
  func paint(_ text: SafeText, _ style: Style, to bytes: inout [UInt8]) {
    if self == .plain || style == .plain {
      bytes += text.string.utf8
    } else {
      bytes += painted(text, style).utf8
    }
  }
}
