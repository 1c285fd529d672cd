/// What the user wants of colour.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// https://no-color.org: any value but an empty one switches colour off, unless the user asks for it.
  func palette(isTerminal: Bool, environment: [String: String]) -> Palette {
    switch self {
    case .always: return .ansi
    case .never: return .plain
    case .auto:
      let isRefused = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
      return isTerminal && !isRefused ? .ansi : .plain
    }
  }
}
