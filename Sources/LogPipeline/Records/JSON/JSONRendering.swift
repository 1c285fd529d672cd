/// Writes a record of one JSON object the way Open-Xchange writes others, so that what reads records need not know of JSON:
///
///     TIME LEVEL [THREAD] LOGGER
///     message, which may have lines
///      key=value
///     stack
///
/// A missing level is `-`. Every key without a role becomes a property, in the order of the line; so does a role's second name. A
/// blank in a key becomes `_`, so that a credential's key is one word for the redactor.
struct JSONRendering: Sendable {
  private let names: [(name: [UInt8], role: JSONKeys.Role)]
  /// What a line must hold to be worth a look: the quoted names of the time.
  private let telling: [[UInt8]]

  /// A thread's name may hold a request's address.
  private static let threadBytesMax = 200
  private static let loggerBytesMax = 400
  private static let wordBytesMax = 64

  init(_ keys: JSONKeys) {
    names = JSONKeys.Role.allCases.flatMap { role in (keys.names[role] ?? []).map { (Array($0.utf8), role) } }
    telling = (keys.names[.time] ?? []).map { Array("\"\($0)\"".utf8) }
  }

  /// The rendered head alone.
  ///
  /// - Parameter line: Without its end.
  /// - Returns: `nil` for what is no JSON object or has no time.
  func head(of line: RawSpan) -> [UInt8]? {
    guard let record = parsed(line) else { return nil }
    var text: [UInt8] = []
    appendHead(record, line, &text)
    return text
  }

  /// The whole record.
  ///
  /// - Parameter text: A record's bytes: a line of JSON, and perhaps others below it, which stay as they are.
  /// - Returns: `nil` where the first line is no such record.
  func rendered(_ text: RawSpan) -> [UInt8]? {
    let lineEnd = text.firstIndex(of: UInt8(ascii: "\n")) ?? text.byteCount
    let line = text.extracting(0..<lineEnd)
    guard let record = parsed(line) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.byteCount)
    appendHead(record, line, &result)
    appendLines(record.roles[.message], line, &result)
    for (member, before) in record.properties { appendProperty(member, after: before, line, &result) }
    appendLines(record.roles[.stack], line, &result)
    if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    if lineEnd + 1 < text.byteCount {
      unsafe text.extracting(lineEnd + 1..<text.byteCount).withUnsafeBytes { unsafe result.append(contentsOf: $0) }
    }
    return result
  }

  private struct Parsed {
    var roles: [JSONKeys.Role: JSONObject.Member] = [:]
    var properties: [(member: JSONObject.Member, before: JSONObject.Member?)] = []
  }

  private func parsed(_ line: RawSpan) -> Parsed? {
    guard telling.contains(where: { line.firstIndex(of: $0) != nil }), let object = JSONObject(line) else { return nil }
    var parsed = Parsed()
    var before: JSONObject.Member?
    for member in object.members where member.kind != .null {
      if let role = role(of: member.key, line), parsed.roles[role] == nil {
        parsed.roles[role] = member
      } else {
        parsed.properties.append((member, before))
      }
      before = member
    }
    return parsed.roles[.time] == nil ? nil : parsed
  }

  private func role(of key: Range<Int>, _ line: RawSpan) -> JSONKeys.Role? {
    names.first { $0.name.count == key.count && line.starts(with: $0.name, at: key.lowerBound) }?.role
  }

  private func appendHead(_ record: Parsed, _ line: RawSpan, _ text: inout [UInt8]) {
    func append(_ role: JSONKeys.Role, _ bytesMax: Int) {
      guard let member = record.roles[role] else { return }
      JSONString.append(member.value, of: line, to: &text, isOneLine: true, bytesMax: bytesMax)
    }
    append(.time, Self.wordBytesMax)
    text.append(UInt8(ascii: " "))
    if record.roles[.level] == nil { text.append(UInt8(ascii: "-")) }
    append(.level, Self.wordBytesMax)
    text += " [".utf8
    append(.thread, Self.threadBytesMax)
    text += "] ".utf8
    append(.logger, Self.loggerBytesMax)
  }

  /// What may have several lines, below what is there.
  private func appendLines(_ member: JSONObject.Member?, _ line: RawSpan, _ text: inout [UInt8]) {
    guard let member, !member.value.isEmpty else { return }
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    appendValue(member, line, isOneLine: false, &text)
  }

  private func appendProperty(
    _ member: JSONObject.Member, after before: JSONObject.Member?, _ line: RawSpan, _ text: inout [UInt8]
  ) {
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    text.append(UInt8(ascii: " "))
    let keyStart = text.count
    JSONString.append(member.key, of: line, to: &text, isOneLine: true)
    for index in keyStart..<text.count where text[index] == UInt8(ascii: " ") { text[index] = UInt8(ascii: "_") }
    text.append(UInt8(ascii: "="))
    guard let before, Self.isValue(member.key, line) else {
      return appendValue(member, line, isOneLine: true, &text)
    }
    // `"name":"password","value":"…"`: apart from its name the redactor would not know what the value is.
    text.append(UInt8(ascii: "{"))
    let end = member.kind == .string ? member.value.upperBound + 1 : member.value.upperBound
    for index in before.key.lowerBound - 1..<end { text.append(line[index]) }
    text.append(UInt8(ascii: "}"))
  }

  private static func isValue(_ key: Range<Int>, _ line: RawSpan) -> Bool {
    key.count == valueKey.count && line.starts(with: valueKey, at: key.lowerBound)
  }

  private static let valueKey = Array("value".utf8)

  private func appendValue(_ member: JSONObject.Member, _ line: RawSpan, isOneLine: Bool, _ text: inout [UInt8]) {
    guard member.kind != .string else {
      return JSONString.append(member.value, of: line, to: &text, isOneLine: isOneLine)
    }
    // What is nested stays JSON: the redactor reads that.
    for index in member.value { text.append(line[index]) }
  }
}
