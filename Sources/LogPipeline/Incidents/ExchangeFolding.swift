/// Puts Apache's records of one exchange together: the access line, which is stamped with the start, and the errors in between.
struct ExchangeFolding {
  /// The longest proxy time-out in the field is 300 s; the error is written when it has passed.
  static let exchangeMsMax: Int64 = 320_000
  /// Access lines are stamped with whole seconds.
  private static let stampMs: Int64 = 1_000
  /// An error that names no client belongs to a call that began just then.
  private static let unnamedMsMax: Int64 = 2_000
  /// Calls that are looked at for one error: more in its stretch of time cannot be told apart anyway.
  private static let lookedAtMax = 64

  private let catalogue: Catalogue
  private let accesses: [DatedEvent]
  /// Indices of `accesses` in the order of time, by host, and by host and address.
  private var byCaller: [String: [Int]] = [:]

  /// - Parameter events: Apache's, in any order.
  /// - Returns: In the order of their starts.
  /// - Complexity: O(*n* log *n*).
  static func exchanges(_ events: [DatedEvent], catalogue: Catalogue) -> [Exchange] {
    ExchangeFolding(events, catalogue: catalogue).folded(events)
  }

  /// The exchanges that nothing from `ms` on can change, taken out of `events` with all that belongs to none.
  static func complete(_ events: inout [DatedEvent], before ms: Int64, catalogue: Catalogue) -> [Exchange] {
    let all = exchanges(events, catalogue: catalogue)
    guard ms < .max else {
      events = []
      return all
    }
    let (over, open) = (all.filter { isOver($0, before: ms) }, all.filter { !isOver($0, before: ms) })
    let kept = Set(open.flatMap(\.events).map(\.event.position))
    let done = Set(over.flatMap(\.events).map(\.event.position))
    events.removeAll { event in
      let place = event.event.position
      return done.contains(place) || (!kept.contains(place) && event.time.ms + reachMs < ms)
    }
    return over
  }

  /// How long after a call's beginning its last record may come, and how long an error waits for its call.
  static let reachMs = exchangeMsMax + unnamedMsMax

  private static func isOver(_ exchange: Exchange, before ms: Int64) -> Bool {
    let last = exchange.access?.time ?? exchange.errors[exchange.errors.count - 1].time
    return last.ms + reachMs < ms
  }

  private init(_ events: [DatedEvent], catalogue: Catalogue) {
    self.catalogue = catalogue
    accesses = events.filter { $0.event.http?.isAccess == true }.sorted(by: DatedEvent.precedes)
    for (index, access) in accesses.enumerated() {
      byCaller[Self.caller(access.host, nil), default: []].append(index)
      if let address = access.event.http?.address {
        byCaller[Self.caller(access.host, address), default: []].append(index)
      }
    }
  }

  private static func caller(_ host: String, _ address: String?) -> String { "\(host) \(address ?? "")" }

  private func folded(_ events: [DatedEvent]) -> [Exchange] {
    var errors: [Int: [DatedEvent]] = [:]
    var alone: [DatedEvent] = []
    for error in events.filter({ $0.event.http?.isAccess == false }).sorted(by: DatedEvent.precedes) {
      if let home = home(of: error) {
        errors[home, default: []].append(error)
      } else if error.event.isProvisioning {
        alone.append(error)
      }
    }
    let exchanges =
      accesses.enumerated().map { Exchange(access: $1, errors: errors[$0] ?? []) }
      + Self.runs(alone).map { Exchange(access: nil, errors: $0) }
    return exchanges.sorted { DatedEvent.precedes($0.events[0], $1.events[0]) }
  }

  /// The access line that an error speaks of.
  private func home(of error: DatedEvent) -> Int? {
    let address = error.event.http?.address
    let list = byCaller[Self.caller(error.host, address)] ?? []
    let reach = address == nil ? Self.unnamedMsMax : Self.exchangeMsMax
    let statuses = error.finding.flatMap { catalogue.compiledCause($0.cause)?.spec.httpStatus }
    let service = error.event.http?.service
    var best: (rank: (Int, Int, Int64), index: Int)?
    let end = list.partitionPoint { accesses[$0].time.ms > error.time.ms + (address == nil ? reach : Self.stampMs) }
    for index in list[..<end].suffix(Self.lookedAtMax).reversed() {
      let access = accesses[index]
      guard error.time - access.time <= reach else { break }
      guard let http = access.event.http, let status = http.status, status >= 400 else { continue }
      guard service == nil || http.service == nil || service == http.service else { continue }
      let rank = (
        service == http.service ? 0 : 1, statuses?.contains(status) == false ? 1 : 0, abs(error.time - access.time)
      )
      if best.map({ rank < $0.rank }) ?? true { best = (rank, index) }
    }
    return best?.index
  }

  /// Errors of one call without its access line: the same client and service within a second.
  private static func runs(_ errors: [DatedEvent]) -> [[DatedEvent]] {
    var runs: [[DatedEvent]] = []
    for error in errors {
      if let last = runs.last?.last, last.host == error.host, last.event.http == error.event.http,
        error.time - last.time <= stampMs, let first = runs.last?.first, error.time - first.time <= exchangeMsMax
      {
        runs[runs.count - 1].append(error)
      } else {
        runs.append([error])
      }
    }
    return runs
  }
}

extension Array {
  /// The index of the first element for which `isAfter` holds, in an array where all such elements stand at the end.
  ///
  /// - Complexity: O(log *n*).
  @inlinable package func partitionPoint(where isAfter: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
