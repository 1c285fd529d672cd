import LogPipeline

/// All that is known of a subject: its records, and what became of what failed.
package struct SubjectTrace: Sendable {
  /// In the order of time.
  package var events: [DatedEvent]
  /// The oldest first.
  package var outcomes: [Outcome]

  /// An incident that the subject met.
  package struct Outcome: Sendable {
    package var incident: IncidentSummary
    package var operation: String?
    /// How often the subject met it.
    package var failures: Int
    /// When the logs show that it was over.
    package var recoveredAt: Instant?
  }
}
