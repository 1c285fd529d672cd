/// Finds the failures of Open-Xchange's that a report is worth comparing with: those that share an identifier or a text, and the
/// nearest in time, each a bounded number, so that a burst of thousands costs no more per report than a handful.
struct CandidateIndex {
  /// Nearest failures of each kind that can be the report's: where a whole second may be cut off and forty fail in each, the right one is among them.
  private static let nearestMax = 48
  /// Nearest ones that are looked at, with those of other hosts' calls among them.
  private static let lookedAtMax = 160

  private let times: [Int64]
  private var lists: [Key: [Int]] = [:]
  /// How many reports of the last instant have asked for a list: the n-th is looked for around the n-th.
  private var turns: [Key: (ms: Int64, count: Int)] = [:]

  private enum Key: Hashable {
    case all
    case text(String)
    case identifier(Field, String)
    case exceptionID(String)
  }

  /// - Parameter times: When each of the failures was written, as far as the clocks are known; by default what stands on it.
  init(_ failures: [Linker.Party], times: [Int64]? = nil) {
    let times = times ?? failures.map(\.time.ms)
    self.times = times
    for index in failures.indices.sorted(by: { (times[$0], $0) < (times[$1], $1) }) {
      let failure = failures[index]
      for key in Self.keys(failure) { lists[key, default: []].append(index) }
      for id in failure.exceptionIDs { lists[.exceptionID(id), default: []].append(index) }
    }
  }

  private static func keys(_ party: Linker.Party) -> [Key] {
    [.all] + party.texts.map { .text($0.text.string) }
      + [Field.mailbox, .domain, .contextName, .contextID].compactMap { field in
        party.fields[field].map { .identifier(field, $0.string.asciiLowercased) }
      }
  }

  /// Failures within the linker's window. Reports must ask in the order of time, each once.
  ///
  /// - Parameters:
  ///   - time: When the report was written, on the failures' clock; by default what stands on it.
  ///   - canBe: Whether a failure can be the report's, as far as its caller tells.
  /// - Returns: Indices in ascending order.
  mutating func candidates(
    for report: Linker.Party, at time: Int64? = nil, where canBe: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    let time = time ?? report.time.ms
    var found: Set<Int> = []
    for key in Self.keys(report) {
      let turn = turn(for: key, at: time)
      found.formUnion(nearest(in: lists[key] ?? [], to: time, turn: turn, within: Linker.windowMs, where: canBe))
    }
    return found.sorted()
  }

  /// Failures that share an exceptionId, however far away in time; the nearest ones, where there are many.
  func exact(for report: Linker.Party, at time: Int64? = nil) -> [Int] {
    let found = report.exceptionIDs.flatMap { id in
      nearest(in: lists[.exceptionID(id)] ?? [], to: time ?? report.time.ms, turn: 0, within: .max) { _ in true }
    }
    return Set(found).sorted()
  }

  private mutating func turn(for key: Key, at ms: Int64) -> Int {
    let last = turns[key]
    let count = last?.ms == ms ? (last?.count ?? 0) + 1 : 0
    turns[key] = (ms, count)
    return count
  }

  /// The nearest of a list that is ordered by time.
  private func nearest(
    in list: [Int], to time: Int64, turn: Int, within windowMs: Int64, where canBe: (Int) -> Bool
  ) -> [Int] {
    let first = index(in: list, from: time)
    let start = turn == 0 ? first : min(first + turn, index(in: list, from: time + Linker.closeMs))
    var result: [Int] = []
    var before = start - 1
    var after = start
    var count = 0
    while count < Self.nearestMax, result.count < Self.lookedAtMax {
      let distanceBefore = before >= 0 ? abs(time - times[list[before]]) : .max
      let distanceAfter = after < list.count ? abs(times[list[after]] - time) : .max
      guard before >= 0 || after < list.count, min(distanceBefore, distanceAfter) <= windowMs else { break }
      // The first report of a second looks around itself in time. The n-th knows only its turn, and looks around the n-th record by
      // place: by time, all of one second would look at the same few.
      let isBefore =
        turn > 0 && distanceBefore <= windowMs && distanceAfter <= windowMs
        ? start - before < after - start
        : distanceBefore < distanceAfter || (distanceBefore == distanceAfter && start - before < after - start)
      if isBefore {
        result.append(list[before])
        before -= 1
      } else {
        result.append(list[after])
        after += 1
      }
      if let last = result.last, canBe(last) { count += 1 }
    }
    return result
  }

  /// Where in a list the first failure stands that is not before `ms`.
  private func index(in list: [Int], from ms: Int64) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if times[list[middle]] < ms { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
