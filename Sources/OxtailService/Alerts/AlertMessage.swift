import IncidentStore
import LogPipeline

/// What one rule tells at once: an outage of a thousand subjects is one incident, and what follows from it comes along.
package struct AlertMessage: Sendable {
  package var rule: String
  package var entries: [Entry]
  package var made: Instant
  /// The same for the same news, whoever makes it.
  package var key: String
  /// Whether nothing happened and only the way is tried.
  package var isTest = false

  /// An incident with all that became of it.
  package struct Entry: Sendable {
    package var what: [IncidentNews.What]
    /// The newest.
    package var news: IncidentNews
  }

  package init(rule: String, _ news: [IncidentNews], made: Instant) {
    self.rule = rule
    self.made = made
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    for news in news {
      if let place = places[news.incident.id] {
        entries[place].news = news
        if !entries[place].what.contains(news.what) { entries[place].what.append(news.what) }
      } else {
        places[news.incident.id] = entries.count
        entries.append(Entry(what: [news.what], news: news))
      }
    }
    self.entries = entries
    let identity = news.map { "\($0.incident.id) \($0.what.rawValue) \($0.time.ms)" }
    key = Self.key([rule] + identity)
  }

  /// To try a receiver with.
  package static func test(made: Instant) -> AlertMessage {
    var message = AlertMessage(rule: "test", [], made: made)
    message.key = key(["test", made.iso8601])
    message.isTest = true
    return message
  }

  /// 32 hexadecimal digits.
  package static func key(_ parts: [String]) -> String {
    Hashes.hex(Hashes.sha256(of: parts.joined(separator: "\n")).prefix(16))
  }
}
