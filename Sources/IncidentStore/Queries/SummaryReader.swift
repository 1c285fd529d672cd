import GRDB
import LogPipeline

/// Makes summaries of thousands of rows. Most have the same words, which are looked at and made once.
struct SummaryReader {
  let path: String
  private var texts = WordTable<String>()
  private var owners = WordTable<CauseSpec.Owner>()
  private var retries = WordTable<CauseSpec.Retry>()
  private var states = WordTable<Incident.State>()

  init(path: String) { self.path = path }

  /// - Parameter row: A statement with the row that was read last, which begins with ``IncidentSummary/columns``.
  /// - Throws: ``StoreError`` for a word that this version does not know.
  mutating func summary(_ row: Statement) throws -> IncidentSummary {
    guard let owner = unsafe owners.value(row.text(3), { CauseSpec.Owner(rawValue: $0) }),
      let retry = unsafe retries.value(row.text(4), { CauseSpec.Retry(rawValue: $0) }),
      let state = unsafe states.value(row.text(5), { Incident.State(rawValue: $0) })
    else { throw IncidentSummary.misread(path) }
    return IncidentSummary(
      id: row.string(0), cause: unsafe texts.value(row.text(1)) { $0 } ?? "",
      title: unsafe texts.value(row.text(2)) { $0 } ?? "", owner: owner, retry: retry, state: state,
      firstSeen: Instant(ms: row.integer(6)), lastSeen: Instant(ms: row.integer(7)), failures: Int(row.integer(8)))
  }
}

/// What words mean, each asked for once.
struct WordTable<Value> {
  private var words = NameTable()
  private var values: [Value?] = []
  private var last: Int?

  /// - Returns: `nil` for NULL, and for a word that means nothing.
  mutating func value(_ word: UnsafeRawBufferPointer?, _ make: (String) -> Value?) -> Value? {
    guard let word = unsafe word else { return nil }
    let number = unsafe words.number(of: word, likely: last)
    if number == values.count { unsafe values.append(make(String(decoding: word, as: UTF8.self))) }
    last = number
    return values[number]
  }
}
