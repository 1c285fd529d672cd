/// How something that was checked turned out. The words are what scripts search for.
enum CheckOutcome: String, CaseIterable, Codable, Sendable {
  case ok, warning, error

  /// `[OK]`, `[WARNING]`, `[ERROR]`
  var tag: SafeText { "[\(rawValue.uppercased())]" }

  var style: Style {
    switch self {
    case .ok: .good
    case .warning: .caution
    case .error: .bad
    }
  }
}
