import LogPipeline

/// What one run of an index did, and the answer that it left.
package struct IndexOutcome: Sendable {
  package var result = ScanResult()
  package var files: [FileNews] = []

  /// What was read of one file.
  package struct FileNews: Sendable {
    package var file: String
    package var newBytes: Int
    package var newRecords: Int
    /// Whether its content had never been seen.
    package var isNew: Bool
    /// What of the new bytes could not be kept.
    package var lostBytes = 0
  }
}

/// What an index keeps beside the incidents.
package struct IndexAnswer: Codable, Sendable {
  package var sources: [SourceReport]
  package var suspected: [Evidence]
  package var otherClients: [Evidence]
  package var notes: [String]

  package init(_ result: ScanResult) {
    sources = result.sources
    suspected = result.suspected
    otherClients = result.otherClients
    notes = result.notes
  }

  /// - Parameter incidents: Those of the same index.
  package func result(_ incidents: [Incident]) -> ScanResult {
    var result = ScanResult()
    result.sources = sources
    result.suspected = suspected
    result.otherClients = otherClients
    result.notes = notes
    result.incidents = incidents
    return result
  }
}
