/// Penalties: after a failed connection Apache refuses calls for a while, although Open-Xchange is up again. What runs into that belongs to the
/// outage before it.
struct Penalties {
  /// `retry` of mod_proxy where the record does not name it: Apache 2.2 never does.
  private static let secondsDefault: Int64 = 60
  /// Access lines are stamped with whole seconds.
  private static let stampMs: Int64 = 1_000

  /// When a host's Apache began to refuse, and how long it said it would.
  private struct Block {
    var event: DatedEvent
    var finding: Finding
    var endMs: Int64
  }

  /// By host, in the order of time.
  private var blocks: [String: [Block]] = [:]

  /// - Parameter events: Apache's, in any order.
  init(_ events: [DatedEvent]) {
    for event in events.sorted(by: DatedEvent.precedes) {
      // The record that begins it, not those of the calls that it meets.
      guard let finding = event.event.findings.first(where: { $0.cause == "transport.penalty" }),
        finding.text.string.contains("disabling worker")
      else { continue }
      let seconds = finding.captures[.seconds].flatMap { Int64($0.string) } ?? Self.secondsDefault
      blocks[event.host, default: []].append(
        Block(event: event, finding: finding, endMs: event.time.ms + min(seconds, 86_400) * 1000))
    }
  }

  /// Ties each call that a block met to the outage that caused it.
  func tie(_ drafts: inout [OccurrenceDraft]) {
    guard !blocks.isEmpty else { return }
    var outages: [String: [Int]] = [:]
    let order = drafts.indices.sorted { drafts[$0].occurrence.time < drafts[$1].occurrence.time }
    for index in order {
      guard let exchange = drafts[index].exchange, Self.isRefused(drafts[index].finding) else { continue }
      guard let block = block(meeting: exchange) else {
        outages[exchange.host, default: []].append(index)
        continue
      }
      drafts[index].blame(block.event, block.finding)
      drafts[index].parent = outages[exchange.host]?.last { outage in
        drafts[outage].exchange.map { block.event.time - $0.start <= block.endMs - block.event.time.ms } == true
      }
    }
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
