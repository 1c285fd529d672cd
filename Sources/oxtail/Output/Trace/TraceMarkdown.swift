import LogPipeline

/// The records of a subject to be pasted into a ticket.
struct TraceMarkdown {
  /// More records than these are counted only: a ticket wants the case, not the log.
  private static let recordsMax = 100

  let subject: SafeText
  /// In the order of time.
  let events: [DatedEvent]
  let zone: ShownZone

  var text: String {
    // What happened last is what the ticket is about.
    let shown = events.suffix(Self.recordsMax)
    let rest = events.count - shown.count
    var paragraphs = [
      "## Records of \(Markdown.inline(subject))",
      "\(SafeText.count(events.count, "record").string), times in \(Markdown.inline(zone.name))",
    ]
    if rest > 0 { paragraphs.append("the newest \(shown.count):") }
    paragraphs.append(Markdown.block(shown.flatMap(lines)))
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private func lines(_ dated: DatedEvent) -> [SafeText] {
    IncidentMarkdown.lines(Evidence(role: .support, event: dated), zone)
  }
}
