import LogPipeline

/// Says to which host a log belongs: what is configured, the directory in trees such as `logs/<host>/panel.log`, the archive in
/// collections such as `logs/<host>.tar.gz`, what a file name such as `panel-plesk17.log` says, else the machine that reads its own logs, or the
/// side's name.
struct HostNames {
  /// Where a log lies.
  struct Place {
    var path: String
    /// The archive on disk that holds it; the path goes on behind its own.
    var archive: String?
  }

  private let rules: [GlobRule<String>]
  private let machine: String?
  /// For each directory, the directories and archives in it that hold logs.
  private var logDirectories: [String: Set<String>] = [:]

  /// - Parameters:
  ///   - logs: All files that were recognised as logs.
  ///   - machine: The host of those of which nothing tells whose they are.
  init(rules: [GlobRule<String>], logs: [Place], machine: String? = nil) {
    self.rules = rules
    self.machine = machine
    for log in logs {
      let (parent, name) = Self.directory(of: log)
      if let name { logDirectories[parent, default: []].insert(name) }
      if let archive = log.archive {
        let (parent, name) = Self.place(ofArchive: archive)
        logDirectories[parent, default: []].insert(name)
      }
    }
  }

  func host(of log: Place, side: Side) -> (name: String, isAssumed: Bool) {
    if let rule = rules.first(where: { $0.fits(log.path) }) { return (rule.value, false) }
    let (parent, directory) = Self.directory(of: log)
    if let directory, isHost(directory, in: parent) { return (directory, false) }
    if let archive = log.archive {
      let (parent, name) = Self.place(ofArchive: archive)
      if isHost(name, in: parent) { return (name, false) }
    }
    if let name = Self.hostInFileName(log.path) { return (name, false) }
    return (machine ?? (side == .plesk ? "plesk" : "ox"), true)
  }

  private func isHost(_ name: String, in parent: String) -> Bool {
    ![".", "..", "-"].contains(name) && (logDirectories[parent]?.count ?? 0) > 1
  }

  /// `a/b/panel.log` → (`a`, `b`)
  private static func directory(of log: Place) -> (String, String?) {
    let parts = log.path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard parts.count >= 2 else { return ("", nil) }
    let parent = parts.dropLast(2).joined(separator: "/")
    let isArchive = log.archive.map { log.path.dropLast(parts[parts.count - 1].count + 1) == $0 } ?? false
    return (parent, isArchive ? withoutEnding(parts[parts.count - 2]) : parts[parts.count - 2])
  }

  /// `a/plesk1.tar.gz` → (`a`, `plesk1`)
  private static func place(ofArchive path: String) -> (String, String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    return (parts.dropLast().joined(separator: "/"), withoutEnding(parts.last ?? path))
  }

  private static func withoutEnding(_ name: String) -> String {
    for ending in [".tar.gz", ".tgz", ".tar"] where name.hasSuffix(ending) && name.count > ending.count {
      return String(name.dropLast(ending.count))
    }
    return name
  }

  /// `panel-plesk17.log.1` → `plesk17`, but `panel-20150101.log` and `panel-2015-01-01.log` are dates.
  private static func hostInFileName(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let prefix = ["panel-", "open-xchange-", "open-xchange_", "panel_"].first(where: name.hasPrefix),
      let range = name.range(of: ".log")
    else { return nil }
    let host = name[name.index(name.startIndex, offsetBy: prefix.count)..<range.lowerBound]
    let isDate = host.allSatisfy { $0.isNumber || $0 == "-" }
    return host.isEmpty || isDate || host == "admin" || host == "console" ? nil : String(host)
  }
}
