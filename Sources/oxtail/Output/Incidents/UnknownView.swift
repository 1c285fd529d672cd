import LogPipeline

/// Failures that no pattern understands, for people.
struct UnknownView {
  let inbox: UnknownInbox
  let zone: ShownZone

  func page(width: Int) -> Page {
    var page = Page(width: width)
    page.field("UNKNOWN", summary, .strong)
    for entry in inbox.entries { add(entry, to: &page) }
    if inbox.beyond > 0 {
      page.addGap()
      page.add(SafeText("and \(inbox.beyond) more with other texts").styled(.quiet))
    }
    page.addGap()
    page.field("NEXT", "a pattern of your own, from one of these lines:")
    page.field("", [StyledText("oxtail patterns new --from '<line>' > my-patterns/local.yaml")])
    return page
  }

  private var summary: SafeText {
    "\(SafeText.count(inbox.count, "failure")) of \(SafeText.count(inbox.entries.count, "kind")) that no pattern understands"
  }

  private func add(_ entry: UnknownInbox.Entry, to page: inout Page) {
    page.addGap()
    page.addRule()
    let head: SafeText =
      "\(SafeText.grouped(entry.count)) ×  \(entry.side.words) on \(SafeText.list(entry.hosts.map { SafeText($0) }, max: 3))"
    let span: SafeText =
      entry.count == 1
      ? zone.markedSecond(entry.last) : "\(zone.second(entry.first)) to \(zone.markedSecond(entry.last))"
    page.add(StyledText.lines(of: [head.styled(.strong), span.styled(.quiet)], width: page.width))
    page.field("TEXT", SafeText(entry.template), .match)
    let event = entry.example.event
    page.field("EXAMPLE", SafeText(event.event.summary.string))
    page.field("", "\(event.file):\(event.event.position.line)", .quiet)
  }
}
