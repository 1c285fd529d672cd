import IncidentStore
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

/// What an index keeps beside the incidents and the records of no incident.
package struct IndexAnswer: Codable, Sendable {
  package var sources: [SourceReport]
  package var notes: [String]

  package init(_ result: ScanResult) {
    sources = result.sources
    notes = result.notes
  }

  /// The whole answer, of which the long lists are read as they are shown.
  ///
  /// - Parameter incidents: Those of the same index.
  package func result(_ incidents: [Incident], _ reader: IndexReader) throws(StoreError) -> ScanResult {
    var result = ScanResult()
    result.sources = sources
    result.notes = notes
    result.incidents = incidents
    result.suspected = try reader.rows.records(.suspected)
    result.otherClients = try reader.rows.records(.otherClients)
    result.rows = reader.rows
    return result
  }
}
