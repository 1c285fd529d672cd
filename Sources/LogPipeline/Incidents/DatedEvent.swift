/// An event with its place in the world: the instant and the host.
package struct DatedEvent: Codable, Sendable {
  package var event: Event
  package var time: Instant
  package var host: String
  package var file: String
  /// The row that holds it; 0 where it is only in memory.
  package var row: Int64

  package init(event: Event, time: Instant, host: String, file: String, row: Int64 = 0) {
    self.event = event
    self.time = time
    self.host = host
    self.file = file
    self.row = row
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
