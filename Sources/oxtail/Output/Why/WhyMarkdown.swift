import LogPipeline
import OxtailService

/// Why the records of an incident belong together, to be pasted into a ticket.
struct WhyMarkdown {
  let incident: Incident
  /// Its failures that are told of, the newest first.
  let shown: Listing<Occurrence>
  /// Those of these failures' records.
  let sources: [SourceReport]
  let zone: ShownZone
  let sides: Set<Side>

  var text: String {
    var paragraphs = [
      "## Why \(SafeText(incident.id).string): \(Markdown.inline(SafeText(incident.cause.title)))",
      "Grouped by cause \(Markdown.code(SafeText(incident.cause.id))), operation "
        + "\(Markdown.inline(SafeText(incident.operation ?? "(none)"))), owner "
        + "\(Markdown.inline(SafeText(incident.owningEntity))) and text; identity "
        + "\(Markdown.code(SafeText(incident.fingerprint))).",
      Markdown.block([SafeText(incident.foldedText)]), clocks,
    ]
    for (index, occurrence) in shown.enumerated() {
      paragraphs += self.paragraphs(occurrence, "Failure \(index + 1) of \(incident.count)")
    }
    let rest = incident.count - shown.count
    if rest > 0 { paragraphs.append("and \(rest) more") }
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var clocks: String {
    guard !sources.isEmpty else { return "" }
    let rows = sources.map { source in
      "| \([SafeText(source.file), source.clockWords].map(Markdown.cell).joined(separator: " | ")) |"
    }
    return (["| log | clock |", "|---|---|"] + rows).joined(separator: "\n")
  }

  private func paragraphs(_ occurrence: Occurrence, _ title: String) -> [String] {
    let cause = occurrence.cause == incident.cause.id ? incident.cause : nil
    let links = [occurrence.link, occurrence.webLink].compactMap { $0 }
    var paragraphs = [
      "### \(title): \(Markdown.inline(zone.markedSecond(occurrence.time))), \(Markdown.inline(occurrence.place))",
      Markdown.block(occurrence.evidence.flatMap { IncidentMarkdown.lines($0, zone) }),
    ]
    if let restart = occurrence.restart { paragraphs.append("**Because** " + Markdown.inline(SafeText(restart.words))) }
    if occurrence.link == nil {
      paragraphs.append("**Link** " + Markdown.inline(occurrence.verdict(cause, sides: sides, nodes: incident.nodes)))
      paragraphs.append(list(occurrence.rejected.map { "rejected: \($0)" }))
    }
    for link in links {
      paragraphs.append("**Link** " + Markdown.inline(link.summary))
      let reasons = link.weighed.map { "\(Link.signed($0.weight)) \($0.reason)" as SafeText }
      let rejected = link.rejected.enumerated().map { index, text in
        index == 0 && link.runnerUp != nil ? "runner-up: \(text)" : "rejected: \(text)" as SafeText
      }
      paragraphs.append(list(reasons + rejected))
    }
    return paragraphs
  }

  private func list(_ items: [SafeText]) -> String { items.map { "- " + Markdown.inline($0) }.joined(separator: "\n") }
}
