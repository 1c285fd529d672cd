/// What a record's head says.
package struct RecordHead: Equatable, Sendable {
  /// Index of the layout in its ``LayoutSet``.
  package var layout: Int
  /// `nil` where the head looks right but names no date that exists.
  package var time: CivilTime?
  package var level: Level
  /// Where the message begins, in bytes of the record's text, or of what ``Layout/rendered(_:)`` makes of it.
  package var messageStart: Int
  /// Seconds since 1970 UTC at which the request began, where the head carries PHP's `uniqid()`.
  package var requestStart: Int64?
}
