/// panel.ini of Plesk hosts: what is written to panel.log.
enum PanelChecks {
  static let all = [
    AuditCheck(ids: ["log.priority-place"], verdicts: place),
    AuditCheck(ids: ["log.priority-debug", "log.priority-errors"], verdicts: level),
    AuditCheck(ids: ["log.debug-mode"], verdicts: debugMode),
    AuditCheck(ids: ["log.utility-texts"], verdicts: utilities),
    AuditCheck(ids: ["log.sample-file"], verdicts: sample),
  ]

  private static func inUse(_ estate: ConfigEstate) -> [(file: ConfigFile, settings: INIFile)] {
    estate.panelINIs.filter { !$0.isSample }.map { ($0.file, $0.settings) }
  }

  private static func place(_ estate: ConfigEstate) -> [AuditVerdict] {
    inUse(estate).flatMap { file, ini in
      let misplaced = ini.settings("filter.priority").filter { $0.section != "log" }
      if misplaced.isEmpty { return [AuditVerdict.kept("log.priority-place", file)] }
      return misplaced.map { setting in
        let place = setting.section.isEmpty ? "before any section" : "in [\(setting.section)]"
        return .broken(
          "log.priority-place", file, line: setting.line,
          found: "\(setting.key) = \(setting.value), \(place)")
      }
    }
  }

  /// What Plesk obeys is the last one in its section.
  private static func level(_ estate: ConfigEstate) -> [AuditVerdict] {
    inUse(estate).flatMap { file, ini in
      guard let setting = ini.settings("filter.priority").last(where: { $0.section == "log" }) else {
        return [AuditVerdict.kept("log.priority-debug", file), .kept("log.priority-errors", file)]
      }
      let level = Int(setting.value)
      return [
        level.map { $0 >= 7 } == true
          ? .broken("log.priority-debug", file, at: setting.line)
          : .kept("log.priority-debug", file, line: setting.line),
        level.map { 3...7 ~= $0 } == true
          ? .kept("log.priority-errors", file, line: setting.line)
          : .broken("log.priority-errors", file, at: setting.line),
      ]
    }
  }

  private static func debugMode(_ estate: ConfigEstate) -> [AuditVerdict] {
    let panels = inUse(estate).map { file, ini in
      let setting = ini.settings.last { $0.section == "debug" && $0.key.lowercased() == "enabled" }
      guard let setting, INIFile.isOn(setting.value) else { return AuditVerdict.kept("log.debug-mode", file) }
      return .broken("log.debug-mode", file, line: setting.line, found: "[debug] \(setting.key) = \(setting.value)")
    }
    let packages = estate.packageSettings.map { file, settings in
      let setting = settings.properties.last { $0.key.lowercased().contains("debug") }
      guard let setting, INIFile.isOn(setting.value) else { return AuditVerdict.kept("log.debug-mode", file) }
      return .broken("log.debug-mode", file, at: setting.line)
    }
    return panels + packages
  }

  private static func utilities(_ estate: ConfigEstate) -> [AuditVerdict] {
    inUse(estate).map { file, ini in
      let setting = ini.settings("show.util_exec_io").last
      guard let setting, INIFile.isOn(setting.value) else { return .kept("log.utility-texts", file) }
      return .broken("log.utility-texts", file, at: setting.line)
    }
  }

  /// A sample as it was delivered has no setting that is in force.
  private static func sample(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.panelINIs.compactMap { file, ini, isSample in
      guard isSample else { return .kept("log.sample-file", file) }
      guard let setting = ini.settings("filter.priority").last else { return nil }
      return .broken("log.sample-file", file, at: setting.line)
    }
  }
}
