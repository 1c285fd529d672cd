import LogPipeline
import OxtailService

/// A live stream for people: one line a record, marked pairs, short blocks for incidents.
struct TailView {
  /// A pause between two records that is worth a word.
  private static let gapMs: Int64 = 60_000
  private static let timeWidth = 12
  private static let hostWidthMax = 14
  private static let indent = 2

  let zone: ShownZone
  let isRaw: Bool
  private var day: SafeText = ""
  private var last: Instant?

  init(zone: ShownZone, isRaw: Bool) {
    self.zone = zone
    self.isRaw = isRaw
  }

  mutating func text(_ news: TailNews, width: Int, _ palette: Palette) -> String {
    var page = Page(width: width)
    add(news, to: &page)
    return page.text(palette)
  }

  private mutating func add(_ news: TailNews, to page: inout Page) {
    switch news {
    case .record(let record): add(record, to: &page)
    case .failure(let occurrence, let incident): page.add(pair(occurrence, incident, width: page.width))
    case .incident(let incident): add(incident, to: &page)
    case .recovered(let incident): page.add(recovery(incident, width: page.width))
    case .caughtUp(let incidents): add(before: incidents, to: &page)
    case .note, .skipped, .assumption: break
    }
  }

  // MARK: Records

  private mutating func add(_ record: TailRecord, to page: inout Page) {
    let time = record.event.time
    if !record.isLate, record.growth == nil { addPause(to: time, &page) }
    if zone.date(time) != day {
      day = zone.date(time)
      page.add(day.styled(.strong) + StyledText(" \(zone.name)", .quiet))
    }
    let head = head(record)
    page.add(head + what(record.event, width: max(0, page.width - head.width)))
    guard isRaw else { return }
    for line in record.whole.string.split(separator: "\n", omittingEmptySubsequences: false) {
      page.add(.blanks(Self.indent) + StyledText(SafeText(line)))
    }
  }

  private mutating func addPause(to time: Instant, _ page: inout Page) {
    if let last, time - last >= Self.gapMs {
      page.add(SafeText("── \(SafeText.duration(time - last).string) without a record ──").styled(.quiet))
    }
    last = time
  }

  /// `08:33:19.247 plesk-06a      Plesk  late `; `more` is said of a record that was shown when there was less of it.
  private func head(_ record: TailRecord) -> StyledText {
    let event = record.event
    let host = SafeText(event.host).cut(to: Self.hostWidthMax).padded(to: Self.hostWidthMax)
    let side: SafeText = event.event.side == .openXchange ? "OX" : event.event.side.words
    return zone.millisecond(event.time).styled(.quiet) + StyledText(" ") + host.styled(.strong) + StyledText(" ")
      + StyledText(side.padded(to: 7)) + (sign(record).map { $0.styled(.caution) } ?? StyledText())
  }

  private func sign(_ record: TailRecord) -> SafeText? {
    if record.growth != nil { return "more " }
    return record.isLate ? "late " : nil
  }

  /// What was tried, for whom, and the cause that the record shows, or what it says.
  private func what(_ event: DatedEvent, width: Int) -> StyledText {
    let words = [event.event.operation.map { SafeText($0) }, Subject(event.event.fields)?.text(width: width / 2)]
    let lead = words.compactMap { $0 }.joined(separator: " ")
    guard let cause = event.finding?.cause else {
      let view = EvidenceView(evidence: Evidence(role: .support, event: event), cause: nil, zone: zone)
      let start = (lead.isEmpty ? lead : lead + "  ").cut(to: width)
      return StyledText(start) + view.excerpt(width: max(0, width - start.width))
    }
    let shown = SafeText(cause).cut(to: width)
    let start = lead.isEmpty ? lead : lead.cut(to: max(0, width - shown.width - 2)) + "  "
    let room = width - shown.width - start.width - 2
    let said = room < 8 ? SafeText("") : "  " + SafeText(event.event.summary.string).cut(to: room)
    return (start.width + shown.width <= width ? StyledText(start) : StyledText()) + shown.styled(.bad)
      + said.styled(.quiet)
  }

  // MARK: What they mean together

  /// `  ⇄ OX-7KQ2M  plesk-06a 08:33:19.247 + ox-06a 08:33:19.606 · same fault text, confidence high (score 0.94)`
  private func pair(_ occurrence: Occurrence, _ incident: Incident, width: Int) -> [StyledText] {
    let isPair = occurrence.link != nil || occurrence.webLink != nil
    let places = occurrence.evidence.prefix(3).map {
      "\($0.event.host) \(zone.millisecond($0.event.time))" as SafeText
    }
    let why =
      (occurrence.link ?? occurrence.webLink)?.summary
      ?? occurrence.verdict(incident.cause.id == occurrence.cause ? incident.cause : nil, sides: Set(Side.allCases))
    let sign = SafeText(isPair ? "⇄ " : "· ").styled(isPair ? .good : .quiet)
    let segments = [
      SafeText(incident.id).styled(.id), StyledText(places.joined(separator: isPair ? " ⇄ " : " + ")), StyledText(why),
    ]
    let indent = Self.indent + sign.width
    return StyledText.lines(of: segments, width: width - indent).enumerated().map { index, line in
      .blanks(Self.indent) + (index == 0 ? sign : .blanks(sign.width)) + line
    }
  }

  private func add(_ incident: Incident, to page: inout Page) {
    let circumstances = Circumstances(incident, subjectsMax: 1)
    page.add(SafeText("INCIDENT ").styled(.bad) + SafeText(incident.id).styled(.id))
    let bar = SafeText("▌ ").styled(.bad)
    var inner = Page(width: page.width - bar.width)
    inner.add(SafeText(incident.cause.title).wrapped(to: inner.width).map { $0.styled(.strong) })
    let facts = FactsLine(
      owner: incident.cause.owner, retry: incident.cause.retry, since: zone.second(incident.firstSeen),
      whoElse: circumstances.whoElse)
    inner.add(facts.lines(width: inner.width))
    let names = [SafeText(incident.cause.id), circumstances.place] + circumstances.subjects.map(\.text)
    inner.add(StyledText.lines(of: names.map { $0.styled(.quiet) }, width: inner.width))
    inner.field("WHY", SafeText(incident.remedy.explain))
    let remedy = incident.remedy
    inner.steps(remedy.fix.isEmpty ? "CHECK" : "FIX", firstSteps([remedy.fix, remedy.check, remedy.next]))
    for line in inner.lines { page.add(bar + line) }
  }

  /// To the first command: a remark before it says what it is for.
  private func firstSteps(_ lists: [[String]]) -> [String] {
    let steps = lists.first { !$0.isEmpty } ?? []
    let count = steps.firstIndex { Step($0).command != nil }.map { $0 + 1 }
    return Array(steps.prefix(count ?? 1))
  }

  private func recovery(_ incident: Incident, width: Int) -> StyledText {
    let after = incident.recoveredAt.map { " after \(SafeText.duration($0 - incident.firstSeen))" as SafeText } ?? ""
    let text: SafeText = " is over\(after): \(incident.cause.title)"
    let id = SafeText(incident.id)
    return SafeText("RECOVERED ").styled(.good) + id.styled(.id)
      + StyledText(text.cut(to: max(0, width - id.width - 10)))
  }

  private func add(before incidents: [Incident], to page: inout Page) {
    let open = incidents.filter { $0.state != .recovered }
    let words: SafeText =
      open.isEmpty
      ? "── live from here ──"
      : "── live from here; before: \(SafeText.list(open.map { "\($0.id) \($0.cause.id)" as SafeText }, max: 3)) ──"
    for line in words.wrapped(to: page.width) { page.add(line.styled(.quiet)) }
  }
}
