import LogPipeline
import OxtailService

extension Incident.State {
  /// What asks for somebody stands out.
  var style: Style {
    switch self {
    case .new, .regressed: .bad
    case .open: .caution
    case .recovered, .resolved: .good
    case .silent, .muted: .quiet
    }
  }

  /// Whether somebody has to do something about it.
  var isOpen: Bool { Self.open.contains(self) }
  static let open: [Incident.State] = [.new, .open, .regressed]
}

extension Incident {
  /// Where it stands, and what shows it: `recovered after 12 min`, `resolved on 2026-05-17 by alice`.
  func standing(in zone: ShownZone) -> SafeText {
    let since = memory.stateSince
    switch state {
    case .new, .open: return SafeText(state.rawValue)
    case .silent:
      return since.map { "silent: the logs go on until \(zone.minute($0)) without another" } ?? "silent"
    case .recovered:
      if let listedAt { return "recovered: lists as of \(zone.minute(listedAt)) show it" }
      return recoveredAt.map { "recovered after \(SafeText.duration($0 - firstSeen))" } ?? "recovered"
    case .regressed: return since.map { "regressed: failed again on \(zone.minute($0))" } ?? "regressed"
    case .resolved:
      return memory.remarks.last { $0.verb == .resolve }.map { $0.words(in: zone) } ?? "resolved"
    case .muted: return memory.remarks.last { $0.verb == .mute }.map { $0.words(in: zone) } ?? "muted"
    }
  }
}

extension Remark {
  /// `resolved on 2026-05-17 by alice`, `muted on 2026-05-17 by alice until 2026-12-24 00:00`
  func words(in zone: ShownZone) -> SafeText { "\(verb.word) on \(zone.date(time)) by \(author)\(end(in: zone))" }

  private func end(in zone: ShownZone) -> SafeText {
    switch muteEnd {
    case .time(let end): " until \(zone.minute(end))"
    case .failures(let count): " for \(SafeText.count(count, "failure"))"
    case .escalating: " until it escalates"
    case nil: ""
    }
  }

  /// What was written, and the ticket; `nil` where there is neither.
  var content: SafeText? {
    let parts = [text.map { SafeText($0.string) }, ticket.map { "ticket \($0)" as SafeText }].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }
}

extension IncidentMemory.Twin {
  /// `OX-7K2M9 of 2026-05-03, resolved on 2026-05-04 by alice: limit raised`
  func words(in zone: ShownZone) -> SafeText {
    var words: SafeText = "\(id) of \(zone.date(firstSeen))"
    guard let resolution else { return words }
    words = "\(words), \(resolution.words(in: zone))"
    return resolution.content.map { "\(words): \($0)" } ?? words
  }
}

extension Remark.Verb {
  fileprivate var word: SafeText {
    switch self {
    case .resolve: "resolved"
    case .reopen: "reopened"
    case .mute: "muted"
    case .note: "noted"
    case .link: "linked"
    }
  }
}
