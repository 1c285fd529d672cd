extension Event {
  /// The event as it is kept, but for its position, which is kept beside it.
  ///
  /// - Parameter words: The record's own words, which are kept beside it.
  package func rowBytes(besides words: [UInt8] = []) -> [UInt8] {
    var row = RowText(besides: words)
    row.add(side.rawValue)
    row.add(kind.rawValue)
    row.add(level.rawValue)
    row.add(civil) { row, civil in
      row.add(civil.localMs)
      row.add(civil.offsetMinutes)
    }
    row.add(requestStart) { $0.add($1) }
    row.add(request)
    row.add(thread)
    row.add(origin)
    row.add(findings) { $0.add($1) }
    row.add(fields)
    row.add(faultTexts) { $0.add($1.text) }
    row.add(exceptionIDs) { $0.add($1) }
    row.add(summary)
    row.add(isProvisioning)
    row.add(requestURI)
    row.add(remoteAddress)
    row.add(userAgent)
    row.add(http) { $0.add($1) }
    return row.bytes
  }

  /// - Parameters:
  ///   - rowBytes: What was written; `nil` for anything else.
  ///   - words: What it was written besides.
  package init?(rowBytes: ArraySlice<UInt8>, besides words: ArraySlice<UInt8> = [], position: RecordPosition) {
    var row = RowReader(rowBytes, besides: words)
    self.init(&row, position)
    guard row.isWhole else { return nil }
  }

  private init(_ row: inout RowReader, _ position: RecordPosition) {
    self.position = position
    side = row.name(.plesk)
    kind = row.name(.unknown)
    level = row.name(.error)
    civil = row.civilTime()
    requestStart = row.requestStart()
    request = row.optional { $0.string() }
    thread = row.optional { $0.string() }
    origin = row.optional { $0.string() }
    findings = row.list { $0.finding() }
    fields = row.fields()
    faultTexts = row.list { FaultText(stored: $0.text()) }
    exceptionIDs = row.list { $0.string() }
    summary = row.text()
    isProvisioning = row.flag()
    requestURI = row.optional { $0.string() }
    remoteAddress = row.optional { $0.string() }
    userAgent = row.optional { $0.string() }
    http = row.optional { $0.http() }
  }
}

/// What of an event's row dates it: a fraction of the whole.
package struct EventHead: Sendable {
  package var civil: CivilTime?
  package var requestStart: Int64?

  /// As an ``Event``, but `nil` only for what cannot be read so far.
  package init?(rowBytes: ArraySlice<UInt8>, besides words: ArraySlice<UInt8>) {
    var row = RowReader(rowBytes, besides: words)
    for _ in 0..<3 { row.skip() }
    civil = row.civilTime()
    requestStart = row.requestStart()
    if row.isDamaged { return nil }
  }
}

extension RowText {
  mutating func add(_ finding: Finding) {
    add(finding.cause)
    add(finding.layer.rawValue)
    add(finding.depth)
    add(finding.literalLength)
    add(finding.offset)
    add(finding.captures)
    add(finding.text)
    add(finding.lead)
    add(finding.tail)
    add(finding.isCoded)
  }

  /// In the order of the fields, so that equal values are equal rows.
  mutating func add(_ fields: Fields) {
    add(Field.allCases.filter { fields[$0] != nil }) { row, field in
      row.add(field.rawValue)
      row.add(fields[field]?.string ?? "")
    }
  }

  mutating func add(_ http: HTTPExchange) {
    add(http.address)
    add(http.method)
    add(http.service)
    add(http.status)
    add(http.bodyBytes)
  }
}

extension RowReader {
  fileprivate mutating func civilTime() -> CivilTime? {
    optional { row in CivilTime(localMs: Int64(row.number()), offsetMinutes: row.optional { $0.number() }) }
  }

  fileprivate mutating func requestStart() -> Int64? { optional { Int64($0.number()) } }

  mutating func finding() -> Finding {
    Finding(
      cause: string(), layer: name(.fault), depth: number(), literalLength: number(), offset: number(),
      captures: fields(), text: text(), lead: text(), tail: text(), isCoded: flag())
  }

  private static let fieldsByName = Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0.rawValue, $0) })

  mutating func fields() -> Fields {
    var fields: Fields = [:]
    // A field that a later version captured is none of this one's.
    for (name, value) in list({ ($0.string(), $0.text()) }) {
      if let field = Self.fieldsByName[name] { fields[field] = value }
    }
    return fields
  }

  mutating func http() -> HTTPExchange {
    HTTPExchange(
      address: optional { $0.string() }, method: optional { $0.string() }, service: optional { $0.string() },
      status: optional { $0.number() }, bodyBytes: optional { $0.number() })
  }
}
