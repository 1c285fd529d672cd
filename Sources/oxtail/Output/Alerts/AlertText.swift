import IncidentStore
import LogPipeline
import OxtailService

/// A message in words, for mail, chat and terminals.
struct AlertText {
  let message: AlertMessage
  let zone: ShownZone

  /// More would not be read on a telephone; the commands list them all.
  private static let entriesMax = 20

  /// `new: Nothing listens behind Apache (ox-admin)`, `3 new, 1 recovered; first: …`
  var title: SafeText {
    guard let first = message.entries.first else { return "a test: nothing happened" }
    let words: SafeText =
      "\(first.news.incident.title) (\(first.news.incident.cause), \(first.news.incident.owner.rawValue))"
    guard message.entries.count > 1 else { return "\(Self.words(first.what)): \(words)" }
    let counts = IncidentNews.What.allCases.compactMap { what -> SafeText? in
      let count = message.entries.count { $0.what.contains(what) }
      return count > 0 ? "\(count) \(what.rawValue)" : nil
    }
    return "\(counts.joined(separator: ", ")): \(words) and \(SafeText.count(message.entries.count - 1, "other"))"
  }

  var text: String {
    guard !message.isTest else {
      return "This is a test of oxtail's alerts. Nothing happened; whoever reads it is a receiver.\n"
    }
    var paragraphs = message.entries.prefix(Self.entriesMax).map { block($0).map(\.string).joined(separator: "\n") }
    let rest = message.entries.count - paragraphs.count
    if rest > 0 { paragraphs.append("and \(rest) more: oxtail incidents --open lists all") }
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private func block(_ entry: AlertMessage.Entry) -> [SafeText] {
    let (news, incident) = (entry.news, entry.news.incident)
    let hosts = SafeText.list(news.hosts.map { SafeText($0) }, max: news.hosts.count)
    let more: SafeText = news.hostCount > news.hosts.count ? " and \(news.hostCount - news.hosts.count) more" : ""
    let named = news.names.compactMap { Subject($0)?.text }.map { "  for \($0)" as SafeText }
    let rest: [SafeText] =
      news.subjects > named.count && !named.isEmpty ? ["  and \(news.subjects - named.count) more"] : []
    return [
      "\(incident.id)  \(Self.words(entry.what).uppercased): \(incident.title)",
      "  \(incident.cause) · owner \(incident.owner.rawValue) · retry \(incident.retry.words)",
      "  \(SafeText.count(news.failures, "failure")), \(SafeText.count(news.subjects, "subject")) on \(hosts)\(more) · meets \(Self.affected(news.affects))",
    ] + named + rest + [
      "  first \(zone.second(incident.firstSeen)) · last \(zone.markedSecond(incident.lastSeen))\(Self.now(entry))",
      "  oxtail show \(incident.id)",
    ]
  }

  /// Where it stands, if what is told of it leaves that open.
  ///
  /// The state `new` is that of a kind of failure which nobody met before; that an incident is new, its owner is told also where another one met
  /// the same.
  private static func now(_ entry: AlertMessage.Entry) -> SafeText {
    let state = entry.news.incident.state
    let isNew = entry.what == [.new] && (state == .new || state == .open)
    return isNew || entry.what.last?.rawValue == state.rawValue ? "" : " · now \(state.rawValue)"
  }

  private static func affected(_ affects: CauseSpec.Affects) -> SafeText {
    switch affects {
    case .subject: "nobody else"
    case .host: "everyone on the Plesk host"
    case .subadmin: "everyone under the subadmin"
    case .everyone: "everyone"
    }
  }

  private static func words(_ what: [IncidentNews.What]) -> SafeText {
    what.map { SafeText($0.rawValue) }.joined(separator: ", ")
  }
}

extension SafeText {
  fileprivate var uppercased: SafeText { SafeText(joining: string.uppercased()) }
}
