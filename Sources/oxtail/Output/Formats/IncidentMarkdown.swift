import LogPipeline
import OxtailService

/// The answer of a scan to be pasted into a ticket.
struct IncidentMarkdown {
  /// More failures than these are counted only: a ticket wants the case, not the log.
  private static let failuresMax = 20

  let view: ScanView

  var text: String {
    var paragraphs = ["## \(heading)", "Read: " + Markdown.inline(read)]
    for incident in view.incidents { paragraphs += self.paragraphs(incident) }
    paragraphs += records("Suspected records", view.result.suspected)
    paragraphs += records("Failures of other clients", view.result.otherClients)
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let failures = view.result.incidents.reduce(0) { $0 + $1.count }
    guard failures > 0 else { return "No incidents" }
    let count = view.result.incidents.count
    let shown = view.incidents.count < count ? ", the newest \(view.incidents.count) shown" : ""
    return "\(SafeText.count(count, "incident").string), \(SafeText.count(failures, "failure").string)\(shown)"
  }

  private var read: SafeText {
    "\(ReadingSummary(view.result, zone: view.zone).segments.joined(separator: ", "))"
  }

  private func paragraphs(_ incident: Incident) -> [String] {
    let cause = incident.cause
    let circumstances = Circumstances(incident)
    return [
      "### \(incident.id): \(Markdown.inline(SafeText(cause.title)))",
      RemedyMarkdown.facts(cause, since: view.zone.markedSecond(incident.firstSeen), whoElse: circumstances.whoElse),
      "\(Markdown.code(SafeText(cause.id))), \(SafeText.count(incident.count, "failure").string), "
        + Markdown.inline(circumstances.place),
      Markdown.inline(SafeText(incident.remedy.explain)),
    ] + failures(incident) + evidence(incident) + RemedyMarkdown.paragraphs(incident.remedy, next: true)
  }

  private func failures(_ incident: Incident) -> [String] {
    let newest = incident.newestFirst
    var rows = ["| time | operation | for |", "|---|---|---|"]
    for occurrence in newest.prefix(Self.failuresMax) {
      let subject = Subject(occurrence.names)?.text ?? "unknown"
      let cells = [view.zone.second(occurrence.time), occurrence.place, subject].map(Markdown.cell)
      rows.append("| \(cells.joined(separator: " | ")) |")
    }
    let rest = newest.count - Self.failuresMax
    return [rows.joined(separator: "\n")] + (rest > 0 ? ["and \(rest) more"] : [])
  }

  private func evidence(_ incident: Incident) -> [String] {
    guard let newest = incident.newestFirst.first else { return [] }
    let link = (newest.link ?? newest.webLink).map { link in
      "\(link.summary): \(link.reasons.map { SafeText($0) }.joined(separator: "; "))" as SafeText
    }
    let cause = newest.cause == incident.cause.id ? incident.cause : nil
    let restart = newest.restart.map { ["**Because** " + Markdown.inline(SafeText($0.words))] } ?? []
    return restart + [
      incident.count > 1 ? "**Evidence** of the newest" : "**Evidence**",
      Markdown.block(newest.evidence.flatMap(lines)),
      "**Link** " + Markdown.inline(link ?? newest.verdict(cause, sides: view.sides, nodes: incident.nodes)),
    ]
  }

  private func lines(_ evidence: Evidence) -> [SafeText] { Self.lines(evidence, view.zone) }

  /// A record's place and its first line.
  static func lines(_ evidence: Evidence, _ zone: ShownZone) -> [SafeText] {
    let dated = evidence.event
    let place = EvidenceView(evidence: evidence, cause: nil, zone: zone).place
    return [
      "\(dated.host)  \(zone.date(dated.time)) \(zone.millisecond(dated.time))\(dated.hourWords)  \(dated.event.level.rawValue)  \(place)",
      "  \(dated.event.summary.string)",
    ]
  }

  private func records(_ title: String, _ records: Listing<Evidence>) -> [String] {
    guard !records.isEmpty else { return [] }
    let rest = records.count - RecordList.countMax
    return ["### \(title)", Markdown.block(records.prefix(RecordList.countMax).flatMap(lines))]
      + (rest > 0 ? ["and \(rest) more"] : [])
  }
}
