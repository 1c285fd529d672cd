import LogPipeline

/// A record that somebody who reads along is shown.
package struct TailRecord: Sendable {
  package var event: DatedEvent
  /// The record as it stands in its log, redacted.
  package var whole: RedactedText
  /// Whether a later one was shown before.
  package var isLate = false
  /// What is new of a record that was shown before, when there was less of it; `nil` for one that was not.
  package var growth: Growth?

  package enum Growth: Sendable {
    /// More of its text, which says the same.
    case text
    /// Another cause.
    case cause
  }

  package typealias Place = DatedEvent.Place

  package var place: Place { Place(event) }

  static func precedes(_ left: TailRecord, _ right: TailRecord) -> Bool {
    (left.event.time, left.event.host, left.place.generation, left.place.offset)
      < (right.event.time, right.event.host, right.place.generation, right.place.offset)
  }
}
