/// What `dpkg -l` or `rpm -qa` printed.
struct PackageList {
  struct Package {
    var name: String
    var version: VersionNumber?
    var line: Int
  }

  /// Installed ones; what was removed and left its configuration is none.
  let packages: [Package]

  /// - Returns: `nil` where the lines are no such list.
  init?(_ lines: [String]) {
    let dpkg = lines.enumerated().compactMap { Self.dpkg($1, line: $0 + 1) }
    if !dpkg.isEmpty {
      packages = dpkg.filter(\.isInstalled).map(\.package)
      return
    }
    let rpm = lines.enumerated().compactMap { Self.rpm($1, line: $0 + 1) }
    // A few lines of prose may end like a package.
    guard !rpm.isEmpty, rpm.count * 2 > lines.count(where: { !$0.trimmingBlanks.isEmpty }) else { return nil }
    packages = rpm
  }

  func package(_ name: String) -> Package? { packages.first { $0.name == name } }

  /// `ii  open-xchange-parallels  7.6.2-10  all  …`: what is wanted, what is so, and perhaps what went wrong.
  private static func dpkg(_ line: String, line number: Int) -> (package: Package, isInstalled: Bool)? {
    var marks = line.utf8.makeIterator()
    guard let wanted = marks.next(), let state = marks.next(), let trouble = marks.next(),
      "uirph".utf8.contains(wanted), "nicuHfFWt".utf8.contains(state), "R \t".utf8.contains(trouble),
      let match = line.wholeMatch(of: /([uirph][nicuHfFWt])[R ]?\s+([a-z0-9][a-z0-9+.:-]*)\s+(\d\S*)(?:\s.*)?/)
    else {
      return nil
    }
    let name = match.2.prefix { $0 != ":" }
    let isInstalled = match.1.last == "i"
    return (Package(name: String(name), version: VersionNumber(match.3), line: number), isInstalled)
  }

  /// `open-xchange-parallels-7.6.2-10_2.1.noarch`
  private static func rpm(_ line: String, line number: Int) -> Package? {
    guard line.holds("noarch") || line.holds("86") || line.holds("aarch64"),
      let match = line.trimmingBlanks.wholeMatch(
        of: /([A-Za-z0-9][A-Za-z0-9+._-]*?)-(\d[^-\s]*)-[^-\s]+\.(?:noarch|x86_64|i[3-6]86|aarch64)/)
    else { return nil }
    return Package(name: String(match.1), version: VersionNumber(match.2), line: number)
  }
}
