import Foundation

/// Settings of Open-Xchange that the page asks for.
enum PropertyChecks {
  static let all = [
    AuditCheck(ids: ["ox.autologin"], verdicts: autologin),
    AuditCheck(ids: ["ox.display-names"], verdicts: displayNames),
    AuditCheck(ids: ["ox.login-mapping"], verdicts: loginMapping),
    AuditCheck(ids: ["ox.set-once"], verdicts: setOnce),
    AuditCheck(ids: ["limits.module-access"], verdicts: moduleAccess),
  ]

  private static let autologinKey = "com.openexchange.sessiond.autologin"
  private static let displayNameKey = "com.openexchange.user.enforceUniqueDisplayName"
  private static let mappingKey = "CHECK_CONTEXT_LOGIN_MAPPING_REGEXP"
  /// A mapping as the package writes it, and the name of a context in Reseller Mode.
  private static let mappings = ["BRANDING||24||webmail.customer1.example", "pleskcustomer1_24"]

  /// It is off unless it is set.
  private static func autologin(_ estate: ConfigEstate) -> [AuditVerdict] {
    flag("ox.autologin", autologinKey, isWanted: true, homes: ["sessiond.properties", "login.properties"], estate)
  }

  /// It is on unless it is set.
  private static func displayNames(_ estate: ConfigEstate) -> [AuditVerdict] {
    flag("ox.display-names", displayNameKey, isWanted: false, homes: ["user.properties"], estate)
  }

  /// - Parameter homes: Files in which the key is looked for; where one of them is there without it, it is not set.
  private static func flag(
    _ id: String, _ key: String, isWanted: Bool, homes: [String], _ estate: ConfigEstate
  ) -> [AuditVerdict] {
    estate.hosts.compactMap { host in
      let files = estate.properties.filter { $0.file.host == host }
      if let (file, found) = files.lazy.compactMap({ file, list in list.property(key).map { (file, $0) } }).last {
        return found.value.lowercased() == String(isWanted)
          ? .kept(id, file, line: found.line) : .broken(id, file, at: found.line)
      }
      guard let home = files.first(where: { homes.contains(String($0.file.path.fileName)) }) else { return nil }
      return .broken(id, home.file, line: nil, found: "\(key) is not set, which means \(!isWanted)")
    }
  }

  // MARK: Login mapping

  private static func loginMapping(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.properties.compactMap { file, list in
      guard let found = list.property(mappingKey) else {
        guard file.path.fileName == "hosting.properties" else { return nil }
        return .broken(
          "ox.login-mapping", file, line: nil, found: "\(mappingKey) is not set; the default leaves over ||||",
          values: ["mapping": mappings[0]])
      }
      for mapping in mappings {
        guard let left = leftOver(mapping, by: found.value) else {
          return .broken(
            "ox.login-mapping", file, line: found.line, found: "\(mappingKey)=\(found.value) is no expression",
            values: ["mapping": mapping])
        }
        guard !left.isEmpty else { continue }
        return .broken(
          "ox.login-mapping", file, line: found.line, found: "\(mappingKey)=\(found.value) leaves over \(left)",
          values: ["mapping": mapping])
      }
      return .kept("ox.login-mapping", file, line: found.line)
    }
  }

  /// What Open-Xchange would call illegal: it removes all that the expression fits, and refuses the rest.
  ///
  /// - Returns: `nil` where it is no expression.
  private static func leftOver(_ mapping: String, by expression: String) -> String? {
    // ICU reads expressions as Java does. One that is longer is no list of characters.
    guard expression.utf8.count <= 200, let regex = try? NSRegularExpression(pattern: expression) else { return nil }
    let whole = NSRange(mapping.startIndex..., in: mapping)
    return regex.stringByReplacingMatches(in: mapping, range: whole, withTemplate: "")
  }

  // MARK: Others

  private static func setOnce(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.hosts.flatMap { host -> [AuditVerdict] in
      let files = estate.properties.filter { $0.file.host == host }
      guard let first = files.first else { return [] }
      let doubled = [autologinKey, displayNameKey, mappingKey].compactMap { key -> AuditVerdict? in
        let found = files.flatMap { file, list in
          list.properties.filter { $0.key == key }.map { (file: file, property: $0) }
        }
        guard let one = found.first, let other = found.first(where: { $0.property.value != one.property.value }) else {
          return nil
        }
        return .broken(
          "ox.set-once", other.file, line: other.property.line,
          found: "\(key)=\(other.property.value), but \(one.property.value) in \(one.file.path):\(one.property.line)",
          values: ["key": key])
      }
      return doubled.isEmpty ? [.kept("ox.set-once", first.file)] : doubled
    }
  }

  private static func moduleAccess(_ estate: ConfigEstate) -> [AuditVerdict] {
    estate.properties.filter { $0.file.path.fileName == "ModuleAccessDefinitions.properties" }.map { file, list in
      if let level = list.property("groupware") { return .kept("limits.module-access", file, line: level.line) }
      let known = list.properties.map(\.key).prefix(5).joined(separator: ", ")
      return .broken("limits.module-access", file, line: nil, found: known.isEmpty ? "no level" : "only \(known)")
    }
  }
}
