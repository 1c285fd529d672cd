import LogPipeline
import PatternFiles

/// Holds configuration files to the statements of the wiki page.
package struct Auditor {
  private let page: AuditPage
  private let master: String
  private let pleskHosts: [PleskAddress]
  private let resellerMode: Bool?

  /// - Parameters:
  ///   - master: The login of Open-Xchange's master administrator, for the commands.
  ///   - pleskHosts: Those that must be let in.
  ///   - resellerMode: `nil` to take it from the files.
  package init(page: AuditPage, master: String, pleskHosts: [PleskAddress], resellerMode: Bool?) {
    self.page = page
    self.master = master
    self.pleskHosts = pleskHosts
    self.resellerMode = resellerMode
  }

  /// The ids of the statements that some check decides.
  package static var decided: [String] { AuditCheck.all.flatMap(\.ids) }

  /// - Parameter paths: Directories, or single files.
  package func audit(_ paths: [String]) -> AuditResult {
    let tree = ConfigTree(paths)
    let estate = ConfigEstate(files: tree.files, pleskHosts: pleskHosts, resellerMode: resellerMode)
    let verdicts = Dictionary(grouping: AuditCheck.all.flatMap { $0.verdicts(estate) }, by: \.statement)
    var redactor = Redactor(hash: Hashes.keyed())
    var result = AuditResult(
      page: page.address, files: tree.files.map { ($0.host, $0.path) }, findings: [], unchecked: [],
      skipped: tree.skipped)
    for statement in page.statements {
      guard let found = verdicts[statement.id], let first = found.first else {
        result.unchecked.append(statement)
        continue
      }
      let broken = found.filter { !$0.isKept }
      for verdict in broken.isEmpty ? [first] : broken {
        result.findings.append(finding(statement, verdict, &redactor))
      }
    }
    return result
  }

  private func finding(
    _ statement: AuditStatement, _ verdict: AuditVerdict, _ redactor: inout Redactor
  ) -> AuditFinding {
    var values = verdict.values.merging(["host": verdict.host, "master": master]) { own, _ in own }
    // A statement about a place nobody named keeps its gap.
    if verdict.host == ConfigTree.unnamedHost { values["host"] = nil }
    let commandValues = values.filter {
      $0.value.split(separator: " ").allSatisfy { RemedyWriter.isShellSafe(String($0)) }
    }
    func command(_ text: String) -> [String] {
      if text == "{lines}" { return verdict.lines.map { "  " + $0 } }
      let isRemark = text.hasPrefix("#")
      return [RemedyWriter.filled(text, isRemark ? values : commandValues, isCommand: false)]
    }
    return AuditFinding(
      statement: statement, isKept: verdict.isKept, host: verdict.host, file: verdict.place.file,
      line: verdict.place.line, found: redactor.redact(verdict.found),
      expected: RemedyWriter.filled(statement.expected, values, isCommand: false),
      check: statement.check.flatMap(command), fix: statement.fix.flatMap(command))
  }
}
