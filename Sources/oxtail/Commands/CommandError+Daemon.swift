import OxtailService

extension CommandError {
  /// What the daemon that writes an index answered instead of keeping what it was told.
  init(_ answer: RemarkAnswer, _ path: String) {
    let (next, code): (SafeText, Int32) =
      switch answer.code {
      case .denied: ("run it as one of them", 77)
      case .unknown: ("`oxtail incidents` lists them", 1)
      case .busy: ("nothing was kept; try again in a minute", 75)
      case .kept, .more, .refused, .failed: ("nothing was kept; `journalctl -u oxtail` may tell more", 74)
      }
    self.init("the daemon of \(path)", SafeText(answer.message), next: next, exitCode: code)
  }

  /// Whoever runs this may not call the daemon that writes an index.
  static func notHeard(_ path: String) -> CommandError {
    CommandError(
      SafeText(path), "its daemon may not be told anything by you",
      next: "run it as root, as the daemon's user or as a member of its group", exitCode: 77)
  }
}
