import LogPipeline

/// Records of both sides in the order of their times: Plesk's begin in the left column, Open-Xchange's and Apache's in the right one.
///
/// What belongs to one failure stands together, each record with its distance from the first: that is how long the call took, or how far
/// the clocks are apart.
struct Timeline {
  /// How far the right column is indented.
  private static let indent = 4
  private static let timeWidth = 12
  /// As much of a record's head goes to its place at least.
  private static let placeWidthMin = 12

  let title: SafeText
  /// The records of each failure; or all, where nobody knows what belongs together.
  let groups: [[DatedEvent]]
  /// For each record the cause that it speaks for.
  var causes: [Key: String] = [:]
  let zone: ShownZone
  /// Whether a record takes one line of text.
  var isCut = true

  /// What tells two records apart.
  struct Key: Hashable {
    var file: String
    var offset: Int

    init(_ event: DatedEvent) {
      file = event.file
      offset = event.event.position.offset
    }
  }

  func add(to page: inout Page) {
    page.add(title.styled(.quiet) + StyledText("  ▏ Plesk   ▕ Open-Xchange and Apache"))
    var day: SafeText = ""
    for (index, cluster) in clusters.enumerated() {
      if index > 0 { page.addGap() }
      for event in cluster {
        if zone.date(event.time) != day {
          day = zone.date(event.time)
          page.add(day.styled(.strong) + StyledText(" \(zone.name)"))
        }
        add(event, since: groups.count > 1 || isOneFailure ? cluster[0].time : event.time, to: &page)
      }
    }
  }

  private var isOneFailure: Bool { !causes.isEmpty }

  /// Groups that overlap in time are one; each record is shown once.
  private var clusters: [[DatedEvent]] {
    let sorted = groups.filter { !$0.isEmpty }.map { $0.sorted(by: Self.precedes) }
      .sorted { Self.precedes($0[0], $1[0]) }
    var clusters: [[DatedEvent]] = []
    for group in sorted {
      if let end = clusters.last?.map(\.time).max(), group[0].time <= end {
        clusters[clusters.count - 1] += group
      } else {
        clusters.append(group)
      }
    }
    var seen: Set<Key> = []
    return clusters.map { $0.sorted(by: Self.precedes).filter { seen.insert(Key($0)).inserted } }
      .filter { !$0.isEmpty }
  }

  /// In one moment, which for most logs is a second, causes stand before what they led to.
  private static func precedes(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    (left.time, rank(left), left.host, left.event.position.offset)
      < (right.time, rank(right), right.host, right.event.position.offset)
  }

  /// A call is stamped with its start; Plesk hears last of how it ended.
  private static func rank(_ event: DatedEvent) -> Int {
    event.event.http?.isAccess == true ? 0 : event.event.side == .plesk ? 2 : 1
  }

  private func add(_ event: DatedEvent, since start: Instant, to page: inout Page) {
    let isLeft = event.event.side == .plesk
    let sign = StyledText.blanks(isLeft ? 0 : Self.indent) + StyledText(isLeft ? "▏" : "▕", .id) + StyledText(" ")
    let room = page.width - Self.timeWidth - 1 - sign.width
    page.add(
      zone.millisecond(event.time).styled(.plain) + StyledText(" ") + sign + head(event, since: start, width: room))
    for line in lines(event, width: room) { page.add(.blanks(Self.timeWidth + 1) + sign + line) }
  }

  /// `Apache ox-01a  error.log:43  error  +0.359 s`
  private func head(_ event: DatedEvent, since start: Instant, width: Int) -> StyledText {
    let side: SafeText = event.event.side == .openXchange ? "OX" : event.event.side.words
    let name = event.file.split(separator: "/").last ?? event.file[...]
    let place: SafeText = "\(name):\(event.event.position.line)"
    let distance: SafeText = event.time == start ? "" : "  \(SafeText.secondsLater(event.time - start))"
    let rest: SafeText = "  \(event.event.level.rawValue)\(distance)"
    let who: SafeText = "\(side) \(event.host)  "
    let shownWho = who.cut(to: max(0, width - rest.width - min(place.width, Self.placeWidthMin)))
    return shownWho.styled(.strong)
      + place.cutAtStart(to: max(0, width - shownWho.width - rest.width)).styled(.quiet) + rest.styled(.plain)
  }

  private func lines(_ event: DatedEvent, width: Int) -> [StyledText] {
    // What a rule derived stands in no text of its own.
    let cause = causes[Key(event)].flatMap { cause in event.event.findings.contains { $0.cause == cause } ? cause : nil
    }
    let view = EvidenceView(
      evidence: Evidence(role: .support, event: event), cause: cause ?? event.finding?.cause, zone: zone)
    if isCut { return [view.excerpt(width: width)] }
    let text = SafeText(event.event.summary.string).wrapped(to: width).map { StyledText($0) }
    return text + (view.hiddenProof?.wrapped(to: width).map { $0.styled(.match) } ?? [])
  }
}
