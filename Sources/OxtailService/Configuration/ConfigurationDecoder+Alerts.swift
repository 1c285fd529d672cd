import IncidentStore
import LogPipeline
import PatternFiles

/// Who is told of what.
extension ConfigurationDecoder {
  func receiver(_ reader: MappingReader) -> AlertReceiver? {
    var reader = reader
    let name = neededText(&reader, "name")
    var receiver = AlertReceiver(name: name ?? Stated("", line: 0))
    let ways = ["mail", "webhook", "webhook_file", "command"].filter(reader.has)
    if ways.count != 1 {
      problems.add("a receiver has exactly one of mail, webhook, webhook_file and command", at: reader.position)
    }
    receiver.mail = reader.strings("mail").compactMap { address($0.text, $0.position) }
    let position = reader.position(of: "from")
    receiver.from = text(&reader, "from").flatMap { address($0.value, position) }
    receiver.webhook = webhook(&reader)
    receiver.webhookFile = path(&reader, "webhook_file")
    receiver.secretFile = path(&reader, "secret_file")
    receiver.command = program(&reader)
    reader.finish()
    return name == nil ? nil : receiver
  }

  func alert(_ reader: MappingReader) -> AlertRule? {
    var reader = reader
    let name = neededText(&reader, "name")
    var rule = AlertRule(name: name ?? Stated("", line: 0), to: names(&reader, "to"))
    if rule.to.isEmpty { problems.add("`to` is missing; expected a list of receivers", at: reader.position) }
    rule.on = reader.strings("on").compactMap { news($0.text, $0.position) }
    for (text, position) in reader.strings("terms") {
      do throws(QueryError) {
        try rule.query.add(term: text)
        rule.terms.append(Stated(text, line: position.line))
      } catch {
        problems.add("`\(text)`: \(Self.words(error))", at: position)
      }
    }
    rule.coolDown = value(&reader, "cool_down", "a length of time such as 15min or 2h", TimeLength.init)
    rule.quietHours = value(&reader, "quiet_hours", "two times of day such as 22:00-06:30", QuietHours.init)
    rule.zone = zone(&reader, "timezone")
    reader.finish()
    return name == nil ? nil : rule
  }

  /// What only all of them together tell.
  func check(_ configuration: Configuration) {
    for names in [configuration.receivers.map(\.name), configuration.alerts.map(\.name)] {
      var known: Set<String> = []
      for name in names where !known.insert(name.value).inserted {
        problems.add("the name `\(name.value)` stands twice", at: TextPosition(line: name.line, column: 1))
      }
    }
    let receivers = configuration.receivers.map(\.name.value)
    for name in configuration.alerts.flatMap(\.to) where !receivers.contains(name.value) {
      problems.add(
        "no receiver is called `\(name.value)`\(Suggestion.text(for: name.value, among: receivers))",
        at: TextPosition(line: name.line, column: 1))
    }
  }

  // MARK: Values

  private func value<Value: Sendable>(
    _ reader: inout MappingReader, _ key: String, _ expected: String, _ make: (String) -> Value?
  ) -> Stated<Value>? {
    let position = reader.position(of: key)
    guard let text = reader.optionalString(key) else { return nil }
    if let value = make(text) { return Stated(value, line: position.line) }
    problems.add("`\(key): \(text)` is none of what is expected: \(expected)", at: position)
    return nil
  }

  private func address(_ text: String, _ position: TextPosition) -> Stated<String>? {
    if MailMessage.isAddress(text) { return Stated(text, line: position.line) }
    problems.add("`\(text)` is no address such as ops@example.org", at: position)
    return nil
  }

  private func webhook(_ reader: inout MappingReader) -> Stated<String>? {
    let position = reader.position(of: "webhook")
    guard let address = text(&reader, "webhook") else { return nil }
    if address.value.wholeMatch(of: /https?:\/\/[^\s"\\]+/) != nil { return address }
    // It may be a secret: it is not repeated.
    problems.add("a webhook begins with https:// or http:// and holds no blank", at: position)
    return nil
  }

  private func program(_ reader: inout MappingReader) -> [Stated<String>] {
    let command = reader.strings("command").map { Stated($0.text, line: $0.position.line) }
    if let first = command.first, !first.value.hasPrefix("/") {
      problems.add(
        "the program `\(first.value)` must begin with /", at: TextPosition(line: first.line, column: 1))
    }
    return command
  }

  private func news(_ text: String, _ position: TextPosition) -> Stated<IncidentNews.What>? {
    if let what = IncidentNews.What(rawValue: text) { return Stated(what, line: position.line) }
    let all = IncidentNews.What.allCases.map(\.rawValue)
    problems.add(
      "`\(text)` is none of \(all.joined(separator: ", "))\(Suggestion.text(for: text, among: all))", at: position)
    return nil
  }

  private static func words(_ error: QueryError) -> String {
    switch error {
    case .unknownKey(let name, _):
      "there is no key `\(name)`\(Suggestion.text(for: name, among: Query.Key.allCases.map(\.rawValue)))"
    case .unknownValue(let key, let value):
      "`\(value)` is none of \((key.values ?? []).joined(separator: ", "))"
    case .noValue(let key): "the value of `\(key.rawValue)` is missing"
    }
  }
}
