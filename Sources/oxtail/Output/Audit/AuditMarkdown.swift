import OxtailService

/// What an audit found, to be pasted into a ticket.
struct AuditMarkdown {
  let result: AuditResult

  var text: String {
    let broken = result.findings.filter { !$0.isKept }
    let kept = result.findings.filter(\.isKept)
    var paragraphs = ["## Audit of the integration of Plesk and Open-Xchange"]
    paragraphs.append(Markdown.inline(AuditView(result: result, detail: .full).summary) + ", by <\(result.page)>")
    paragraphs += broken.flatMap(Self.paragraphs)
    if !kept.isEmpty {
      paragraphs.append("### Kept")
      paragraphs.append(Self.list(kept.map { SafeText($0.statement.title) }))
    }
    if !result.unchecked.isEmpty {
      paragraphs.append("### Not checked")
      paragraphs.append(Self.list(result.unchecked.map { "\($0.title): needs \($0.needs)" }))
    }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private static func paragraphs(_ finding: AuditFinding) -> [String] {
    let statement = finding.statement
    return [
      "### \(Markdown.inline("\(finding.outcome.tag) \(statement.title)"))",
      "**Section** \(Markdown.inline(SafeText(statement.section))) · **Owner** \(statement.owner.rawValue) · "
        + Markdown.code(SafeText(statement.id)),
      "\(Markdown.code(finding.place)): found \(Markdown.code(SafeText(finding.found.string))), expected "
        + Markdown.inline(SafeText(finding.expected)),
      Markdown.inline(SafeText(statement.why)),
    ] + RemedyMarkdown.commands("Check", finding.check) + RemedyMarkdown.commands("Fix", finding.fix)
  }

  private static func list(_ lines: [SafeText]) -> String {
    lines.map { "- " + Markdown.inline($0) }.joined(separator: "\n")
  }
}
