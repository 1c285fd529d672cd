/// Folds records of one failure on one side together, so that it counts once.
struct Folding {
  /// Records of one request may lie this far apart.
  private static let requestMsMax: Int64 = 60_000
  /// Records without a request's id must follow each other closely: Plesk's nested heads and JUL have whole seconds.
  private static let adjacentMsMax: Int64 = 2_000

  /// Open groups of a host, and of a request, that a record is compared with: in a burst, a record's own kin are among the last.
  private static let recentGroupsMax = 64
  /// Records of a group that a further one is compared with, from each end: a failure has a handful.
  private static let membersMax = 16

  /// A record that comes later than this after a group's first one begins another: a task that fails over and over in one request is
  /// a series, and what is held open is bounded.
  private static let spanMsMax: Int64 = 300_000

  private let catalogue: Catalogue
  private let same: (DatedEvent, DatedEvent) -> Bool
  /// Groups that a further record may join, by number.
  private var open: [Int: [DatedEvent]] = [:]
  private var groupCount = 0
  private var recent: [String: [Recent]] = [:]
  private var byRequest: [String: [Int]] = [:]

  /// One of the last groups of a host, be it open or not.
  private struct Recent {
    var number: Int
    /// When its first record was written.
    var ms: Int64
  }

  /// - Parameter same: Whether two records tell of one failure.
  init(catalogue: Catalogue, same: @escaping (DatedEvent, DatedEvent) -> Bool) {
    self.catalogue = catalogue
    self.same = same
  }

  /// All failures of some events, in any order.
  ///
  /// - Complexity: O(*n* log *n*); each record is compared with a bounded number of groups and of their records.
  static func failures(
    _ events: [DatedEvent], catalogue: Catalogue, same: @escaping (DatedEvent, DatedEvent) -> Bool
  ) -> [Failure] {
    var folding = Folding(catalogue: catalogue, same: same)
    for event in events.sorted(by: DatedEvent.precedes) { folding.accept(event) }
    return folding.close(before: .max)
  }

  /// Takes the next event in the order of ``DatedEvent/precedes(_:_:)``.
  mutating func accept(_ event: DatedEvent) {
    let request = Self.requestKey(event)
    if let home = home(of: event, request) {
      open[home, default: []].append(event)
    } else {
      recent[event.host, default: []].append(Recent(number: groupCount, ms: event.time.ms))
      if recent[event.host, default: []].count > Self.recentGroupsMax { recent[event.host]?.removeFirst() }
      if let request { byRequest[request, default: []].append(groupCount) }
      open[groupCount] = [event]
      groupCount += 1
    }
  }

  /// The last group that an event belongs to, among those of its request first.
  private func home(of event: DatedEvent, _ request: String?) -> Int? {
    let ofRequest = (request.flatMap { byRequest[$0] } ?? []).suffix(Self.recentGroupsMax)
    if let home = ofRequest.last(where: { takes(event, $0) }) { return home }
    for group in (recent[event.host] ?? []).reversed() {
      // Those before it are older still.
      guard event.time.ms - group.ms <= Self.spanMsMax else { return nil }
      if takes(event, group.number) { return group.number }
    }
    return nil
  }

  private func takes(_ event: DatedEvent, _ number: Int) -> Bool {
    guard let group = open[number], Self.isOpen(group, at: event.time.ms) else { return false }
    let members = Self.members(of: group)
    return members.contains { same($0, event) } && Self.fits(event, members)
  }

  private static func requestKey(_ event: DatedEvent) -> String? { event.event.request.map { "\(event.host) \($0)" } }

  private static func isOpen(_ group: [DatedEvent], at ms: Int64) -> Bool {
    ms - group[group.count - 1].time.ms <= requestMsMax && ms - group[0].time.ms <= spanMsMax
  }

  /// The failures that no event from `ms` on can join.
  mutating func close(before ms: Int64) -> [Failure] {
    let over = open.keys.filter { number in
      guard ms < .max, let group = open[number] else { return true }
      return !Self.isOpen(group, at: ms)
    }
    return over.sorted().compactMap { number in
      guard let group = open.removeValue(forKey: number) else { return nil }
      if let request = Self.requestKey(group[0]) {
        byRequest[request]?.removeAll { $0 == number }
        if byRequest[request]?.isEmpty == true { byRequest[request] = nil }
      }
      return Failure(group, catalogue: catalogue)
    }
  }

  /// When the first of the open groups began.
  var openSinceMs: Int64? { open.values.lazy.map { $0[0].time.ms }.min() }

  private static func members(of group: [DatedEvent]) -> [DatedEvent] {
    group.count <= 2 * membersMax ? group : group.prefix(membersMax) + group.suffix(membersMax)
  }

  /// Whether nothing in `event` contradicts any record of a group: what is the same as one of them may still be another failure
  /// than the others.
  private static func fits(_ event: DatedEvent, _ members: [DatedEvent]) -> Bool {
    guard members.allSatisfy({ areCompatible($0, event) }) else { return false }
    guard event.event.side == .plesk, !event.event.faultTexts.isEmpty else { return true }
    let telling = members.filter { !$0.event.faultTexts.isEmpty }
    return telling.isEmpty || telling.contains { textsAgree($0, event) }
  }

  private static func areCompatible(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard Identifiers.compare(left.event.fields, right.event.fields).conflict == nil else { return false }
    if let mine = left.event.request, let other = right.event.request { return mine == other }
    switch left.event.side {
    case .plesk: return role(left) != role(right) && operationsAgree(left, right)
    case .openXchange:
      return sharesExceptionID(left, right) || areDifferentPools(left, right)
        || (left.event.origin != right.event.origin && !contradictInExceptionIDs(left, right))
    case .apache: return true
    }
  }

  /// Two records of Plesk's: the same fault on stdout and stderr, or in a nested record.
  static func isSameReport(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard left.host == right.host else { return false }
    if let mine = left.event.request, let other = right.event.request {
      return mine == other && textsAgree(left, right)
    }
    // That another step still runs is no part of what this record tells.
    guard !isRefusal(left), !isRefusal(right) else { return false }
    guard left.file == right.file, abs(left.time - right.time) <= adjacentMsMax, role(left) != role(right) else {
      return false
    }
    return isAdjacent(left, right) && isInOrder(left, right) && textsAgree(left, right)
  }

  /// What says that a script's process ended badly stands before the script's record, not behind that of the step before.
  private static func isInOrder(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    let (first, second) = left.event.position.offset < right.event.position.offset ? (left, right) : (right, left)
    return role(second) != .utility || role(first) == .utility
  }

  private static func isRefusal(_ event: DatedEvent) -> Bool { event.finding?.cause == "plesk.busy" }

  private static func isAdjacent(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    let (mine, other) = (left.event.position, right.event.position)
    return mine.end == other.offset || other.end == mine.offset
  }

  private static func operationsAgree(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard let mine = left.event.operation, let other = right.event.operation else { return true }
    return mine == other || role(left) != .utility && role(right) != .utility
  }

  /// What a record of Plesk's is without a request's id. Two bare faults in a row are two failures, and so are two wrappers; a
  /// fault, the warning before it, the wrapper around it and what says that the script's process ended badly are one.
  private enum Role { case utility, wrapper, fault, warning }

  private static func role(_ event: DatedEvent) -> Role {
    let layers = event.event.findings.map(\.layer)
    if !layers.isEmpty, event.event.findings.allSatisfy({ $0.cause == "plesk.util-failed" }) { return .utility }
    if layers.contains(.wrapper) { return .wrapper }
    return !layers.isEmpty && layers.allSatisfy { $0 == .warning } ? .warning : .fault
  }

  /// Two records of Open-Xchange's: inner error, handler and CXF of one request.
  static func isSameFailure(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard left.host == right.host else { return false }
    if let mine = left.event.request, let other = right.event.request { return mine == other }
    if sharesExceptionID(left, right) { return true }
    // A thread serves one call after another.
    if contradictInExceptionIDs(left, right) { return false }
    guard abs(left.time - right.time) <= adjacentMsMax else { return false }
    // One place in the code logs a failure once: the same place again is the next failure, unless it goes from database to database.
    guard left.event.origin != right.event.origin || areDifferentPools(left, right) else { return false }
    if let mine = left.event.thread, let other = right.event.thread { return mine == other }
    return textsAgree(left, right)
  }

  private static func sharesExceptionID(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    left.event.exceptionIDs.contains { right.event.exceptionIDs.contains($0) }
  }

  /// Whether one place on one thread could connect neither to one database nor to another one.
  private static func areDifferentPools(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    guard left.event.origin == right.event.origin, let thread = left.event.thread, thread == right.event.thread,
      left.finding?.cause == "database.down", right.finding?.cause == "database.down"
    else { return false }
    return pools(left) != pools(right)
  }

  /// What a record says, without the id that each exception of Open-Xchange's own has.
  private static func pools(_ event: DatedEvent) -> [Substring] {
    event.event.faultTexts.map { fault in
      let text = fault.text.string[...]
      return text.range(ofLiteral: " exceptionID=").map { text[..<$0.lowerBound] } ?? text
    }
  }

  /// Whether both carry exceptionIds, and none in common.
  private static func contradictInExceptionIDs(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    !left.event.exceptionIDs.isEmpty && !right.event.exceptionIDs.isEmpty && !sharesExceptionID(left, right)
  }

  /// Whether the texts are those of one fault, as far as both have one.
  private static func textsAgree(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    if left.event.faultTexts.isEmpty || right.event.faultTexts.isEmpty { return true }
    return left.event.faultTexts.contains { mine in right.event.faultTexts.contains { mine.agreement(with: $0) != nil }
    }
  }
}
