import LogPipeline

/// Name servers, logging of Open-Xchange, and the password of the page's examples.
enum OtherChecks {
  static let all = [
    AuditCheck(ids: ["dns.same-view"], verdicts: nameServers),
    AuditCheck(ids: ["log.ox-debug"], verdicts: logging),
    AuditCheck(ids: ["subadmin.example-password"], verdicts: examplePassword),
  ]

  // MARK: Name servers

  private static func nameServers(_ estate: ConfigEstate) -> [AuditVerdict] {
    let pleskHosts = Set(estate.panelINIs.map(\.file.host) + estate.versions(.plesk).map(\.file.host))
    let servers = Set(
      estate.openXchangeLists.map(\.file.host) + estate.properties.map(\.file.host)
        + Gateway.all(in: estate).map(\.host))
    let resolvers = estate.files.compactMap { file -> (file: ConfigFile, servers: [String], line: Int)? in
      guard case .resolver(let servers, let line) = file.content else { return nil }
      return (file, servers, line)
    }
    return resolvers.filter { servers.contains($0.file.host) && !pleskHosts.contains($0.file.host) }
      .flatMap { own in
        resolvers.filter { pleskHosts.contains($0.file.host) }.map { plesk in
          if !Set(own.servers).isDisjoint(with: plesk.servers) { return AuditVerdict.kept("dns.same-view", own.file) }
          return .broken(
            "dns.same-view", own.file, line: own.line, found: own.servers.joined(separator: ", "),
            values: ["plesk_host": plesk.file.host, "nameservers": plesk.servers.joined(separator: ", ")])
        }
      }
  }

  // MARK: Logging

  private static func logging(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.files.flatMap { file -> [AuditVerdict] in
      let levels: [LoggerLevel]
      switch file.content {
      case .logback(let found): levels = found
      case .properties(let properties) where file.path.fileName == "file-logging.properties":
        levels = LoggerLevel.javaLogging(properties)
      default: return []
      }
      let debug = levels.filter(\.isDebug)
      if debug.isEmpty { return [.kept("log.ox-debug", file)] }
      return debug.map { .broken("log.ox-debug", file, at: $0.line) }
    }
  }

  // MARK: Example password

  /// A file without any password proves nothing.
  private static func examplePassword(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.files.flatMap { file -> [AuditVerdict] in
      var redactor = Redactor(hash: Hashes.keyed())
      var lines: [Int] = []
      for (index, line) in file.lines.enumerated() {
        var ofLine = Redactor(hash: Hashes.keyed())
        _ = redactor.redact(line)
        _ = ofLine.redact(line)
        if ofLine.findings.usesExamplePassword { lines.append(index + 1) }
      }
      if redactor.findings.replacedCount == 0 { return [] }
      if lines.isEmpty { return [.kept("subadmin.example-password", file)] }
      return lines.map { line in
        .broken("subadmin.example-password", file, at: line, values: ["file": file.path, "line": "\(line)"])
      }
    }
  }
}
