import IncidentStore
import LogPipeline

/// The answer of one scan, or of an index.
package struct ScanResult: Sendable {
  package var sources: [SourceReport] = []
  package var skipped: [SkippedFile] = []
  package var incidents: [Incident] = []
  package var suspected: Listing<Evidence> = []
  package var otherClients: Listing<Evidence> = []
  /// Whether all records that must be somewhere are; of a scan.
  package var balance = Balance()
  /// What the reader should know: assumptions with the flag that corrects them, patterns that were switched off, passwords of an example.
  package var notes: [String] = []
  /// What made the answer impossible.
  package var failure: StoreError?
  /// Where the occurrences are read from while they are shown; `nil` where they are in memory.
  package var rows: AnswerRows?

  package init() {}

  /// The largest of what the skipped files ask for.
  package var exitCode: Int32 { skipped.map(\.exitCode).max() ?? 0 }

  /// What made the answer impossible, or its end missing when it was shown.
  package var trouble: StoreError? { failure ?? rows?.trouble }
}
