/// Failures that no pattern understands, grouped by what their texts have in common: numbers, ids, quoted names and hashes are one sign each.
package struct UnknownInbox: Sendable {
  /// Texts that are told apart; what has further ones is counted. Whoever reads a thousand writes patterns first.
  package static let templatesMax = 1000
  /// Hosts that are named.
  private static let hostsMax = 8

  /// Failures with one template on one side.
  package struct Entry: Sendable {
    package var side: Side
    package var template: String
    package var count = 0
    package var first: Instant
    package var last: Instant
    /// In the order in which they were met, the first few.
    package var hosts: [String] = []
    /// The newest one.
    package var example: Evidence
  }

  private struct Key: Hashable {
    var side: Side
    var template: String
  }

  /// The most frequent first.
  package let entries: [Entry]
  /// Failures whose text came when there were too many.
  package let beyond: Int

  package var count: Int { entries.reduce(beyond) { $0 + $1.count } }

  /// - Parameters:
  ///   - records: The suspected ones. What only supports another record is no failure of its own.
  ///   - incidents: Of these what only a wrapper tells, around a fault that no pattern understands.
  package init(_ records: some Sequence<Evidence>, _ incidents: [Incident] = []) {
    var entries: [Key: Entry] = [:]
    var beyond = 0
    func add(_ record: Evidence) {
      let (event, time) = (record.event.event, record.event.time)
      let key = Key(side: event.side, template: Self.template(event))
      guard entries[key] != nil || entries.count < Self.templatesMax else {
        beyond += 1
        return
      }
      var entry =
        entries[key] ?? Entry(side: key.side, template: key.template, first: time, last: time, example: record)
      entry.count += 1
      entry.first = min(entry.first, time)
      if time >= entry.last { (entry.last, entry.example) = (time, record) }
      if entry.hosts.count < Self.hostsMax, !entry.hosts.contains(record.event.host) {
        entry.hosts.append(record.event.host)
      }
      entries[key] = entry
    }
    for record in records where record.role != .support { add(record) }
    for incident in incidents where incident.cause.kind == .unknown {
      for occurrence in incident.occurrences {
        if let record = Self.unexplained(occurrence, in: incident) { add(record) }
      }
    }
    self.beyond = beyond
    self.entries = entries.values.sorted {
      ($1.count, $0.side, $0.template) < ($0.count, $1.side, $1.template)
    }
  }

  /// What an answer of Apache's has in common with others is its status and its service; all others have a text.
  static func template(_ event: Event) -> String {
    if let http = event.http, let status = http.status {
      return "HTTP \(status) \(http.service ?? event.requestURI ?? "")"
    }
    return TextFolding.folded(event.faultTexts.first?.text ?? event.summary)
  }

  /// The record of a failure that holds a fault nobody understands; `nil` where another record, or another failure, tells why.
  package static func unexplained(_ occurrence: Occurrence, in incident: Incident) -> Evidence? {
    guard occurrence.cause == incident.cause.id else { return nil }
    return occurrence.evidence.first { $0.event.event.unexplainedFault != nil }
  }
}
