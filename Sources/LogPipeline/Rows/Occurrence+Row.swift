extension Occurrence {
  /// The occurrence as a column of a row; its events are named by the rows that hold them, with the times that they have in it.
  package var rowText: String {
    var row = RowText()
    row.add(time.ms)
    row.add(host)
    row.add(operation)
    row.add(cause)
    row.add(fields)
    row.add(partner?.rawValue)
    row.add(link) { $0.add($1) }
    row.add(evidence) { $0.add($1) }
    row.add(rejected) { $0.add($1) }
    row.add(relation?.rawValue)
    row.add(restart) { $0.add($1) }
    return row.string
  }

  /// - Parameters:
  ///   - rowText: What was written; `nil` for anything else.
  ///   - event: The event of a row, with its host and file, and with any time.
  package init?(rowText: String, event: (Int64) throws -> DatedEvent?) rethrows {
    guard let row = OccurrenceRow(rowText) else { return nil }
    self = row.occurrence
    for reference in row.evidence {
      guard let found = try reference.evidence(event) else { return nil }
      evidence.append(found)
    }
  }
}

extension OccurrenceOutline {
  /// The same as ``Occurrence/init(rowText:event:)``, without its records.
  ///
  /// - Parameter side: Whose log the event of a row is from.
  package init?(rowText: String, side: (Int64) throws -> Side?) rethrows {
    guard let row = OccurrenceRow(rowText) else { return nil }
    self = row.occurrence.outline
    confidence = confidence ?? row.evidence.lazy.compactMap(\.link).first?.confidence
    // It is asked of what neither side links.
    if partner == nil, confidence == nil, let first = row.evidence.first { witness = try side(first.row) }
  }
}

/// An occurrence as its row has it.
private struct OccurrenceRow {
  /// Without its records.
  var occurrence: Occurrence
  var evidence: [EvidenceReference]

  /// - Returns: `nil` for what was not written so.
  init?(_ rowText: String) {
    var row = RowReader(rowText)
    occurrence = Occurrence(
      time: Instant(ms: Int64(row.number())), host: row.string(), operation: row.optional { $0.string() },
      cause: row.string(), fields: row.fields(), partner: row.optional { $0.name(.found) },
      link: row.optional { $0.link() }, evidence: [])
    evidence = row.list { $0.evidence() }
    occurrence.rejected = row.list { $0.string() }
    occurrence.relation = row.optional { $0.name(.consequence) }
    occurrence.restart = row.optional { $0.restart() }
    guard row.isWhole else { return nil }
  }
}

extension Evidence {
  package var rowText: String {
    var row = RowText()
    row.add(self)
    return row.string
  }

  /// When it was written, of which no row of an event is asked; `nil` for what was not written so.
  package static func time(inRowText text: String) -> Instant? {
    var row = RowReader(text)
    let reference = row.evidence()
    return row.isWhole ? reference.time : nil
  }

  /// The same as ``Occurrence/init(rowText:event:)`` of a single record.
  package init?(rowText: String, event: (Int64) throws -> DatedEvent?) rethrows {
    var row = RowReader(rowText)
    let reference = row.evidence()
    guard row.isWhole, let found = try reference.evidence(event) else { return nil }
    self = found
  }
}

/// Evidence as its row has it.
struct EvidenceReference {
  var role: Evidence.Role
  var row: Int64
  var time: Instant
  var isHourUnknown: Bool
  var link: Link?

  func evidence(_ event: (Int64) throws -> DatedEvent?) rethrows -> Evidence? {
    guard var dated = try event(row) else { return nil }
    dated.time = time
    dated.isHourUnknown = isHourUnknown
    return Evidence(role: role, event: dated, link: link)
  }
}

extension RowText {
  mutating func add(_ evidence: Evidence) {
    add(evidence.role.rawValue)
    add(evidence.event.row)
    add(evidence.event.time.ms)
    add(evidence.event.isHourUnknown ? 1 : 0)
    add(evidence.link) { $0.add($1) }
  }

  mutating func add(_ link: Link) {
    add(link.rule.rawValue)
    add(link.confidence.rawValue)
    add(Int((link.score * 100).rounded()))
    add(link.reasons) { $0.add($1) }
    add(link.rejected) { $0.add($1) }
    add(link.weights) { $0.add(Int(($1 * 100).rounded())) }
    add(link.rivals)
  }
}

extension RowText {
  mutating func add(_ restart: Restart) {
    add(restart.host)
    add(restart.sign.rawValue)
    add(restart.beforeMs)
  }
}

extension RowReader {
  mutating func restart() -> Restart {
    Restart(host: string(), sign: name(.startUp), beforeMs: Int64(number()))
  }

  mutating func evidence() -> EvidenceReference {
    EvidenceReference(
      role: name(.support), row: Int64(number()), time: Instant(ms: Int64(number())),
      isHourUnknown: number() == 1, link: optional { $0.link() })
  }

  mutating func link() -> Link {
    var link = Link(
      rule: name(.time), confidence: name(.low), score: Double(number()) / 100, reasons: list { $0.string() },
      rejected: list { $0.string() })
    link.weights = list { Double($0.number()) / 100 }
    link.rivals = number()
    return link
  }
}
