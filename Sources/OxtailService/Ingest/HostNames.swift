import LogPipeline

/// Says to which host a file belongs: what is configured, the directory in trees such as `logs/<host>/panel.log`, what a file name such as
/// `panel-plesk17.log` says, else the side's name.
struct HostNames {
  private let rules: [GlobRule<String>]
  /// For each directory, the directories in it that hold logs.
  private var logDirectories: [String: Set<String>] = [:]

  /// - Parameter logs: All files that were recognised as logs.
  init(rules: [GlobRule<String>], logs: [String]) {
    self.rules = rules
    for path in logs {
      let (parent, name) = Self.parent(of: path)
      if let name { logDirectories[parent, default: []].insert(name) }
    }
  }

  func host(of path: String, side: Side) -> (name: String, isAssumed: Bool) {
    if let rule = rules.first(where: { $0.fits(path) }) { return (rule.value, false) }
    let (parent, directory) = Self.parent(of: path)
    if let directory, directory != ".", directory != "..", (logDirectories[parent]?.count ?? 0) > 1 {
      return (directory, false)
    }
    if let name = Self.hostInFileName(path) { return (name, false) }
    return (side == .plesk ? "plesk" : "ox", true)
  }

  /// `a/b/panel.log` → (`a`, `b`)
  private static func parent(of path: String) -> (String, String?) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard parts.count >= 2 else { return ("", nil) }
    return (parts.dropLast(2).joined(separator: "/"), parts[parts.count - 2])
  }

  /// `panel-plesk17.log.1` → `plesk17`, but `panel-20150101.log` is a date.
  private static func hostInFileName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let prefix = ["panel-", "open-xchange-", "open-xchange_", "panel_"].first(where: name.hasPrefix),
      let range = name.range(of: ".log")
    else { return nil }
    let host = name[name.index(name.startIndex, offsetBy: prefix.count)..<range.lowerBound]
    return host.isEmpty || host.allSatisfy(\.isNumber) || host == "admin" || host == "console" ? nil : String(host)
  }
}
