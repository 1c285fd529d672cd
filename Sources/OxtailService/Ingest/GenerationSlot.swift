import IncidentStore
import LogPipeline

/// One generation of a log while an index is brought up to date.
struct GenerationSlot {
  /// As it is committed.
  var generation: Generation
  /// With the records that are final: what the reading goes on from.
  var settled: SourceRead
  /// With the last record as well, which may still grow.
  var shown: SourceRead
  /// What the framer knew before the last record.
  var memory = RecordFramer.Memory()
  /// What the rows behind the offset hold.
  var storedTail: [StoredTail] = []
  /// How it was before this run; `nil` for a new one.
  var before: SourceRead?
  /// Whether one of this run's files holds it.
  var isSeen = false
  var hasGrown = false
  /// Whether the run before came to its end with it.
  var wasWhole = false
  /// The bytes before its first record, to be framed again.
  var openingBytes = 0
  /// What the newest answer tells of its clock, where its records do not.
  var estimate: ZoneEstimate?
  /// What following knows of it beside; `nil` where it was never followed.
  var followed: FollowedFacts?

  // While it is followed:

  /// Its last record, its own events and the bytes around them, as if no rotation had split anything; `nil` where they are not in memory.
  var bare: SourceRead?
  /// Of its first bytes, how many belong to the last record of an older generation.
  var joinedBytes = 0
  /// The zone that is configured for it, and that of its host's other logs.
  var configured: ZoneRule?
  var assumed: ZoneRule?
  /// What its clock knew when these were looked for.
  var knowledgeNamed: SourceClock.Knowledge?

  struct StoredTail: Equatable {
    var offset: Int
    var byteCount: Int
    var kind: Event.Kind
    var cause: String?
    var summary: RedactedText

    init(_ event: Event) {
      offset = event.position.offset
      byteCount = event.position.byteCount
      kind = event.kind
      cause = event.findings.first?.cause
      summary = event.summary
    }
  }

  /// What `Generation.state` holds.
  struct State: Codable {
    var settled: SourceRead
    var shown: SourceRead
    var memory: RecordFramer.Memory
    var openingBytes: Int
    /// Whether `shown` holds the last record: a run that was killed may have ended before it.
    var isWhole: Bool
    var followed: FollowedFacts?
  }

  var state: State {
    State(
      settled: settled, shown: shown, memory: memory, openingBytes: openingBytes, isWhole: true,
      followed: followed)
  }

  /// The clock of a reading of it, with all that is known.
  func clock(of read: SourceRead) -> SourceClock { read.clock.correlated(by: estimate) }

  var tail: [Event] { Array(shown.events[settled.events.count...]) }
}
