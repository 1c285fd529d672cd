/// The index that is asked when none is named: one's own if it is there, else the daemon's if it may be read.
enum DefaultIndex: Equatable {
  case at(String)
  /// Neither can be used.
  case none(own: String, daemonIsForbidden: Bool)

  /// - Parameters:
  ///   - own: Where one's own would be.
  ///   - access: What can be done with a file.
  init(own: String, _ access: (String) -> FileAccess) {
    // One's own that may not be read is still the one that was meant.
    if access(own) != .missing {
      self = .at(own)
      return
    }
    switch access(IndexOptions.daemonPath) {
    case .readable: self = .at(IndexOptions.daemonPath)
    case .missing: self = .none(own: own, daemonIsForbidden: false)
    case .forbidden: self = .none(own: own, daemonIsForbidden: true)
    }
  }

  /// - Throws: Code 66 where there is none, 77 where the only one may not be read.
  func path() throws(CommandError) -> String {
    switch self {
    case .at(let path): return path
    case .none(let own, _) where own == IndexOptions.daemonPath:
      throw CommandError(
        "\(own)", "there is no index yet", next: "run `oxtail index SOURCE…` first, or name one with --db", exitCode: 66
      )
    case .none(let own, daemonIsForbidden: false):
      throw CommandError(
        "no index", "neither \(own) nor \(IndexOptions.daemonPath) is there",
        next: "run `oxtail index SOURCE…` first, or name one with --db", exitCode: 66)
    case .none(let own, daemonIsForbidden: true):
      throw CommandError(
        "no index", "\(own) is not there, and \(IndexOptions.daemonPath) may not be read",
        next: "become a member of the group oxtail, or name one with --db", exitCode: 77)
    }
  }
}
