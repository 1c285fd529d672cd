/// What a check found of one statement at one place.
struct AuditVerdict {
  /// The statement's id.
  var statement: String
  var isKept: Bool
  var host: String
  var place: ConfigPlace
  /// What stands there; may hold secrets.
  var found = ""
  /// For the statement's placeholders.
  var values: [String: String] = [:]
  /// For `{lines}`.
  var lines: [String] = []

  static func kept(_ statement: String, _ file: ConfigFile, line: Int? = nil) -> AuditVerdict {
    AuditVerdict(
      statement: statement, isKept: true, host: file.host, place: ConfigPlace(file: file.path, line: line))
  }

  static func broken(
    _ statement: String, _ file: ConfigFile, line: Int?, found: String, values: [String: String] = [:],
    lines: [String] = []
  ) -> AuditVerdict {
    AuditVerdict(
      statement: statement, isKept: false, host: file.host, place: ConfigPlace(file: file.path, line: line),
      found: found, values: values, lines: lines)
  }

  /// Broken by the line itself.
  static func broken(
    _ statement: String, _ file: ConfigFile, at line: Int, values: [String: String] = [:], lines: [String] = []
  )
    -> AuditVerdict
  {
    let text = file.lines.indices.contains(line - 1) ? file.lines[line - 1].trimmingBlanks : ""
    return broken(statement, file, line: line, found: text, values: values, lines: lines)
  }
}
