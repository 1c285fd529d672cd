/// An event with its place in the world: the instant and the host.
package struct DatedEvent: Codable, Sendable {
  /// The event stands in a record, in a failure and in evidence at once: kept once, it takes a third of the memory.
  private final class Shared: Codable, Sendable {
    let event: Event
    init(_ event: Event) { self.event = event }
  }

  private var shared: Shared
  package var event: Event {
    _read { yield shared.event }
    set { shared = Shared(newValue) }
  }
  package var time: Instant
  package var host: String
  package var file: String
  /// The row that holds it; 0 where it is only in memory.
  package var row: Int64
  /// Whether its clock showed this time twice that night, and nothing tells which of them it was: it may be an hour later.
  package var isHourUnknown: Bool

  package init(
    event: Event, time: Instant, host: String, file: String, row: Int64 = 0, isHourUnknown: Bool = false
  ) {
    self.isHourUnknown = isHourUnknown
    shared = Shared(event)
    self.time = time
    self.host = host
    self.file = file
    self.row = row
  }

  /// What tells two records apart, whatever their logs are called by now; one that still grew keeps its place.
  package struct Place: Hashable, Sendable {
    package var generation: Int
    package var offset: Int

    package init(_ event: DatedEvent) {
      generation = event.event.position.source
      offset = event.event.position.offset
    }
  }

  /// The one order in which events are looked at, whatever order they came in.
  static func precedes(_ left: DatedEvent, _ right: DatedEvent) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.host != right.host { return left.host < right.host }
    if left.event.side != right.event.side { return left.event.side < right.event.side }
    if left.file != right.file { return left.file < right.file }
    return left.event.position.offset < right.event.position.offset
  }

  /// The cause that its own record shows, if any.
  package var finding: Finding? { event.findings.first { $0.layer != .warning } ?? event.findings.first }
}
