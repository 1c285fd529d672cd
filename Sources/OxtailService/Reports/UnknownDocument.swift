import LogPipeline

/// `oxtail.unknown/1`: failures that no pattern understands, by what their texts have in common.
package struct UnknownDocument: Codable, Sendable {
  package var schema = "oxtail.unknown/1"
  /// How many failures there are, and how many of them had a text when there were too many.
  package var failures: Int
  package var beyond: Int
  /// The most frequent first.
  package var unknown: [Entry]

  package struct Entry: Codable, Sendable {
    var side: String
    var template: String
    var count: Int
    var firstSeen: String
    var lastSeen: String
    var hosts: [String]
    /// The newest one.
    var example: IncidentDocument.EvidenceEntry

    enum CodingKeys: String, CodingKey {
      case side, template, count, hosts, example
      case firstSeen = "first_seen"
      case lastSeen = "last_seen"
    }
  }

  package init(_ inbox: UnknownInbox) {
    failures = inbox.count
    beyond = inbox.beyond
    unknown = inbox.entries.map { entry in
      Entry(
        side: entry.side.rawValue, template: entry.template, count: entry.count, firstSeen: entry.first.iso8601,
        lastSeen: entry.last.iso8601, hosts: entry.hosts, example: IncidentDocument.EvidenceEntry(entry.example))
    }
  }
}
