import LogPipeline

/// Records of both sides in the order of their times: Plesk's begin in the left column, Open-Xchange's and Apache's in the right one.
struct Timeline {
  /// How far the right column is indented.
  private static let indent = 4
  private static let timeWidth = 12
  private static let signWidth = 3

  let title: SafeText
  let events: [DatedEvent]
  let zone: ShownZone

  func add(to page: inout Page) {
    let sorted = events.sorted {
      ($0.time, $0.host, $0.event.position.offset) < ($1.time, $1.host, $1.event.position.offset)
    }
    page.add(title.styled(.quiet) + StyledText("  ▏ Plesk   ▕ Open-Xchange and Apache"))
    var day: SafeText = ""
    for event in sorted {
      if zone.date(event.time) != day {
        day = zone.date(event.time)
        page.add(day.styled(.strong) + StyledText(" \(zone.name)"))
      }
      add(event, to: &page)
    }
  }

  private func add(_ event: DatedEvent, to page: inout Page) {
    let isLeft = event.event.side == .plesk
    let margin = StyledText.blanks(isLeft ? 0 : Self.indent)
    let sign: SafeText = isLeft ? "▏" : "▕"
    let place: SafeText = "\(event.file):\(event.event.position.line)"
    let head: SafeText = "\(event.event.side.words) \(event.host) \(event.event.level.rawValue) "
    let room = page.width - Self.timeWidth - Self.signWidth - margin.width
    page.add(
      zone.millisecond(event.time).styled(.plain) + StyledText(" ") + margin + sign.styled(.id) + StyledText(" ")
        + head.cut(to: room).styled(.strong)
        + place.shortenedPath(to: max(0, room - head.width)).cut(to: max(0, room - head.width)).styled(.quiet))
    page.add(
      StyledText.blanks(Self.timeWidth + 1) + margin + sign.styled(.id) + StyledText(" ")
        + SafeText(event.event.summary.string).cut(to: room).styled(.plain))
  }
}
