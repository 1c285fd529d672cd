/// Recovery needs evidence: here, that each address which met the failure was served again, by the same service.
///
/// Only where the cause stood in everybody's way: a success of one customer says nothing of another one's limit or name. And not where the
/// failed attempt may have done its work: what is to be checked first is not over.
struct Recovery {
  private static let families: Set = ["transport", "database", "server"]

  struct Caller: Hashable {
    var address: String
    var service: String

    /// - Returns: `nil` where Apache's records name one of the two not.
    init?(_ exchange: Exchange) {
      guard let address = exchange.address, let service = exchange.service else { return nil }
      self.address = address
      self.service = service
    }
  }

  /// Starts of the first calls that went well after ones that did not, in order: no other answers when something was over.
  private var successes: [Caller: [Instant]] = [:]
  private var successCount = 0
  private var successCountMax: Int
  private var last = Instant(ms: .min)
  /// Starts of the last calls that did not go well, or stood behind a failure, where none went well since.
  private var failed: [Caller: Instant] = [:]

  /// What is kept of some thousand turns is less than one decision's events.
  private static let countMin = 4096
  /// Whoever failed so long ago is known: the windows of what is undecided are minutes.
  private static let recentMs: Int64 = 86_400_000

  init() { self.init(countMin: Self.countMin) }

  /// - Parameter countMin: Successes that are kept whoever asks for them, fewer in a test.
  init(countMin: Int) { successCountMax = countMin }

  /// Takes the next call, in the order of the starts.
  ///
  /// - Parameter isTaken: Whether it stands behind a failure, whatever Apache answered.
  mutating func accept(_ exchange: Exchange, isTaken: Bool) {
    last = max(last, exchange.start)
    guard let caller = Caller(exchange) else { return }
    if exchange.isSuccess, !exchange.isFromAnotherProgram, let last = failed[caller], exchange.start > last {
      successes[caller, default: []].append(exchange.start)
      successCount += 1
      failed[caller] = nil
    }
    if isTaken || exchange.isFailed { failed[caller] = exchange.start }
  }

  /// When the last of those who were affected was served again; `nil` without evidence for each of them.
  ///
  /// - Parameter lastFailed: The last failed call of each; `nil` where one of the failures names no caller.
  func time(of cause: CauseSpec, _ lastFailed: [Caller: Instant]?) -> Instant? {
    guard let lastFailed, Self.families.contains(cause.family), cause.affects == .host || cause.affects == .everyone,
      cause.retry != .checkFirst
    else { return nil }
    var end: Instant?
    for (caller, failed) in lastFailed {
      let times = successes[caller] ?? []
      let next = times.partitionPoint { $0 > failed }
      guard next < times.count else { return nil }
      end = max(end ?? times[next], times[next])
    }
    return end
  }

  /// Whether so many successes are kept that those should go that nobody asks for.
  var isFull: Bool { successCount >= successCountMax }

  /// Forgets the successes that are no answer to any of these failed calls, but for those of the last day.
  ///
  /// What is kept is as much as there are failures that could be over, not as often as callers failed and were served again.
  mutating func forget(except asked: some Sequence<(key: Caller, value: Instant)>) {
    var kept = successes.mapValues { times in times.filter { last - $0 <= Self.recentMs } }
    for (caller, failed) in asked {
      let times = successes[caller] ?? []
      let next = times.partitionPoint { $0 > failed }
      if next < times.count { kept[caller, default: []].append(times[next]) }
    }
    successes = kept.mapValues { $0.sorted().uniqued() }.filter { !$0.value.isEmpty }
    successCount = successes.values.reduce(0) { $0 + $1.count }
    successCountMax = max(successCountMax, 2 * successCount)
  }
}
