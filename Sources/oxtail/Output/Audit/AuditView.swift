import LogPipeline
import OxtailService

/// What an audit found, for people: in the order of the page, what is kept in one line each.
struct AuditView {
  let result: AuditResult
  let detail: IncidentBlock.Detail

  func page(width: Int) -> Page {
    var page = Page(width: width)
    addHead(to: &page)
    var section = ""
    for finding in result.findings {
      if finding.statement.section != section {
        section = finding.statement.section
        page.addGap()
        page.add(SafeText(section).wrapped(to: width).map { $0.styled(.strong) })
      }
      add(finding, to: &page)
    }
    addUnchecked(to: &page)
    page.addGap()
    page.add(summary.wrapped(to: width).map { StyledText($0) })
    page.add(.blanks(2) + StyledText(SafeText(result.page), .quiet))
    return page
  }

  private func addHead(to page: inout Page) {
    let hosts = result.files.map(\.host).uniqued().map { SafeText($0) }
    page.field("READ", "\(SafeText.count(result.files.count, "file")) of \(SafeText.list(hosts, max: 6))")
  }

  private func add(_ finding: AuditFinding, to page: inout Page) {
    let statement = finding.statement
    let outcome = finding.outcome
    page.check(SafeText(statement.title), outcome)
    if finding.isKept {
      if detail == .full { page.field("", "\(finding.place)") }
      return
    }
    page.field("PLACE", finding.place.shortenedPath(to: page.fieldWidth))
    page.field("FOUND", SafeText(finding.found.string))
    page.field("EXPECTED", SafeText(finding.expected))
    page.field("WHY", SafeText(statement.why))
    if detail == .full { page.field("OWNER", "\(statement.owner.rawValue) · \(statement.id)") }
    page.steps("CHECK", finding.check)
    page.steps("FIX", finding.fix)
    page.addGap()
  }

  private func addUnchecked(to page: inout Page) {
    guard !result.unchecked.isEmpty else { return }
    page.addGap()
    page.add(StyledText("Not checked, as no file tells", .strong))
    for need in result.unchecked.map(\.needs).uniqued() {
      for statement in result.unchecked where statement.needs == need {
        page.add(SafeText(statement.title).wrapped(to: page.width).map { StyledText($0) })
      }
      for line in ("needs " + SafeText(need)).wrapped(to: page.width - 2) {
        page.add(.blanks(2) + line.styled(.quiet))
      }
    }
  }

  /// `24 kept · 2 warnings · 1 error · 3 not checked`
  var summary: SafeText {
    [
      "\(result.keptCount) kept", SafeText.count(result.count(.warning), "warning"),
      SafeText.count(result.count(.error), "error"), "\(result.unchecked.count) not checked",
    ].joined(separator: " · ")
  }
}

extension AuditFinding {
  var outcome: CheckOutcome { isKept ? .ok : statement.severity == .warning ? .warning : .error }

  /// `case/ox1/proxy_http.conf:12`
  var place: SafeText { "\(file)\(line.map { ":\($0)" } ?? "")" }
}
