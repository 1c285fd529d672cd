/// Recovery needs evidence: here, that each address which met the failure was served again, by the same service.
///
/// Only where the cause stood in everybody's way: a success of one customer says nothing of another one's limit or name. And not where the
/// failed attempt may have done its work: what is to be checked first is not over.
struct Recovery {
  private static let families: Set = ["transport", "database", "server"]

  /// Starts of the calls that went well, in order, by caller.
  private var successes: [Caller: [Instant]] = [:]

  private struct Caller: Hashable {
    var address: String
    var service: String
  }

  /// - Parameter exchanges: In the order of their starts.
  init(_ exchanges: [Exchange]) {
    for exchange in exchanges where exchange.isSuccess && !exchange.isFromAnotherProgram {
      guard let address = exchange.address, let service = exchange.service else { continue }
      successes[Caller(address: address, service: service), default: []].append(exchange.start)
    }
  }

  /// When the last of those who were affected was served again; `nil` without evidence for each of them.
  func time(of cause: CauseSpec, _ drafts: [OccurrenceDraft]) -> Instant? {
    guard Self.families.contains(cause.family), cause.affects == .host || cause.affects == .everyone,
      cause.retry != .checkFirst
    else { return nil }
    var last: [Caller: Instant] = [:]
    for draft in drafts {
      guard let exchange = draft.exchange, let address = exchange.address, let service = exchange.service else {
        return nil
      }
      let caller = Caller(address: address, service: service)
      last[caller] = max(last[caller] ?? exchange.start, exchange.start)
    }
    var end: Instant?
    for (caller, failed) in last {
      let times = successes[caller] ?? []
      let next = times.partitionPoint { $0 > failed }
      guard next < times.count else { return nil }
      end = max(end ?? times[next], times[next])
    }
    return end
  }
}
