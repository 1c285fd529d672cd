/// Turns records into events: a cheap gate over the raw bytes first, then redaction, then the catalogue's texts.
///
/// Nothing behind the gate sees an unredacted byte.
package struct Recogniser: ~Copyable {
  let catalogue: Catalogue
  var redactor: Redactor
  var scratch = MatchScratch()
  private lazy var pleskGate = catalogue.gate(for: .plesk)
  private lazy var openXchangeGate = catalogue.gate(for: .openXchange)
  private lazy var apacheGate = catalogue.gate(for: .apache)
  private lazy var supportGate = catalogue.supportGate
  private lazy var apacheWords = apacheGate?.words.map { LiteralSearch(Self.servicePaths + $0) }
  package internal(set) var health = PatternHealth()
  /// Whether ``words`` are kept: an index stores them, a scan has no use for them.
  package var keepsWords = false
  /// The record of the event that was handed out last.
  package private(set) var words: RecordWords?

  package init(catalogue: Catalogue, redactor: consuming Redactor) {
    self.catalogue = catalogue
    self.redactor = redactor
  }

  package var redactionFindings: RedactionFindings { redactor.findings }

  /// Whether a record may be an event at all: a look at its bytes that most records do not survive.
  ///
  /// - Parameters:
  ///   - text: The record's kept bytes.
  ///   - layout: The layout of its head.
  package mutating func mayMatter(_ record: FramedRecord, text: RawSpan, layout: Layout) -> Bool {
    guard let head = record.head else { return false }
    guard layout.isRendered else { return passesGate(text, head, side: layout.side) }
    // Before the gate: escapes hide what its texts look for.
    guard let rendered = layout.rendered(text) else { return passesGate(text, head, side: layout.side) }
    return passesGate(RawSpan(_elements: rendered.span), head, side: layout.side)
  }

  /// What answers ``mayMatter(_:text:layout:)`` for the records of a batch that are of one side, where the answer is no.
  package mutating func watch(_ side: Side) -> RecordWatch {
    var watch = RecordWatch()
    switch side {
    case .openXchange:
      watch.words = Self.openXchangeWatch
      if let gate = supportGate {
        watch.grave = .warning
        watch.graveWords = gate.literals
        watch.seen = gate.literals == nil ? .warning : nil
        watch.plain = .warning
      }
    case .plesk:
      watch.words = pleskGate?.literals
      watch.grave = .error
      watch.graveWords = Self.pleskSearch
      watch.seen = pleskGate != nil && pleskGate?.literals == nil ? .trace : nil
      watch.plain = .trace
      watch.hasEscapes = true
    case .apache:
      watch.words = apacheGate == nil ? Self.apacheSearch : apacheWords
      watch.seen = apacheGate != nil && apacheWords == nil ? .trace : nil
      watch.plain = .trace
    }
    return watch
  }

  /// - Parameters:
  ///   - text: The record's kept bytes.
  ///   - layout: The layout of its head.
  ///   - source: Index of its source in the run.
  /// - Returns: `nil` for a record that does not matter.
  package mutating func event(
    for record: FramedRecord, text: RawSpan, layout: Layout, source: Int
  ) -> Event? {
    guard mayMatter(record, text: text, layout: layout) else { return nil }
    return ungatedEvent(for: record, text: text, layout: layout, source: source)
  }

  /// The same for a record that ``mayMatter(_:text:layout:)``; that question makes it faster and changes nothing.
  package mutating func ungatedEvent(
    for record: FramedRecord, text: RawSpan, layout: Layout, source: Int
  ) -> Event? {
    guard let head = record.head else { return nil }
    guard let rendered = layout.rendered(text) else {
      return event(for: record, head, rendered: text, layout: layout, source: source)
    }
    return event(for: record, head, rendered: RawSpan(_elements: rendered.span), layout: layout, source: source)
  }

  private mutating func event(
    for record: FramedRecord, _ head: RecordHead, rendered text: RawSpan, layout: Layout, source: Int
  ) -> Event? {
    // A thread's name may hold a secret, or bytes that are no UTF-8: then the message begins elsewhere.
    var head = head
    let redacted = redactor.redact(text, moving: &head.messageStart)
    let parts = RecordText(redacted, messageStart: head.messageStart, layout: layout, scratch: &scratch)
    let position = RecordPosition(
      source: source, offset: record.offset, line: record.line, byteCount: record.byteCount)
    let event =
      switch layout.spec.side {
      case .plesk: pleskEvent(head, parts, position, layout)
      case .openXchange: openXchangeEvent(head, parts, position, layout)
      case .apache: apacheEvent(head, parts, position, layout)
      }
    if keepsWords, event != nil { words = words(of: parts, head, layout) }
    return event
  }

  /// In their plain form where there is one: what an escape hid from redaction must not be stored either.
  private mutating func words(of parts: RecordText, _ head: RecordHead, _ layout: Layout) -> RecordWords {
    var start = head.messageStart
    guard layout.spec.side == .plesk, let plain = unescaped(parts.bytes, moving: &start) else {
      return RecordWords(parts)
    }
    return RecordWords(RecordText(plain, messageStart: start, layout: layout, scratch: &scratch))
  }

  /// A whole record as it may be shown, whether it matters or not.
  package mutating func shown(_ text: RawSpan, layout: Layout) -> RedactedText {
    let redacted = layout.rendered(text).map { redactor.redact(RawSpan(_elements: $0.span)) } ?? redactor.redact(text)
    // What an escape hid from redaction must not be shown either.
    return layout.spec.side == .plesk ? unescaped(Array(redacted.utf8)) ?? redacted : redacted
  }

  /// What the catalogue finds in a text that is no log record, such as an error from a ticket.
  ///
  /// - Returns: As `fault` what no text of the catalogue understands, where at most a wrapper around it is known.
  package mutating func findings(
    in text: String
  ) -> (text: RedactedText, findings: [Finding], fields: Fields, fault: FaultText?) {
    scratch.asksOnce = true
    defer { scratch.asksOnce = false }
    let redacted = redactor.redact(text)
    let plain = unescaped(Array(redacted.utf8)) ?? redacted
    let bytes = Array(plain.utf8)
    var found: [Finding] = []
    for side in Side.allCases {
      found += findings(in: plain, bytes: bytes, side: side, inContext: true) { _ in 0 }
    }
    var fields: Fields = [:]
    for side in Side.allCases { fields.merge(self.fields(in: plain, bytes: bytes, side: side)) { first, _ in first } }
    let isKnown = found.contains { $0.layer != .wrapper }
    let fault = isKnown ? nil : pleskFaultTexts(plain, bytes, found).first
    if let unknown = unknownFault(in: plain, bytes: bytes, beside: found) { found.append(unknown) }
    return (redacted, ranked(found), fields, fault)
  }

  /// The redacted form of a text that will be shown.
  package mutating func redact(_ text: String) -> RedactedText { redactor.redact(text) }

  // MARK: Gate

  private mutating func passesGate(_ text: RawSpan, _ head: RecordHead, side: Side) -> Bool {
    let level = head.level
    switch side {
    case .openXchange:
      if StartUp.begins(text, messageStart: head.messageStart) { return true }
      guard Self.openXchangeSearch.isFound(in: text) else {
        // No record of provisioning: only what supports a failure may be in it, and that is told as trouble.
        guard level <= .warning, let gate = supportGate else { return false }
        return passes(gate, text, isEscaped: false)
      }
      if level <= .error { return true }
    // An error is worth a look even if no text of the catalogue is in it.
    case .plesk: if level <= .error, Self.pleskSearch.isFound(in: text) { return true }
    // Access lines have no level: a call that went well is a witness too.
    case .apache: if Self.apacheSearch.isFound(in: text) { return true }
    }
    let sideGate =
      switch side {
      case .plesk: pleskGate
      case .openXchange: openXchangeGate
      case .apache: apacheGate
      }
    guard let gate = sideGate else { return false }
    return passes(gate, text, isEscaped: side == .plesk && Self.escaping.contains { text.firstIndex(of: $0) != nil })
  }

  private mutating func passes(_ gate: Gate, _ text: RawSpan, isEscaped: Bool) -> Bool {
    if gate.passes(text, scratch: &scratch) { return true }
    // Bytes that are no text match nothing here, and are visible escapes where the texts are looked for.
    guard isEscaped || !text.isUTF8 else { return false }
    var plain = Array(String(escapingInvalid: unsafe text.withUnsafeBytes { unsafe Array($0) }).utf8)
    if gate.passes(RawSpan(_elements: plain.span), scratch: &scratch) { return true }
    guard isEscaped, let undone = Escapes.undone(plain) else { return false }
    plain = undone
    return gate.passes(RawSpan(_elements: plain.span), scratch: &scratch)
  }

  private static let escaping = Array(#"\&"#.utf8)

  private static let servicePaths = ["/webservices/", "/servlet/axis2/services/"].map { Array($0.utf8) }
  /// One of these is in every record of provisioning.
  private static let openXchangeWords =
    ["openexchange.admin", "openexchange.soap", "admin.openexchange.com}"].map { Array($0.utf8) } + servicePaths
  private static let openXchangeSearch = LiteralSearch(openXchangeWords)
  private static let openXchangeWatch = LiteralSearch(openXchangeWords + StartUp.words)
  private static let apacheSearch = LiteralSearch(servicePaths)
  private static let pleskSearch = LiteralSearch(
    ["apspackages", "pen-Xchange", "OpenXchange", "Soap", "apsc", "APS", "instance", "OX", "webservices"]
      .map { Array($0.utf8) })

  // MARK: Plesk

  private mutating func pleskEvent(
    _ head: RecordHead, _ parts: RecordText, _ position: RecordPosition, _ layout: Layout
  ) -> Event? {
    let undone = unescaped(parts.bytes)
    let plain = undone ?? parts.text
    let bytes = undone.map { Array($0.utf8) } ?? parts.bytes
    if matches(.foreign, bytes, .plesk) { return nil }
    let inContext = matches(.context, bytes, .plesk)
    var found = ranked(
      withoutQuoted(findings(in: plain, bytes: bytes, side: .plesk, inContext: inContext) { _ in 0 }, bytes))
    // Without the package's context, only what no other program would say is believed.
    guard inContext || found.contains(where: { $0.isCoded || Self.standsAlone($0) }) else { return nil }
    // A warning alone is no failure, and neither is what no text and no level calls one.
    let failed = found.contains { $0.layer != .warning }
    guard failed || head.level <= .error else { return nil }
    // Without a wrapper around it, it may be any program's that calls any server.
    if !found.isEmpty, let fault = unknownFault(in: plain, bytes: bytes, beside: found) {
      found = ranked(found + [fault])
    }
    var event = self.event(.plesk, head, parts, position, found: found, kind: failed ? .failure : .unknown)
    event.fields.merge(fields(in: plain, bytes: bytes, side: .plesk)) { first, _ in first }
    event.faultTexts = pleskFaultTexts(plain, bytes, found)
    event.exceptionIDs = exceptionIDs(bytes)
    event.isProvisioning = true
    let names = headFields(layout, parts.bytes)
    if let pid = names["pid"], let request = names["request"], head.requestStart != nil {
      event.request = pid + ":" + request
    }
    return event
  }

  /// A fault's text that is long enough is nobody else's.
  private static let standaloneLengthMin = 24

  private static func standsAlone(_ finding: Finding) -> Bool {
    finding.layer == .fault && finding.literalLength >= standaloneLengthMin
  }

  /// What PHP prints of a SOAP fault: the code in brackets, the text, the place.
  static let soapFault = makeExpression(
    #"(?m)SoapFault exception: \[(?<code>[^\]\r\n]{1,60})\] (?<msg>[^\r\n]{1,2000}?)(?= in /|\r?$)"#)

  /// A fault's message may have several lines, and whoever chose a name in it may have written the later ones: where its first
  /// line tells a cause, the others tell none.
  private mutating func withoutQuoted(_ findings: [Finding], _ bytes: [UInt8]) -> [Finding] {
    let span = RawSpan(_elements: bytes.span)
    var quoted: [(telling: Range<Int>, quoted: Range<Int>)] = []
    scratch.forEachMatch(of: Self.soapFault, in: span) { ranges in
      let end = ranges.whole.upperBound
      guard end < bytes.count, bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "\r") else { return true }
      let place = span.firstIndex(of: Array(" in /".utf8), from: end) ?? bytes.count
      let trace = span.firstIndex(of: Array("\nStack trace:".utf8), from: end) ?? bytes.count
      quoted.append((ranges.whole, end..<min(place, trace)))
      return true
    }
    let telling = quoted.filter { fault in findings.contains { fault.telling.contains($0.offset) } }
    return findings.filter { finding in !telling.contains { $0.quoted.contains(finding.offset) } }
  }

  private mutating func pleskFaultTexts(_ text: RedactedText, _ bytes: [UInt8], _ found: [Finding]) -> [FaultText] {
    // What the catalogue understood comes first: only so many are kept.
    var texts = found.filter { $0.layer <= .cxf }.compactMap { FaultText($0.tail) }
    scratch.forEachMatch(of: Self.soapFault, in: RawSpan(_elements: bytes.span)) { ranges in
      if let range = ranges.groups[2], let fault = FaultText(text.piece(range)) { texts.append(fault) }
      return texts.count < Self.textsReadMax
    }
    return Array(texts.uniqued().prefix(Event.textsMax))
  }

  /// Of these the different ones are kept: both streams of a script may repeat a fault.
  private static let textsReadMax = 8 * Event.textsMax

  // MARK: Open-Xchange

  private mutating func openXchangeEvent(
    _ head: RecordHead, _ parts: RecordText, _ position: RecordPosition, _ layout: Layout
  ) -> Event? {
    if StartUp.begins(RawSpan(_elements: parts.bytes.span), messageStart: head.messageStart) {
      return event(.openXchange, head, parts, position, found: [], kind: .start)
    }
    let found = ranked(
      findings(in: parts.text, bytes: parts.bytes, side: .openXchange, inContext: true) { offset in
        switch parts.line(at: offset)?.part {
        case .exception(let depth): depth
        case .head, .message: 0
        case .property, .frame, .quoted, .none: nil
        }
      })
    let isProvisioning = Self.isProvisioning(parts)
    guard !found.isEmpty || (isProvisioning && head.level <= .error) else { return nil }
    // Only what supports a failure of provisioning may come from elsewhere.
    guard isProvisioning || (head.level <= .warning && found.contains { Catalogue.isSupport($0.cause) }) else {
      return nil
    }
    var event = self.event(
      .openXchange, head, parts, position, found: found, kind: found.isEmpty ? .unknown : .failure)
    event.fields.merge(fields(in: parts.text, bytes: parts.bytes, side: .openXchange)) { first, _ in first }
    event.isProvisioning = isProvisioning
    event.faultTexts = openXchangeFaultTexts(parts, found)
    event.exceptionIDs = exceptionIDs(parts.bytes)
    let names = headFields(layout, parts.bytes)
    event.thread = parts.properties["com.openexchange.grizzly.threadName"] ?? names["thread"]
    if let name = names["class"] { event.origin = names["method"].map { "\(name).\($0)" } ?? name }
    event.request = parts.properties["com.openexchange.request.trackingId"]
    event.requestURI = parts.properties["com.openexchange.grizzly.requestURI"]
    event.remoteAddress = parts.properties["com.openexchange.grizzly.remoteAddress"]
    event.userAgent = parts.properties["com.openexchange.grizzly.userAgent"]
    return event
  }

  private static func isProvisioning(_ parts: RecordText) -> Bool {
    if let uri = parts.properties["com.openexchange.grizzly.requestURI"] {
      return paths.contains(where: uri.hasPrefix)
    }
    let text = RawSpan(_elements: parts.bytes.span)
    return parts.lines.contains { line in
      switch line.part {
      case .head: classSearch.isFound(in: text.extracting(line.range))
      case .message: namespaceSearch.isFound(in: text.extracting(line.range))
      default: false
      }
    }
  }

  private static let classSearch = LiteralSearch(
    ["com.openexchange.admin.", "com.openexchange.soap."].map { Array($0.utf8) })
  private static let namespaceSearch = LiteralSearch([Array("admin.openexchange.com}".utf8)])

  private func openXchangeFaultTexts(_ parts: RecordText, _ found: [Finding]) -> [FaultText] {
    // The outermost exception says what the caller was told, the innermost one what it was.
    let exceptions = parts.exceptions.prefix(Event.textsMax) + parts.exceptions.suffix(Event.textsMax)
    let ranges = parts.message.prefix(1) + exceptions.map(\.message)
    let texts = found.compactMap { FaultText($0.tail) } + ranges.compactMap { FaultText(parts.text.piece($0)) }
    return Array(texts.uniqued().prefix(Event.textsMax))
  }

  // MARK: Both sides

  func event(
    _ side: Side, _ head: RecordHead, _ parts: RecordText, _ position: RecordPosition, found: [Finding],
    kind: Event.Kind
  ) -> Event {
    var fields: Fields = [:]
    for finding in found { fields.merge(finding.captures) { first, _ in first } }
    let summary = parts.message.first ?? parts.exceptions.first?.line ?? 0..<min(parts.bytes.count, 200)
    return Event(
      position: position, side: side, kind: kind, level: head.level, civil: head.time, requestStart: head.requestStart,
      request: nil, thread: nil, origin: nil, findings: found, fields: fields, faultTexts: [],
      exceptionIDs: [], summary: parts.text.piece(summary), isProvisioning: false)
  }

  func ranked(_ findings: [Finding]) -> [Finding] {
    guard findings.count > 1 else { return findings }
    var best: [String: Finding] = [:]
    for finding in findings {
      if let known = best[finding.cause], !finding.outranks(known, in: catalogue) { continue }
      best[finding.cause] = finding
    }
    // What the catalogue ranks before what is no total order, so each place goes to a finding that none of the rest outranks.
    var rest = best.values.sorted { $0.standard < $1.standard }
    var result: [Finding] = []
    while !rest.isEmpty {
      let first = rest.firstIndex { finding in !rest.contains { $0.outranks(finding, in: catalogue) } } ?? 0
      result.append(rest.remove(at: first))
    }
    return result
  }

  private static let exceptionID = makeExpression(#"; exceptionId (?<id>-?\d{1,10}-\d{1,10})\b"#)

  private mutating func exceptionIDs(_ bytes: [UInt8]) -> [String] {
    var ids: [String] = []
    scratch.forEachMatch(of: Self.exceptionID, in: RawSpan(_elements: bytes.span)) { ranges in
      if let range = ranges.groups[1] { ids.append(String(decoding: bytes[range], as: UTF8.self)) }
      return ids.count < Self.textsReadMax
    }
    return Array(ids.uniqued().prefix(Event.textsMax))
  }

  private static func makeExpression(_ text: String) -> Expression {
    do {
      return try Expression(text)
    } catch {
      preconditionFailure("\(error.reason) at \(error.offset) of \(error.text)")
    }
  }
}
