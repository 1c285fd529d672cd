/// Tells what a configuration file is: by its content, and by its name where many programs write the like.
///
/// Most files below /etc are none of ours: each expression is tried only on lines that hold a word of it.
enum ConfigRecogniser {
  /// Endings of copies that no program reads.
  private static let copyEndings = [
    "~", ".bak", ".orig", ".old", ".save", ".disabled", ".rpmsave", ".rpmnew", ".rpmorig", ".dpkg-old", ".dpkg-dist",
    ".dpkg-new", ".ucf-old", ".ucf-dist",
  ]

  static func isCopy(_ path: String) -> Bool { copyEndings.contains { path.lowercased().hasSuffix($0) } }

  /// - Parameter name: Without its directory.
  /// - Returns: `nil` for a file that is none of those that the page speaks of.
  static func content(name: String, _ lines: [String]) -> ConfigContent? {
    let name = name.lowercased()
    if let version = ProductVersion(name: name, lines) { return .version(version) }
    if let packages = PackageList(lines) { return .packages(packages) }
    if let panel = panelINI(name, lines) { return panel }
    if has(lines, "<configuration", /<configuration\b/), has(lines, "<", /<(?:root|logger|appender)\b/) {
      return .logback(LoggerLevel.logback(lines))
    }
    if isApaches(lines) { return .apache(ApacheSection(lines)) }
    if let resolver = resolver(name, lines) { return resolver }
    return properties(name, lines) ?? script(name, lines)
  }

  private static func isApaches(_ lines: [String]) -> Bool {
    let section = /(?i)^\s*<(?:Location|LocationMatch|VirtualHost|Proxy|IfModule|IfVersion|Directory)\b/
    let directive = /^\s*(?:LoadModule|ProxyPass|ServerRoot)\s/
    return lines.contains { line in
      switch line.firstBlackByte {
      case UInt8(ascii: "<"): line.firstMatch(of: section) != nil
      case UInt8(ascii: "L"), UInt8(ascii: "P"), UInt8(ascii: "S"): line.firstMatch(of: directive) != nil
      default: false
      }
    }
  }

  private static func script(_ name: String, _ lines: [String]) -> ConfigContent? {
    guard name.hasSuffix(".sh") || name.hasSuffix("history") || lines.first?.hasPrefix("#!") == true else { return nil }
    let isOurs = lines.contains { line in
      line.holds("/opt/open-xchange/sbin/")
        || (line.holds(" -") && line.firstMatch(of: /\b(?:create|change|list|delete)(?:admin|context|user) -/) != nil)
    }
    return isOurs ? .script : nil
  }

  private static func panelINI(_ name: String, _ lines: [String]) -> ConfigContent? {
    let isNamed = name.hasPrefix("panel") && (name.hasSuffix(".ini") || name.hasSuffix(".ini.sample"))
    guard isNamed || lines.contains(where: { $0.holds("filter.priority", inAnyCase: true) }) else { return nil }
    let file = INIFile(lines)
    guard isNamed || !file.settings("filter.priority").isEmpty else { return nil }
    return .panelINI(file, isSample: name.hasSuffix(".sample"))
  }

  private static func resolver(_ name: String, _ lines: [String]) -> ConfigContent? {
    let servers = lines.enumerated().compactMap { index, line in
      guard line.holds("nameserver"), let match = line.wholeMatch(of: /\s*nameserver\s+(\S+).*/) else {
        return nil as (String, Int)?
      }
      return (String(match.1), index + 1)
    }
    guard let first = servers.first else { return nil }
    return .resolver(servers.map(\.0), line: first.1)
  }

  private static func properties(_ name: String, _ lines: [String]) -> ConfigContent? {
    let isNamed = name.hasSuffix(".properties")
    guard isNamed || lines.contains(where: { $0.holds("SETTINGS_") || $0.holds("com.openexchange.") }) else {
      return nil
    }
    let file = JavaProperties(lines)
    if file.properties.contains(where: { $0.key.hasPrefix("SETTINGS_") }) { return .packageSettings(file) }
    // A log of Open-Xchange holds such lines too, but others as well.
    let isOurs =
      file.properties.contains { $0.key.hasPrefix("com.openexchange.") }
      && lines.allSatisfy {
        $0.trimmingBlanks.isEmpty || $0.wholeMatch(of: /\s*(?:[#!].*|[A-Za-z][\w.\/-]*\s*=.*)/) != nil
      }
    return isNamed || isOurs ? .properties(file) : nil
  }

  /// - Parameter literal: Stands in all that the pattern matches.
  private static func has(_ lines: [String], _ literal: String, _ pattern: Regex<Substring>) -> Bool {
    lines.contains { $0.holds(literal) && $0.firstMatch(of: pattern) != nil }
  }
}
