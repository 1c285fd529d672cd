/// Penalties: after a failed connection Apache refuses calls for a while, although Open-Xchange is up again. What runs into that belongs to the
/// outage before it.
struct Penalties {
  /// `retry` of mod_proxy where the record does not name it: Apache 2.2 never does.
  private static let secondsDefault: Int64 = 60
  /// No block holds longer, whatever a record says.
  private static let secondsMax: Int64 = 86_400
  /// Access lines are stamped with whole seconds.
  private static let stampMs: Int64 = 1_000
  /// Blocks, and outages, of a host that are remembered: the last ones count.
  private static let rememberedMax = 4096
  /// How long before a failure its call may have begun.
  private static let callMsMax: Int64 = 3_600_000

  /// When a host's Apache began to refuse, and how long it said it would.
  private struct Block {
    var event: DatedEvent
    var finding: Finding
    var endMs: Int64
  }

  private struct Outage {
    var start: Instant
    var incident: Int
  }

  /// By host, in the order of time.
  private var blocks: [String: [Block]] = [:]
  private var outages: [String: [Outage]] = [:]

  /// Takes the next of Apache's events, in the order of time.
  mutating func observe(_ event: DatedEvent) {
    // The record that begins it, not those of the calls that it meets.
    guard let finding = event.event.findings.first(where: { $0.cause == "transport.penalty" }),
      finding.text.string.contains("disabling worker")
    else { return }
    let seconds = finding.captures[.seconds].flatMap { Int64($0.string) } ?? Self.secondsDefault
    let block = Block(event: event, finding: finding, endMs: event.time.ms + min(seconds, Self.secondsMax) * 1000)
    Self.remember(block, in: &blocks[event.host, default: []])
  }

  private static func remember<Element>(_ element: Element, in list: inout [Element]) {
    list.append(element)
    if list.count > rememberedMax { list.removeFirst() }
  }

  /// Blames the outage for a call that a block met.
  ///
  /// - Parameter draft: Drafts come in the order of time.
  /// - Returns: The outage's incident, if it is known.
  func tie(_ draft: inout OccurrenceDraft) -> Int? {
    guard let exchange = draft.exchange, Self.isRefused(draft.finding), let block = block(meeting: exchange) else {
      return nil
    }
    draft.blame(block.event, block.finding)
    draft.occurrence.relation = .penalty
    return outages[exchange.host]?.last { block.event.time - $0.start <= block.endMs - block.event.time.ms }?.incident
  }

  /// Remembers an outage: a call that was refused, and by no block.
  mutating func learn(_ draft: OccurrenceDraft, incident: Int) {
    guard let exchange = draft.exchange, Self.isRefused(draft.finding), block(meeting: exchange) == nil
    else { return }
    Self.remember(Outage(start: exchange.start, incident: incident), in: &outages[exchange.host, default: []])
  }

  /// Forgets blocks that no call meets which failed at `ms` or later.
  mutating func forget(before ms: Int64) {
    for host in blocks.keys { blocks[host]?.removeAll { $0.endMs + Self.callMsMax < ms } }
  }

  private static func isRefused(_ finding: Finding) -> Bool {
    finding.cause == "transport.unavailable" || finding.cause == "transport.penalty"
  }

  /// The block that was in force when a call began; the call that caused it is not met by it.
  private func block(meeting exchange: Exchange) -> Block? {
    if exchange.errors.contains(where: { $0.finding?.cause == "transport.unavailable" }) { return nil }
    return blocks[exchange.host]?.last { block in
      block.event.time.ms < exchange.start.ms && exchange.start.ms <= block.endMs + Self.stampMs
    }
  }
}

extension OccurrenceDraft {
  /// Makes another record the root: what it says is the cause.
  mutating func blame(_ root: DatedEvent, _ finding: Finding) {
    self.finding = finding
    occurrence.cause = finding.cause
    let link = occurrence.webLink
    for index in occurrence.evidence.indices where occurrence.evidence[index].role == .root {
      occurrence.evidence[index].role = .support
    }
    occurrence.evidence.append(Evidence(role: .root, event: root, link: link))
  }
}
