/// Apache of a host that hands calls on to Open-Xchange.
struct Gateway {
  let host: String
  /// Where a finding about the whole is shown: the first of its files that speaks of Open-Xchange.
  let file: ConfigFile
  /// `nil` where nothing tells the version.
  let knownModern: Bool?
  /// Whether Apache 2.4 was given the module for the words of 2.2, or nothing tells.
  let understandsOldWords: Bool
  /// The lists of all sections for /webservices.
  let lists: [(file: ConfigFile, list: AccessList)]
  /// Where calls are handed on, if they are.
  let handOver: (file: ConfigFile, line: Int)?
  /// Whether the section for the balancer refuses strangers.
  let isClosedElsewhere: Bool

  /// What is assumed where nothing tells: 2.2 has been out of support since 2017.
  var isModern: Bool { knownModern ?? true }

  var values: [String: String] { ["host": host, "apache_file": "/etc/apache2/conf.d/\(file.path.fileName)"] }

  static func all(in estate: ConfigEstate) -> [Gateway] {
    estate.hosts.compactMap { Gateway($0, estate) }
  }

  private init?(_ host: String, _ estate: ConfigEstate) {
    let files = estate.apache(of: host)
    guard let first = files.first(where: { Self.speaksOfOpenXchange($0.section) }) else { return nil }
    self.host = host
    file = first.file
    let known = estate.isModernApache(host)
    knownModern = known
    let modules = files.flatMap { $0.section.directives.filter { $0.name == "loadmodule" } }.map { $0.argument(0) }
    // Distributions load the module by default; only a list of modules without it proves anything.
    understandsOldWords = modules.count < 2 || modules.contains("access_compat_module")
    let resolved = files.map { ($0.file, $0.section.resolved(isModern: known ?? true)) }
    lists = resolved.flatMap { file, section in
      section.all.filter(Self.isForProvisioning).map { (file, AccessList(section: $0, file: file.path)) }
    }
    handOver = resolved.lazy.compactMap { file, section in Self.handOver(section).map { (file, $0) } }.first
    isClosedElsewhere = resolved.contains { file, section in
      section.all.contains { part in
        part.name == "proxy" && AccessList(section: part, file: file.path).verdict(.stranger) == .refused
      }
    }
  }

  private static func speaksOfOpenXchange(_ section: ApacheSection) -> Bool {
    let signs = ["webservices", "oxcluster", "/servlet/axis2", "/ajax", "/appsuite"]
    func speaks(_ words: [String]) -> Bool { words.contains { word in signs.contains { word.contains($0) } } }
    return section.all.contains { speaks($0.arguments) || $0.directives.contains { speaks($0.arguments) } }
  }

  private static func isForProvisioning(_ section: ApacheSection) -> Bool {
    guard section.name.hasPrefix("location") else { return false }
    return section.arguments.contains { $0.contains("webservices") }
  }

  /// The line that hands on calls to /webservices.
  private static func handOver(_ section: ApacheSection) -> Int? {
    for part in section.all {
      for directive in part.directives where ["proxypass", "proxypassmatch"].contains(directive.name) {
        // `ProxyPass /webservices !` keeps calls from being handed on.
        guard directive.arguments.last != "!" else { continue }
        let isInside = isForProvisioning(part)
        let path = directive.argument(0)
        if isInside || path.contains("webservices") || path == "/" { return directive.line }
      }
      let rule = part.directives.first { $0.name == "rewriterule" && $0.argument(0).contains("webservices") }
      if let rule, rule.arguments.last?.contains("P") == true { return rule.line }
    }
    return nil
  }
}

extension AccessList {
  /// The syntax in which a line is added: that of Apache's version, or of the lines that are there where nothing tells it.
  func wantsModern(_ knownModern: Bool?) -> Bool { knownModern ?? (newLine != nil || oldLine == nil) }

  /// The addresses that are let in by name, in either syntax.
  var listedAddresses: [String] {
    let allowed = section.directives.filter { $0.name == "allow" }.flatMap(\.arguments)
    let required = Self.requires(in: section).filter { $0.argument(0).lowercased() == "ip" }.flatMap(\.arguments)
    return (allowed + required).filter { AddressRange($0) != nil }.uniqued()
  }

  /// Those, and the hosts that none of them covers.
  func addresses(with hosts: [PleskAddress]) -> [String] {
    let ranges = listedAddresses.compactMap(AddressRange.init)
    return listedAddresses + hosts.filter { host in !ranges.contains { $0.contains(host.range) } }.map(\.address)
  }
}

extension String {
  /// The part behind the last slash.
  var fileName: Substring { lastIndex(of: "/").map { self[index(after: $0)...] } ?? self[...] }
}
