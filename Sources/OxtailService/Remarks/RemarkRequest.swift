import IncidentStore
import LogPipeline

/// What somebody says of incidents, on its way to whoever writes the index: one line of JSON each way.
package struct RemarkRequest: Codable, Equatable, Sendable {
  package var verb: String
  /// Whole ids, as incidents have them now.
  package var ids: [String]
  package var timeMs: Int64
  package var author: String
  /// As it was typed: whoever has the index's key takes passwords out of it.
  package var text: String?
  package var ticket: String?
  /// As in the index's row.
  package var muteEnd: String?

  /// A note is a sentence or two; more belongs into a ticket.
  package static let textBytesMax = 4096
  package static let ticketBytesMax = 200
  private static let authorBytesMax = 256
  /// More would be said with a term, not with ids.
  private static let idsMax = 1000
  /// All of the above, with every byte of the text escaped.
  package static let lineBytesMax = 64 * 1024

  enum CodingKeys: String, CodingKey {
    case verb, ids, author, text, ticket
    case timeMs = "time_ms"
    case muteEnd = "mute_end"
  }

  package init(
    _ verb: Remark.Verb, ids: [String], time: Instant, author: String, text: String?, ticket: String?,
    muteEnd: Remark.MuteEnd?
  ) {
    self.verb = verb.rawValue
    self.ids = ids
    timeMs = time.ms
    self.author = author
    self.text = text
    self.ticket = ticket
    self.muteEnd = muteEnd?.rowText
  }

  /// - Returns: `nil` for what no command says: whoever sends it need not be one.
  package func remark(_ hash: KeyedHash) -> Remark? {
    guard let verb = Remark.Verb(rawValue: verb), (1...Self.idsMax).contains(ids.count), !author.isEmpty,
      author.utf8.count <= Self.authorBytesMax, text?.utf8.count ?? 0 <= Self.textBytesMax,
      ticket?.utf8.count ?? 0 <= Self.ticketBytesMax, Self.times ~= timeMs
    else { return nil }
    let end = muteEnd.flatMap { Remark.MuteEnd(rowText: $0) }
    guard muteEnd == nil || end != nil else { return nil }
    var redactor = Redactor(hash: hash)
    return Remark(
      verb, time: Instant(ms: timeMs), author: author, text: text.map { redactor.redact($0) },
      ticket: ticket.map { redactor.redact($0).string }, muteEnd: end)
  }

  /// Up to the year 9999.
  static let times: ClosedRange<Int64> = 0...253_402_300_799_999

  /// Keeps it.
  ///
  /// - Parameter hash: The index's own.
  package func apply(to writer: IndexWriter, _ hash: KeyedHash) -> RemarkAnswer {
    guard let remark = remark(hash) else { return RemarkAnswer(.refused, "what was said cannot be understood") }
    do throws(StoreError) {
      let reader = try IndexReader(path: writer.path)
      var whole: [String] = []
      for id in ids {
        guard let current = try reader.currentID(id) else {
          return RemarkAnswer(.unknown, "there is no incident \(id)")
        }
        whole.append(current)
      }
      try writer.add(remark, about: whole)
      return RemarkAnswer(.kept)
    } catch {
      return RemarkAnswer(.failed, error.message)
    }
  }
}

/// What became of it.
package struct RemarkAnswer: Codable, Equatable, Sendable {
  package enum Code: String, Codable, Sendable {
    case kept
    /// Some of it: to be asked again. Where the message says why, nothing can be done for now.
    case more
    /// Whoever asked may not.
    case denied
    /// It is no request.
    case refused
    /// An incident that is not there.
    case unknown
    /// Whoever writes is busy: nothing was kept, and it may be said again.
    case busy
    case failed
  }

  package var code: Code
  package var message: String
  /// How many records were removed so far.
  package var removed: Int?

  package init(_ code: Code, _ message: String = "", removed: Int? = nil) {
    self.code = code
    self.message = message
    self.removed = removed
  }
}
