/// One failure as one side saw it: a record, and further records of the same failure.
package struct Failure: Sendable {
  /// In the order of ``DatedEvent/precedes(_:_:)``.
  package var events: [DatedEvent]
  /// Index of the event that shows the cause best.
  package var rootIndex: Int
  /// The best finding of all its records; `nil` where nobody understands it.
  package var finding: Finding?

  package var root: DatedEvent { events[rootIndex] }
  package var time: Instant { root.time }
  package var host: String { root.host }

  /// What its records captured, the root's first.
  package var fields: Fields {
    var fields = root.event.fields
    guard events.count > 1 else { return fields }
    for other in events { fields.merge(other.event.fields) { first, _ in first } }
    return fields
  }

  /// The root's first; at most ``Event/textsMax``, as of one record.
  package var faultTexts: [FaultText] { fromAll(\.faultTexts) }
  package var exceptionIDs: [String] { fromAll(\.exceptionIDs) }

  private func fromAll<Value: Hashable>(_ values: (Event) -> [Value]) -> [Value] {
    // Those of one record differ from each other, and are as few.
    guard events.count > 1 else { return values(root.event) }
    return Array((values(root.event) + events.flatMap { values($0.event) }).uniqued().prefix(Event.textsMax))
  }

  /// The address that Open-Xchange saw: the Plesk host's, a balancer's, or Apache's own.
  var remoteAddress: String? { events.lazy.compactMap(\.event.remoteAddress).first }
  var userAgent: String? { events.lazy.compactMap(\.event.userAgent).first }
  /// The SOAP service that was called.
  var service: String? {
    events.lazy.compactMap { $0.event.requestURI.flatMap { Recogniser.service(inURI: $0) } }.first
      ?? fields[.service]?.string
  }
  /// Whether a command-line tool made the call, and no program by SOAP: those that show their threads have SOAP in the server itself.
  /// Older ones, whose SOAP came by RMI too, name neither thread nor path.
  var isFromCommandLine: Bool {
    events.contains { $0.event.thread?.hasPrefix("RMI TCP Connection") == true && $0.event.requestURI == nil }
  }
  /// Whether the caller named itself, and is not PHP.
  var isFromAnotherProgram: Bool { userAgent.map { !$0.isEmpty && $0 != "-" && !$0.hasPrefix("PHP") } ?? false }
  package var operation: String? { events.lazy.compactMap(\.event.operation).first }

  init(_ events: [DatedEvent], catalogue: Catalogue) {
    self.events = events.sorted(by: DatedEvent.precedes)
    var best: (index: Int, finding: Finding)?
    for (index, event) in self.events.enumerated() {
      // A warning alone is no failure: it tells more of one, but nobody says that anything failed.
      guard event.event.kind == .failure, let finding = event.finding else { continue }
      if let known = best, known.finding.cause == finding.cause || !finding.outranks(known.finding, in: catalogue) {
        continue
      }
      best = (index, finding)
    }
    rootIndex = best?.index ?? 0
    finding = best?.finding
  }
}

extension Failure {
  /// All records but the root, each with what it is to the failure: what the root's place in the code logged once more led to it as
  /// well, as the second of two databases that cannot be reached.
  var others: [(role: Evidence.Role, event: DatedEvent)] {
    events.indices.filter { $0 != rootIndex }.map { index in
      let event = events[index]
      let isRoot =
        event.event.origin != nil && event.event.origin == root.event.origin
        && event.finding.map { $0.cause == finding?.cause } ?? false
      return (isRoot ? .root : .consequence, event)
    }
  }
}
