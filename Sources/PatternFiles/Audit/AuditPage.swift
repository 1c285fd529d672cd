import CBuiltinPatterns
import LogPipeline
import Yams

/// The statements of the wiki page, in its order.
package struct AuditPage: Sendable {
  package let address: String
  package let statements: [AuditStatement]

  /// The page that the binary carries.
  ///
  /// - Throws: ``PatternLoadError`` if it breaks its schema; the tests keep such a file from being released.
  package static func builtin() throws(PatternLoadError) -> AuditPage {
    guard let base = unsafe oxtail_builtin_audit() else { return AuditPage(address: "", statements: []) }
    let bytes = unsafe UnsafeBufferPointer(start: base, count: oxtail_builtin_audit_size())
    return try AuditPage(text: unsafe String(decoding: bytes, as: UTF8.self))
  }

  private init(address: String, statements: [AuditStatement]) {
    self.address = address
    self.statements = statements
  }

  /// - Throws: ``PatternLoadError`` with every mistake.
  package init(text: String, name: String = "built-in:plesk-integration.yaml") throws(PatternLoadError) {
    let problems = FileProblems(file: name)
    do {
      let root = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() ?? Node("")
      self = Self.decoded(root, problems)
    } catch {
      throw PatternLoadError(code: .invalid, path: name, errors: [YAMLFault.error(error, file: name)])
    }
    guard problems.errors.isEmpty else {
      throw PatternLoadError(code: .invalid, path: name, errors: problems.errors)
    }
  }

  private static func decoded(_ root: Node, _ problems: FileProblems) -> AuditPage {
    guard var reader = MappingReader(root, what: "an audit page", problems: problems) else {
      return AuditPage(address: "", statements: [])
    }
    let address = reader.string("page") ?? ""
    var statements: [AuditStatement] = []
    for entry in reader.mappings("statements") {
      guard let statement = statement(entry) else { continue }
      if statements.contains(where: { $0.id == statement.id }) {
        problems.add("the statement stands already; an id may stand once", line: entry.line, id: statement.id)
      }
      statements.append(statement)
    }
    reader.finish()
    return AuditPage(address: address, statements: statements)
  }

  private static func statement(_ entry: MappingReader) -> AuditStatement? {
    var reader = entry
    let id = reader.string("id")
    reader.id = id
    let section = reader.string("section")
    let title = reader.string("title")
    let severity = reader.word("severity", AuditStatement.Severity.self)
    let owner = reader.word("owner", CauseSpec.Owner.self)
    let needs = reader.string("needs")
    let expected = reader.string("expected")
    let why = reader.string("why")
    let check = reader.strings("check").map(\.text)
    let fix = reader.strings("fix").map(\.text)
    reader.finish()
    guard let id, let section, let title, let severity, let owner, let needs, let expected, let why else { return nil }
    return AuditStatement(
      id: id, section: section, title: title, severity: severity, owner: owner, needs: needs, expected: expected,
      why: why, check: check, fix: fix)
  }
}
