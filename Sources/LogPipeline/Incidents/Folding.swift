/// Folds records of one failure on one side together, so that it counts once.
enum Folding {
  /// Records of one request may lie this far apart.
  private static let requestMsMax: Int64 = 60_000
  /// Records without a request's id must follow each other closely: Plesk's nested heads and JUL have whole seconds.
  private static let adjacentMsMax: Int64 = 2_000

  /// Open groups that a record without a request's id is compared with: in a burst, a record's own kin are among the last.
  private static let recentGroupsMax = 64

  /// - Complexity: O(*n* log *n*); each record is compared with a bounded number of groups.
  static func failures(
    _ events: [DatedEvent], catalogue: Catalogue, same: (DatedEvent, DatedEvent) -> Bool
  ) -> [Failure] {
    var groups: [[DatedEvent]] = []
    var recent: [Int] = []
    var byRequest: [String: [Int]] = [:]
    for event in events.sorted(by: DatedEvent.precedes) {
      let request = event.event.request.map { "\(event.host) \($0)" }
      let candidates = (request.flatMap { byRequest[$0] } ?? []) + recent
      let home = candidates.first { index in
        event.time - (groups[index].last?.time ?? event.time) <= requestMsMax
          && groups[index].contains { same($0, event) } && groups[index].allSatisfy { areCompatible($0, event) }
      }
      if let home {
        groups[home].append(event)
      } else {
        recent.append(groups.count)
        if recent.count > recentGroupsMax { recent.removeFirst() }
        if let request { byRequest[request, default: []].append(groups.count) }
        groups.append([event])
      }
    }
    return groups.map { Failure($0, catalogue: catalogue) }
  }

  private static func areCompatible(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    Identifiers.compare(left.event.fields, right.event.fields).conflict == nil
  }

  /// Two records of Plesk's: the same fault on stdout and stderr, or in a nested record.
  static func isSameReport(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard left.host == right.host else { return false }
    if let mine = left.event.request, let other = right.event.request {
      return mine == other && textsAgree(left, right)
    }
    let isAdjacent =
      left.file == right.file
      && (left.event.position.end == right.event.position.offset
        || right.event.position.end == left.event.position.offset)
    // Two bare faults in a row are two failures; a fault and a wrapper are one.
    return isAdjacent && abs(left.time - right.time) <= adjacentMsMax && isWrapped(left) != isWrapped(right)
      && textsAgree(left, right)
  }

  private static func isWrapped(_ event: DatedEvent) -> Bool {
    event.event.findings.contains { $0.layer == .wrapper }
  }

  /// Two records of Open-Xchange's: inner error, handler and CXF of one request.
  static func isSameFailure(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard left.host == right.host else { return false }
    if let mine = left.event.request, let other = right.event.request { return mine == other }
    if !Set(left.event.exceptionIDs).isDisjoint(with: right.event.exceptionIDs) { return true }
    guard abs(left.time - right.time) <= adjacentMsMax else { return false }
    // One place in the code logs a failure once: the same place again is the next failure.
    guard left.event.origin != right.event.origin else { return false }
    if let mine = left.event.thread, let other = right.event.thread { return mine == other }
    return textsAgree(left, right)
  }

  /// Whether the texts are those of one fault, as far as both have one.
  private static func textsAgree(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    if left.event.faultTexts.isEmpty || right.event.faultTexts.isEmpty { return true }
    return left.event.faultTexts.contains { mine in right.event.faultTexts.contains { mine.agreement(with: $0) != nil }
    }
  }
}
