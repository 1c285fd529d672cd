import IncidentStore
import LogPipeline
import OxtailService

/// What all forms of a report say in the same words.
struct ReportWords {
  let report: PeriodReport
  let zone: ShownZone

  static let subject: SafeText = "Open-Xchange provisioning"
  /// More of the same say nothing more, and would hide what has to be done.
  static let blanksMax = 6
  static let idsMax = 5
  private static let fixMax = 4

  /// `2022-05-17`, `2022-05-16 to 2022-05-22`, `2022-05`
  var period: SafeText {
    let (since, until) = (report.period.since, report.period.until)
    switch report.period.unit {
    case .day: return zone.date(since)
    case .month: return SafeText(joining: String(zone.date(since).string.dropLast(3)))
    case .week: return "\(zone.date(since)) to \(zone.date(Instant(ms: until.ms - 1)))"
    case nil: return "\(zone.minute(since)) to \(zone.minute(until))"
    }
  }

  /// `UTC, subadmin reseller7 only`
  var scope: SafeText {
    let filters = report.query.conditions.map { condition in
      "\(condition.isNegated ? "without " : "")\(condition.key.rawValue) \(condition.value.text)" as SafeText
    }
    let words = report.query.words.map { "‘\($0.text)’" as SafeText }
    let all = filters + words
    return all.isEmpty ? zone.name : "\(zone.name), \(all.joined(separator: ", ")) only"
  }

  var newest: SafeText {
    report.figures.newest.map { "newest record \(zone.second($0))" } ?? "the index holds no record"
  }

  /// What is asked for and was never heard of: a typing error is no good news.
  var unheard: [SafeText] {
    report.unheard.map { condition in
      switch condition.key {
      case .host: "no log of host \(condition.value.text) was ever read"
      default: "no failure and no list ever named \(condition.key.rawValue) \(condition.value.text)"
      }
    }
  }

  /// `nothing failed`, where that can be told.
  var nothingFailed: SafeText {
    report.isOfNobody ? "nothing known of what is asked for" : "nothing failed"
  }

  /// Why there is nothing, and what to ask instead.
  var nothing: [SafeText] {
    if report.isOfNobody { return ["Whether anything failed cannot be told: \(unheard.joined(separator: ", "))."] }
    guard let newest = report.figures.newest else {
      return ["No failed provisioning: no record was ever read. `oxtail index SOURCE…` reads logs."]
    }
    var lines: [SafeText] = ["No failed provisioning in this period."]
    if newest < report.period.since {
      lines.append(
        "The newest record read is of \(zone.date(newest)): `oxtail report --day -S \(zone.date(newest))` tells of that day."
      )
    }
    return lines
  }

  // MARK: Not read

  var blanks: [SafeText] {
    let all = unheard + silent + report.blanks.compactMap(words)
    let rest = all.count - Self.blanksMax
    return all.prefix(Self.blanksMax) + (rest > 0 ? ["and \(rest) more"] : [])
  }

  /// Hosts of which nothing was read, one line a side.
  private var silent: [SafeText] {
    Side.allCases.compactMap { side in
      let hosts = report.blanks.compactMap { blank -> SafeText? in
        if case .silent(let host, side) = blank { SafeText(host) } else { nil }
      }
      return hosts.isEmpty ? nil : "\(side.words): no record in the whole period on \(SafeText.list(hosts, max: 6))"
    }
  }

  private func words(_ blank: ReportBlank) -> SafeText? {
    switch blank {
    case .silent: nil
    case .noLog(let side): "\(side.words): no log was ever read; what it shows of these failures is missing"
    case .stretch(let host, let side, let since, let until):
      "\(side.words) on \(host): no record from \(zone.minute(since)) to \(zone.minute(until)), \(SafeText.duration(until - since))"
    case .only(let host, let side, let since, let until):
      "\(side.words) on \(host): records from \(zone.minute(since)) to \(zone.minute(until)) only"
    case .unreadable(let host, let side, let places):
      "\(side.words) on \(host): \(SafeText.count(places, "place")) of its logs could not be read, whenever written"
    }
  }

  // MARK: Figures

  /// `9 the day before`
  func before(_ count: Int) -> SafeText {
    switch report.period.unit {
    case .day: "\(SafeText.grouped(count)) the day before"
    case .week: "\(SafeText.grouped(count)) the week before"
    case .month, nil: "\(SafeText.grouped(count)) in as long a time before"
    }
  }

  var recovery: SafeText? {
    report.recovery.map { recovery in
      recovery.incidents == 1
        ? "1 incident recovered after \(SafeText.duration(recovery.longestMs))"
        : "\(recovery.incidents) incidents recovered, half of them within \(SafeText.duration(recovery.medianMs)), all within \(SafeText.duration(recovery.longestMs))"
    }
  }

  func facts(_ task: ReportTask) -> SafeText {
    "\(task.cause) · \(SafeText.count(task.failures, "failure")), \(SafeText.count(task.subjects, "subject")) · retry \(task.retry.words)"
  }

  func ids(_ task: ReportTask) -> SafeText { SafeText.list(task.incidents.map { SafeText($0) }, max: Self.idsMax) }

  /// The first steps.
  func fix(_ task: ReportTask) -> [String] { Array(task.fix.prefix(Self.fixMax).joined()) }

  /// A name, and what imported lists know of it.
  func name(_ name: ReportFigures.NameFigures) -> SafeText { Self.name(name.name, name.listed) }

  private static func name(_ name: String, _ listed: KnownObject?) -> SafeText {
    listed?.words(beside: name).map { "\(name) · \($0)" } ?? SafeText(name)
  }

  func ghost(_ ghost: ReportFigures.Ghost) -> SafeText {
    "\(ghost.incident): \(ghost.subject.map { Self.name($0, ghost.listed) } ?? "unknown") on \(ghost.host) is there since the failed attempt, found at \(zone.minute(ghost.provedAt))"
  }

  func host(_ incident: IncidentFigures) -> SafeText {
    incident.host.map { SafeText($0) } ?? SafeText.count(incident.hostCount, "host")
  }

  /// What a part of the trend is called.
  func part(_ start: Instant) -> SafeText {
    report.period.hasDays ? zone.date(start) : SafeText(joining: String(zone.minute(start).string.suffix(5)))
  }
}
