import LogPipeline

/// Records that are no incident, one a line: what nobody understands, and what other clients of Open-Xchange met.
struct RecordList {
  static let countMax = 10

  let title: SafeText
  let explanation: SafeText
  let records: Listing<Evidence>
  let zone: ShownZone
  let detail: IncidentBlock.Detail

  func add(to page: inout Page) {
    guard !records.isEmpty else { return }
    page.addGap()
    page.addRule()
    let head: SafeText = "\(SafeText.grouped(records.count)) \(title)"
    page.add(head.styled(.strong))
    page.add(explanation.wrapped(to: page.width - 2).map { ("  " + $0).styled(.quiet) })
    let shownMax = detail == .full ? records.count : Self.countMax
    for record in records.prefix(shownMax) { add(record, to: &page) }
    if records.count > shownMax {
      page.add(SafeText("  and \(records.count - shownMax) more; -o text shows all").styled(.quiet))
    }
  }

  private func add(_ record: Evidence, to page: inout Page) {
    let view = EvidenceView(evidence: record, cause: nil, zone: zone)
    page.add(view.head(width: page.width - 2).map { StyledText.blanks(2) + $0 })
    if detail == .full {
      let text = SafeText(record.event.event.summary.string)
      page.add(text.wrapped(to: page.width - 4).map { StyledText("    " + $0) })
    } else {
      page.add(StyledText.blanks(4) + view.excerpt(width: page.width - 4))
    }
  }
}
