/// Apache in front of Open-Xchange: does it hand on provisioning calls, and whose?
enum AccessChecks {
  static let all = [
    AuditCheck(ids: ["soap.reachable"], verdicts: reachable),
    AuditCheck(ids: ["soap.restricted"], verdicts: restricted),
    AuditCheck(ids: ["soap.hosts"], verdicts: hosts),
    AuditCheck(ids: ["soap.syntax", "soap.one-syntax"], verdicts: syntax),
    AuditCheck(ids: ["soap.no-login"], verdicts: login),
  ]

  private static func reachable(_ estate: ConfigEstate) -> [AuditVerdict] {
    Gateway.all(in: estate).map { gateway in
      if let (file, line) = gateway.handOver { return .kept("soap.reachable", file, line: line) }
      return .broken(
        "soap.reachable", gateway.file, line: nil, found: "no ProxyPass for /webservices", values: gateway.values)
    }
  }

  private static func restricted(_ estate: ConfigEstate) -> [AuditVerdict] {
    Gateway.all(in: estate).flatMap { gateway -> [AuditVerdict] in
      guard gateway.handOver != nil else { return [] }
      let open = gateway.lists.filter { $0.list.verdict(.stranger) == .allowed }
      let addresses = estate.pleskHosts.map(\.address)
      func broken(_ file: ConfigFile, _ line: Int?, _ found: String) -> AuditVerdict {
        .broken(
          "soap.restricted", file, line: line, found: found, values: gateway.values.merging(["file": file.path]) { $1 },
          lines: AccessList.wholeList(addresses, isModern: gateway.isModern))
      }
      if gateway.lists.isEmpty {
        if gateway.isClosedElsewhere { return [.kept("soap.restricted", gateway.file)] }
        return [broken(gateway.file, nil, "no <Location /webservices>")]
      }
      if open.isEmpty { return [.kept("soap.restricted", gateway.file)] }
      return open.filter { $0.list.hasRules || !gateway.isClosedElsewhere }.map { file, list in
        broken(file, list.section.line, list.hasRules ? "everybody may call" : "nothing restricts it")
      }
    }
  }

  private static func hosts(_ estate: ConfigEstate) -> [AuditVerdict] {
    guard !estate.pleskHosts.isEmpty else { return [] }
    return Gateway.all(in: estate).flatMap { gateway in
      gateway.lists.filter(\.list.hasRules).map { file, list in
        let refused = estate.pleskHosts.filter { list.verdict(Caller($0)) == .refused }
        if refused.isEmpty { return AuditVerdict.kept("soap.hosts", file, line: list.section.line) }
        let names = refused.map { "\($0.name) (\($0.address))" }.joined(separator: ", ")
        return .broken(
          "soap.hosts", file, line: list.section.line, found: "\(names) would get 403",
          values: gateway.values.merging(
            ["plesk_hosts": names, "file": file.path, "line": "\(list.lastLine)"]) { $1 },
          lines: AccessList.lines(refused.map(\.address), isModern: list.wantsModern(gateway.knownModern)))
      }
    }
  }

  private static func syntax(_ estate: ConfigEstate) -> [AuditVerdict] {
    Gateway.all(in: estate).flatMap { gateway in
      gateway.lists.filter(\.list.hasRules).flatMap { file, list -> [AuditVerdict] in
        var verdicts: [AuditVerdict] = []
        if let old = list.oldLine, list.newLine != nil {
          verdicts.append(.broken("soap.one-syntax", file, at: old, values: ["file": file.path]))
        } else {
          verdicts.append(.kept("soap.one-syntax", file, line: list.section.line))
        }
        guard let isModern = gateway.knownModern else { return verdicts }
        let wrong = isModern ? gateway.understandsOldWords ? nil : list.oldLine : list.newLine
        guard let wrong else { return verdicts + [.kept("soap.syntax", file, line: list.section.line)] }
        let words = isModern ? "Require, as Apache is 2.4 or newer" : "Order, Allow and Deny, as Apache is 2.2"
        let values = ["expected_words": words, "file": file.path, "line": "\(wrong)"]
        return verdicts + [
          .broken(
            "soap.syntax", file, at: wrong, values: gateway.values.merging(values) { $1 },
            lines: AccessList.wholeList(list.addresses(with: estate.pleskHosts), isModern: isModern))
        ]
      }
    }
  }

  private static func login(_ estate: ConfigEstate) -> [AuditVerdict] {
    Gateway.all(in: estate).flatMap { gateway in
      gateway.lists.map { file, list in
        guard let line = list.loginLine else {
          return AuditVerdict.kept("soap.no-login", file, line: list.section.line)
        }
        return .broken("soap.no-login", file, at: line, values: gateway.values.merging(["file": file.path]) { $1 })
      }
    }
  }
}
