import LogPipeline

/// The answer of one scan.
package struct ScanResult: Sendable {
  package var sources: [SourceReport] = []
  package var skipped: [SkippedFile] = []
  package var incidents: [Incident] = []
  package var suspected: [Evidence] = []
  package var otherClients: [Evidence] = []
  /// What the reader should know: assumptions with the flag that corrects them, patterns that were switched off, passwords of an example.
  package var notes: [String] = []

  package init() {}

  /// The largest of what the skipped files ask for.
  package var exitCode: Int32 { skipped.map(\.exitCode).max() ?? 0 }
}
