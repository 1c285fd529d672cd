/// Trying the catalogue's texts and field rules on a redacted text.
extension Recogniser {
  /// Every text of the catalogue that stands in `text`, each of its occurrences.
  ///
  /// - Parameters:
  ///   - inContext: Whether the text is known to speak of Open-Xchange's APS package: only then may a code be missing.
  ///   - depthAt: How deep in the chain of exceptions an offset lies; `nil` where no cause can stand.
  mutating func findings(
    in text: RedactedText, bytes: [UInt8], side: Side, inContext: Bool, depthAt: (Int) -> Int?
  ) -> [Finding] {
    var found: [Finding] = []
    let span = RawSpan(_elements: bytes.span)
    for index in catalogue.candidates(for: side, in: span) where !health.isOff(index) {
      let candidate = catalogue.texts[index]
      let cause = catalogue.causes[candidate.cause]
      var expressions = [(candidate.expression, isCoded: candidate.spec.code != nil)]
      if let bare = candidate.bare, inContext { expressions.append((bare, isCoded: false)) }
      for (expression, isCoded) in expressions {
        let outcome = scratch.forEachMatch(of: expression, in: span) { ranges in
          if let depth = depthAt(ranges.whole.lowerBound) {
            let coded = isCoded || Self.isBehindFaultCode(bytes, ranges.whole.lowerBound)
            let captures = Self.captures(of: expression, ranges, in: text)
            if Self.hold(cause.spec.when, captures, masterLogin: catalogue.masterLogin) {
              found.append(
                Finding(
                  cause: cause.spec.id, layer: candidate.spec.layer, depth: depth,
                  literalLength: candidate.literalLength,
                  offset: ranges.whole.lowerBound,
                  captures: captures, text: text.piece(Self.core(of: ranges.whole, in: bytes)),
                  lead: text.piece(Self.lead(before: ranges.whole, in: bytes)),
                  tail: text.piece(Self.tail(from: ranges.whole, in: bytes)), isCoded: coded))
            }
          }
          return true
        }
        if outcome == .limit { health.strike(index, id: cause.spec.id) }
      }
    }
    return found
  }

  /// What the field rules of a side capture; the first rule that captures a field decides it.
  mutating func fields(in text: RedactedText, bytes: [UInt8], side: Side) -> Fields {
    var fields: Fields = [:]
    let span = RawSpan(_elements: bytes.span)
    for index in catalogue.rules(side, .fields) where !health.isOff(-1 - index) {
      let rule = catalogue.fieldRules[index]
      guard rule.mayMatch(in: span) else { continue }
      let expression = rule.expression
      let outcome = scratch.forEachMatch(of: expression, in: span) { ranges in
        var captures = Self.captures(of: expression, ranges, in: text)
        // The master administrator is nobody's subadmin, and stands for no subject.
        if captures[.subadmin]?.string == catalogue.masterLogin { captures[.subadmin] = nil }
        fields.merge(captures) { first, _ in first }
        return false
      }
      if outcome == .limit { health.strike(-1 - index, id: rule.spec.id) }
    }
    return fields
  }

  /// Whether any rule of a role matches.
  mutating func matches(_ role: FieldRuleSpec.Role, _ bytes: [UInt8], _ side: Side) -> Bool {
    let span = RawSpan(_elements: bytes.span)
    for index in catalogue.rules(side, role) where !health.isOff(-1 - index) {
      let rule = catalogue.fieldRules[index]
      guard rule.mayMatch(in: span) else { continue }
      switch scratch.forEachMatch(of: rule.expression, in: span, { _ in false }) {
      case .match: return true
      case .noMatch: continue
      case .limit: health.strike(-1 - index, id: rule.spec.id)
      }
    }
    return false
  }

  /// What the named groups of a layout's first line captured, such as the thread.
  mutating func headFields(_ layout: Layout, _ bytes: [UInt8]) -> HeadFields {
    var fields = HeadFields(bytes: bytes)
    let span = RawSpan(_elements: bytes.span)
    let end = span.firstIndex(of: UInt8(ascii: "\n")) ?? span.byteCount
    let line = 0..<min(span.contentEnd(ofLine: 0..<min(end + 1, span.byteCount)), MatchLimits.subjectBytesMax)
    guard scratch.match(layout.first, in: span.extracting(line)) == .match else { return fields }
    for (name, group) in layout.first.captureNames {
      if let range = scratch.range(of: group) { fields.places.append((name, range)) }
    }
    return fields
  }

  private static func captures(of expression: Expression, _ ranges: MatchRanges, in text: RedactedText) -> Fields {
    var captures: Fields = [:]
    for (field, group) in expression.fields {
      guard group < ranges.groups.count, let range = ranges.groups[group] else { continue }
      if captures[field] == nil { captures[field] = text.piece(range) }
    }
    return captures
  }

  private static func hold(_ conditions: [CauseSpec.Condition], _ captures: Fields, masterLogin: String) -> Bool {
    conditions.allSatisfy { condition in
      let expected = condition.value == CauseSpec.Condition.masterLogin ? masterLogin : condition.value
      return (captures[condition.field]?.string == expected) != condition.isNegated
    }
  }

  /// Whether the line holds `SoapFault exception: [` before `offset`.
  private static func isBehindFaultCode(_ bytes: [UInt8], _ offset: Int) -> Bool {
    let lineStart = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return RawSpan(_elements: bytes.span).extracting(lineStart..<offset).firstIndex(of: faultPrefix) != nil
  }

  private static let faultPrefix = Array("SoapFault exception: [".utf8)

  /// The matched text without a code in brackets and without what a bare form needs before it.
  private static func core(of range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var start = range.lowerBound
    let rest = bytes[range]
    if rest.first == UInt8(ascii: "["), let end = rest.prefix(24).firstIndex(of: UInt8(ascii: "]")),
      end + 1 < range.upperBound,
      bytes[end + 1] == UInt8(ascii: " ")
    {
      start = end + 2
    } else if rest.starts(with: [UInt8(ascii: ":"), UInt8(ascii: " ")]) {
      start += 2
    } else if let first = rest.first,
      [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ">"), UInt8(ascii: "(")].contains(first)
    {
      start += 1
    }
    return start..<range.upperBound
  }

  /// From the line's beginning to the matched text without its code.
  private static func lead(before range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    let end = core(of: range, in: bytes).lowerBound
    let start = bytes[..<end].lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map { $0 + 1 } ?? 0
    guard end - start > leadBytesMax else { return start..<end }
    // Not inside a character.
    return (end - leadBytesMax..<end).first { bytes[$0] & 0xC0 != 0x80 }.map { $0..<end } ?? end..<end
  }

  /// As much as a line of a terminal may show.
  private static let leadBytesMax = 100

  /// From the matched text to its line's end, or to where PHP names the place, or to the wrapper's closing quote.
  private static func tail(from range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    let start = core(of: range, in: bytes).lowerBound
    let lineEnd =
      bytes[range.upperBound...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
    var end = min(lineEnd, start + tailBytesMax)
    let span = RawSpan(_elements: bytes.span).extracting(0..<max(end, range.upperBound))
    if let place = span.firstIndex(of: Array(" in /".utf8), from: range.upperBound) { end = min(end, place) }
    if let quote = span.firstIndex(of: Array("'. Error stream".utf8), from: range.upperBound) { end = min(end, quote) }
    while end > range.upperBound, [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: " ")].contains(bytes[end - 1]) {
      end -= 1
    }
    return start..<max(end, range.upperBound)
  }

  /// A fault's text longer than this is compared by its beginning.
  private static let tailBytesMax = 600
}

/// Where the named groups of a head lie; few of them are asked for.
struct HeadFields {
  let bytes: [UInt8]
  fileprivate(set) var places: [(name: String, range: Range<Int>)] = []

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  subscript(name: String) -> String? {
    places.last { $0.name == name }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }
}
