/// Which versions of Plesk, the APS package and Open-Xchange the page supports.
enum VersionChecks {
  static let all = [
    AuditCheck(ids: ["requirements.plesk-version", "requirements.plesk-known"], verdicts: plesk),
    AuditCheck(ids: ["requirements.aps-version"], verdicts: package),
    AuditCheck(ids: ["requirements.ox-version", "requirements.ox-server"], verdicts: server),
  ]

  private static let pleskMin = VersionNumber(11, 5)
  private static let pleskUnknown = VersionNumber(12)
  private static let packageMin = VersionNumber(7, 2)
  private static let serverMin = VersionNumber(6, 21)

  private static func plesk(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.versions(.plesk).flatMap { file, found in
      let (isOld, isNew) = (found.version < pleskMin, found.version >= pleskUnknown)
      return [
        verdict("requirements.plesk-version", isKept: !isOld, file, found.version, line: found.line),
        verdict("requirements.plesk-known", isKept: !isNew, file, found.version, line: found.line),
      ]
    }
  }

  private static func package(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.versions(.apsPackage).map { file, found in
      verdict(
        "requirements.aps-version", isKept: found.version >= packageMin, file, found.version, line: found.line)
    }
  }

  private static func server(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.openXchangeLists.flatMap { file, list in
      guard let server = list.server else {
        let first = list.packages.first { $0.name.hasPrefix("open-xchange") }
        return [
          AuditVerdict.broken(
            "requirements.ox-server", file, line: first?.line, found: "\(first?.name ?? "") without a server")
        ]
      }
      let kept = AuditVerdict.kept("requirements.ox-server", file, line: server.line)
      guard let version = server.version else { return [kept] }
      return [
        kept, verdict("requirements.ox-version", isKept: version >= serverMin, file, version, line: server.line),
      ]
    }
  }

  private static func verdict(
    _ id: String, isKept: Bool, _ file: ConfigFile, _ version: VersionNumber, line: Int
  ) -> AuditVerdict {
    isKept
      ? .kept(id, file, line: line)
      : .broken(id, file, line: line, found: "version \(version)", values: ["version": version.description])
  }
}

extension PackageList {
  /// The package without which nothing of Open-Xchange runs; its name changed over the years.
  var server: Package? {
    ["open-xchange-core", "open-xchange", "open-xchange-server", "open-xchange-groupware"].lazy.compactMap(package)
      .first
  }
}
