import Foundation
import LogTail

/// Reads all configuration files below what the user named. Nothing outside is read: neither what a link leads to nor what a
/// configuration includes.
struct ConfigTree {
  /// The longest configuration of these programs has some hundred KiB.
  static let fileBytesMax = 1024 * 1024
  /// A whole /etc has a few thousand; beyond that somebody named the wrong directory.
  static let filesMax = 20_000

  private(set) var files: [ConfigFile] = []
  private(set) var skipped: [SkippedFile] = []

  init(_ paths: [String]) {
    let (found, unreadable) = Discovery.files(for: paths)
    skipped += unreadable.map { SkippedFile($0) }
    let roots = paths.map { URL(filePath: $0).resolvingSymlinksInPath().path(percentEncoded: false) }
    let enabled = Self.enabledDirectories(found.map(\.path))
    for file in found.prefix(Self.filesMax) { read(file, roots, enabled) }
    if found.count > Self.filesMax {
      skipped.append(
        SkippedFile(
          file: paths.joined(separator: " "), bytes: 0,
          reason: "more than \(Self.filesMax) files; only the first ones were looked at", isNamed: false))
    }
  }

  private mutating func read(_ file: LogFile, _ roots: [String], _ enabled: Set<String>) {
    func skip(_ reason: String) {
      skipped.append(SkippedFile(file: file.path, bytes: file.bytes, reason: reason, isNamed: file.isNamed))
    }
    if Self.isOutside(file.path, roots) { return skip("a link that leads out of what was named") }
    if !file.isNamed, ConfigRecogniser.isCopy(file.path) { return skip("a copy that no program reads") }
    if Self.isNotEnabled(file.path, enabled) { return skip("available, but not enabled") }
    guard file.bytes <= Self.fileBytesMax else { return skip("too long for a configuration file") }
    guard let data = FileManager.default.contents(atPath: file.path) else {
      skipped.append(SkippedFile(UnreadablePath(path: file.path, reason: .permissionDenied, isNamed: file.isNamed)))
      return
    }
    guard !data.contains(0) else { return skip("no configuration file") }
    let lines = ConfigFile.lines(of: Array(data))
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    guard let content = ConfigRecogniser.content(name: name, lines) else { return skip("no configuration file") }
    files.append(ConfigFile(path: file.path, host: Self.host(of: file.path), lines: lines, content: content))
  }

  private static func isOutside(_ path: String, _ roots: [String]) -> Bool {
    let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    return !roots.contains { real == $0 || real.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
  }

  // MARK: Debian's available and enabled

  private static func enabledDirectories(_ paths: [String]) -> Set<String> {
    Set(paths.map(directory).filter { $0.hasSuffix("-enabled") })
  }

  /// Where a directory of links says what is in use, what those do not lead to is not.
  private static func isNotEnabled(_ path: String, _ enabled: Set<String>) -> Bool {
    let directory = directory(path)
    guard directory.hasSuffix("-available") else { return false }
    return enabled.contains(String(directory.dropLast("-available".count)) + "-enabled")
  }

  private static func directory(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  // MARK: Hosts

  /// Directories that many hosts have alike.
  private static let common: Set<String> = [
    "etc", "opt", "usr", "var", "root", "home", "srv", "conf.d", "conf-enabled", "mods-enabled", "sites-enabled",
    "conf",
    "plugin", "groupware", "admindaemon", "settings", "apache2", "httpd", "open-xchange", "psa", "admin",
  ]

  /// For files of a host that no directory names.
  static let unnamedHost = "this host"

  /// The name of the directory above the first that many hosts have alike, or of the file's own.
  static func host(of path: String) -> String {
    let directories = path.split(separator: "/").dropLast().map(String.init)
    let own = directories.prefix { !common.contains($0) }
    let name = own.last ?? ""
    return name.isEmpty || name == "." || name == ".." ? unnamedHost : name
  }
}
