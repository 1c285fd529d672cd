extension Query {
  /// Whether something is what is asked for.
  ///
  /// - Parameters:
  ///   - time: When it was; `nil` fits any stretch of time.
  ///   - values: What it has for a key.
  ///   - text: Where words are looked for.
  package func admits(_ time: Instant?, values: (Key) -> [String], text: () -> String) -> Bool {
    if let time, !covers(time) { return false }
    for key in Set(conditions.map(\.key)) {
      let values = values(key)
      let (excluding, wanted) = (
        conditions.filter { $0.key == key && $0.isNegated }, conditions.filter { $0.key == key && !$0.isNegated }
      )
      if excluding.contains(where: { values.contains(where: $0.value.fits) }) { return false }
      if !wanted.isEmpty, !wanted.contains(where: { values.contains(where: $0.value.fits) }) { return false }
    }
    guard !words.isEmpty else { return true }
    let text = text()
    return words.allSatisfy { $0.stands(in: text) }
  }

  package func covers(_ time: Instant) -> Bool {
    if let since, time < since { return false }
    return until.map { time < $0 } ?? true
  }

  /// Whether a record is what is asked for. A record has no state; what it shows by itself tells cause, kind and owner.
  ///
  /// - Parameters:
  ///   - names: Whom it names, with what lists know of them; by default what it says itself.
  ///   - cause: The catalogue's entry with an id.
  package func admits(
    _ dated: DatedEvent, _ names: SubjectNames? = nil, text: String, cause: (String) -> CauseSpec?
  ) -> Bool {
    let event = dated.event
    let names = names ?? SubjectNames(event.fields)
    return admits(
      dated.time,
      values: { key in
        switch key {
        case .cause: event.findings.map(\.cause)
        case .kind: event.findings.compactMap { cause($0.cause)?.kind.rawValue }
        case .owner: event.findings.compactMap { cause($0.cause)?.owner.rawValue }
        case .state: []
        case .host: [dated.host]
        case .operation: event.operation.map { [$0] } ?? []
        case .side: [event.side.rawValue]
        case .domain, .mailbox, .context, .subscription, .subadmin, .customer: names[key]
        }
      }, text: { text })
  }

  /// Whether a failure is what is asked for. Cause, operation and state are its incident's.
  package func admits(_ occurrence: Occurrence, of incident: Incident) -> Bool {
    let names = occurrence.names
    let hosts = [occurrence.host] + occurrence.evidence.map(\.event.host)
    return admits(
      occurrence.time,
      values: { key in
        switch key {
        case .cause: [incident.cause.id]
        case .kind: [incident.cause.kind.rawValue]
        case .owner: [incident.cause.owner.rawValue]
        case .state: [incident.state.rawValue]
        case .operation: incident.operation.map { [$0] } ?? []
        case .host: hosts
        case .side: occurrence.evidence.map(\.event.event.side.rawValue)
        case .domain, .mailbox, .context, .subscription, .subadmin, .customer: names[key]
        }
      },
      text: {
        let texts = [
          incident.id, incident.cause.id, incident.cause.title, incident.operation ?? "", incident.owningEntity,
          incident.foldedText, occurrence.cause,
        ]
        // Words are what records say.
        let said = SubjectNames(occurrence.fields)
        let subjects: [Key] = [.domain, .mailbox, .context, .subscription, .subadmin]
        return (texts + hosts + subjects.flatMap { said[$0] }).joined(separator: " ")
      })
  }
}
