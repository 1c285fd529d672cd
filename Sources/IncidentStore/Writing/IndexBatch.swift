import LogPipeline

/// What one transaction adds to an index: records of one generation, and how far it is read with them.
package struct IndexBatch: Sendable {
  /// With the state that holds after the batch.
  package var generation: Generation
  /// In the order of their offsets. Those at or behind the generation's offset are provisional: the next batch replaces them.
  package var events: [StoredEvent] = []
  /// Rows at and behind the offset that was committed before give way, but for those before this one, which are as they were.
  package var keepsBefore = 0
  package var minutes: [MinuteCount] = []
  package var marks: [TimeMark] = []
  package var gaps: [Gap] = []
  /// Where gaps were that are none any more: their bytes turned up in a copy.
  package var closedGaps: [Int] = []

  package init(generation: Generation) { self.generation = generation }
}

/// An event and its record's own words.
package struct StoredEvent: Sendable {
  package var event: Event
  /// UTC milliseconds as far as the clock is known now; `nil` without any time.
  package var timeMs: Int64?
  /// The record's message and exceptions.
  package var text: RedactedText
  /// Its stack's frames; empty where it has none.
  package var stack: RedactedText

  package init(event: Event, timeMs: Int64?, text: RedactedText, stack: RedactedText) {
    self.event = event
    self.timeMs = timeMs
    self.text = text
    self.stack = stack
  }
}

/// Of one minute there may be several: they are added up.
package struct MinuteCount: Hashable, Sendable {
  package var minuteMs: Int64
  package var level: Level
  package var records: Int

  package init(minuteMs: Int64, level: Level, records: Int) {
    self.minuteMs = minuteMs
    self.level = level
    self.records = records
  }
}

package struct TimeMark: Hashable, Sendable {
  package var offset: Int
  package var line: Int
  package var timeMs: Int64

  package init(offset: Int, line: Int, timeMs: Int64) {
    self.offset = offset
    self.line = line
    self.timeMs = timeMs
  }
}
