import IncidentStore
import LogPipeline
import OxtailService

/// A report to be pasted into a ticket or a chat.
struct ReportMarkdown {
  private static let incidentsMax = 100

  let report: PeriodReport
  let zone: ShownZone
  let problemsFirst: Bool

  private var words: ReportWords { ReportWords(report: report, zone: zone) }

  var text: String {
    var paragraphs = ["## \(Markdown.inline(ReportWords.subject)): \(Markdown.inline(words.period))"]
    paragraphs.append(Markdown.inline("\(words.scope) · \(words.newest)"))
    if !words.blanks.isEmpty { paragraphs += ["### Not read", list(words.blanks)] }
    if report.isEmpty {
      paragraphs += words.nothing.map(Markdown.inline)
    } else {
      paragraphs += tasks + (problemsFirst ? problems + figures : figures + problems)
    }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private func list(_ items: [SafeText]) -> String { items.map { "- " + Markdown.inline($0) }.joined(separator: "\n") }

  private var tasks: [String] {
    guard !report.tasks.isEmpty else { return ["### What to do", "Nothing: no incident of this period is open."] }
    return ["### What to do"]
      + report.tasks.flatMap { task -> [String] in
        let fix = words.fix(task).map { SafeText($0) }
        return [
          "**\(task.owner.rawValue)**: \(Markdown.inline(SafeText(task.title)))  \n\(Markdown.inline(words.facts(task)))  \n"
            + Markdown.inline(words.ids(task))
        ] + (fix.isEmpty ? [] : [Markdown.block(fix, language: "sh")])
      }
  }

  private var figures: [String] {
    let (now, before) = (report.figures.totals, report.figures.before)
    let totals = [("failures", now.failures, before.failures), ("incidents", now.incidents, before.incidents)]
    let states = report.states.map { "\($0.count) \($0.state.rawValue)" as SafeText }.joined(separator: ", ")
    return [
      "### Totals",
      list(
        totals.map { "\(SafeText.grouped($0.1)) \($0.0), \(words.before($0.2))" }
          + ["\(SafeText.grouped(now.subjects)) subjects, \(words.before(before.subjects))", states]),
      "### Causes",
      table(
        ["failures", "incidents", "owner", "cause"],
        report.causes.map {
          [.grouped($0.failures), .grouped($0.incidents), SafeText($0.owner.rawValue), "\($0.cause): \($0.title)"]
        }),
    ] + names("Subjects", report.figures.subjects) + names("Hosts", report.figures.hosts)
      + (words.recovery.map { ["### Time to recovery", Markdown.inline($0)] } ?? [])
  }

  private func names(_ title: String, _ names: [ReportFigures.NameFigures]) -> [String] {
    names.isEmpty
      ? []
      : [
        "### \(title)",
        table(
          ["failures", "last", "name"],
          names.map { [.grouped($0.failures), zone.minute($0.lastSeen), words.name($0)] }),
      ]
  }

  private var problems: [String] {
    var paragraphs: [String] = []
    if !report.figures.ghosts.isEmpty { paragraphs += ["### Ghosts", list(report.figures.ghosts.map(words.ghost))] }
    if let unknown = report.unknown, unknown.count > 0 {
      paragraphs += [
        "### Unknown failures: \(unknown.count)",
        Markdown.block(unknown.first.flatMap { IncidentMarkdown.lines($0, zone) }),
      ]
    }
    guard !report.figures.incidents.isEmpty else { return paragraphs }
    let shown = report.figures.incidents.prefix(Self.incidentsMax)
    let rest = report.figures.incidents.count - shown.count
    return paragraphs + [
      "### Incidents",
      table(
        ["id", "last seen", "failures", "owner", "retry", "state", "cause", "host"],
        shown.map { incident in
          let summary = incident.summary
          return [
            SafeText(summary.id), zone.minute(incident.last), .grouped(incident.failures),
            SafeText(summary.owner.rawValue),
            summary.retry.word, SafeText(summary.state.rawValue), SafeText(summary.cause), words.host(incident),
          ]
        }),
    ] + (rest > 0 ? ["and \(rest) more"] : [])
  }

  private func table(_ head: [SafeText], _ rows: [[SafeText]]) -> String {
    let rule = "|" + String(repeating: "---|", count: head.count)
    return
      (["| " + head.map(Markdown.cell).joined(separator: " | ") + " |", rule]
      + rows.map { "| " + $0.map(Markdown.cell).joined(separator: " | ") + " |" }).joined(separator: "\n")
  }
}
