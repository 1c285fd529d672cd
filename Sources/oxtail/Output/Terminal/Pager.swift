import Foundation

/// Shows long pages screen by screen.
struct Pager {
  private static let fallback = "less -FRX"

  /// A command for the shell.
  let command: String

  /// - Returns: `nil` where no pager is wanted: an empty name, or `cat`.
  init?(environment: [String: String]) {
    command = environment["OXTAIL_PAGER"] ?? environment["PAGER"] ?? Self.fallback
    if command.allSatisfy(\.isWhitespace) || command == "cat" { return nil }
  }

  /// - Returns: `false` if the pager could not be started, so that the text has to be shown without it.
  func show(_ text: String) -> Bool { show { $0(text) } }

  /// Shows what `make` writes piece by piece.
  ///
  /// - Returns: `false` if the pager could not be started.
  func show(_ make: ((String) -> Void) -> Void) -> Bool {
    // A pager that is named without options still has to leave a short page on the screen, and show colours.
    unsafe setenv("LESS", "FRX", 0)
    guard let pipe = unsafe popen(command, "w") else { return false }
    // Ctrl-C belongs to the pager now, and so does the decision to read no further.
    let previous = (signal(SIGINT, SIG_IGN), signal(SIGPIPE, SIG_IGN))
    make { text in
      let bytes = Array(text.utf8)
      _ = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, pipe) }
    }
    let status = unsafe pclose(pipe)
    signal(SIGINT, previous.0)
    signal(SIGPIPE, previous.1)
    return status >> 8 & 0xFF != Self.notFound
  }

  /// What a shell answers for a command that it does not find.
  private static let notFound: Int32 = 127
}
