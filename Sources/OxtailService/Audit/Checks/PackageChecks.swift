/// Bundles of Open-Xchange: those for the mode in use, of one version.
enum PackageChecks {
  static let all = [
    AuditCheck(ids: ["packages.parallels"], verdicts: parallels),
    AuditCheck(ids: ["packages.soap", "packages.reseller"], verdicts: soap),
    AuditCheck(ids: ["packages.one-version"], verdicts: oneVersion),
    AuditCheck(ids: ["packages.mode"], verdicts: mode),
  ]

  private static let soapBundle = "open-xchange-admin-soap"
  /// 6.22 and 7 name the bundle behind the SOAP one differently.
  private static let resellerBundles = ["open-xchange-admin-reseller", "open-xchange-admin-plugin-reseller"]
  private static let resellerSOAPBundle = "open-xchange-admin-soap-reseller"

  private static func parallels(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.openXchangeLists.map { file, list in
      if let package = list.package("open-xchange-parallels") {
        return .kept("packages.parallels", file, line: package.line)
      }
      return .broken("packages.parallels", file, line: nil, found: "not in the list")
    }
  }

  private static func soap(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.openXchangeLists.map { file, list in
      isReseller(list, estate) ? reseller(file, list) : single(file, list)
    }
  }

  private static func single(_ file: ConfigFile, _ list: PackageList) -> AuditVerdict {
    if let package = list.package(soapBundle) { return .kept("packages.soap", file, line: package.line) }
    return .broken("packages.soap", file, line: nil, found: "not in the list")
  }

  private static func reseller(_ file: ConfigFile, _ list: PackageList) -> AuditVerdict {
    var missing = [resellerSOAPBundle].filter { list.package($0) == nil }
    if resellerBundles.allSatisfy({ list.package($0) == nil }) { missing.append(resellerBundles[0]) }
    if missing.isEmpty { return .kept("packages.reseller", file, line: list.package(resellerSOAPBundle)?.line) }
    return .broken(
      "packages.reseller", file, line: nil, found: "not in the list: \(missing.joined(separator: ", "))",
      values: ["packages": missing.joined(separator: " ")])
  }

  private static func oneVersion(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.openXchangeLists.flatMap { file, list -> [AuditVerdict] in
      guard let version = list.server?.version else { return [] }
      let names = [soapBundle, resellerSOAPBundle, "open-xchange-parallels"] + resellerBundles
      let others = names.compactMap(list.package).filter { $0.version != nil && $0.version != version }
      if others.isEmpty { return [.kept("packages.one-version", file)] }
      return others.map { package in
        .broken(
          "packages.one-version", file, line: package.line,
          found: "\(package.name) \(package.version?.description ?? "")", values: ["version": version.description])
      }
    }
  }

  // MARK: Reseller Mode

  /// What the user says, else the package's settings, else what is installed.
  private static func isReseller(_ list: PackageList, _ estate: ConfigEstate) -> Bool {
    estate.resellerMode ?? setting(estate)?.isOn ?? hasReseller(list)
  }

  private static func hasReseller(_ list: PackageList) -> Bool {
    (resellerBundles + [resellerSOAPBundle]).contains { list.package($0) != nil }
  }

  private static func setting(_ estate: ConfigEstate) -> (file: ConfigFile, line: Int, isOn: Bool)? {
    for (file, settings) in estate.packageSettings {
      if let found = settings.properties.last(where: { $0.key.lowercased().contains("reseller") }) {
        return (file, found.line, INIFile.isOn(found.value))
      }
    }
    return nil
  }

  private static func mode(_ estate: ConfigEstate) -> [AuditVerdict] {
    guard let server = estate.openXchangeLists.first else { return [] }
    let isInstalled = hasReseller(server.list)
    return estate.packageSettings.compactMap { file, settings in
      guard let found = settings.properties.last(where: { $0.key.lowercased().contains("reseller") }) else {
        return nil
      }
      if INIFile.isOn(found.value) == isInstalled { return .kept("packages.mode", file, line: found.line) }
      return .broken(
        "packages.mode", file, at: found.line,
        values: ["expected_mode": isInstalled ? "on" : "off", "ox_host": server.file.host])
    }
  }
}
