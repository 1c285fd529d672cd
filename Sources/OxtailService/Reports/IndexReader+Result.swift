import IncidentStore
import LogPipeline

extension IndexReader {
  /// Everything that the index answers, as a scan would.
  ///
  /// - Parameter limit: The newest so many incidents.
  package func result(_ query: Query = Query(), limit: Int? = nil) throws(StoreError) -> ScanResult {
    guard let text = try answer(), let answer = try? JSON.value(IndexAnswer.self, text) else { return ScanResult() }
    return try answer.result(try incidents(query, limit: limit), self)
  }

  /// One incident, with the sources of all.
  package func result(of incident: Incident) throws(StoreError) -> ScanResult {
    var result = ScanResult()
    result.incidents = [incident]
    result.rows = rows
    if let text = try answer(), let answer = try? JSON.value(Sources.self, text) { result.sources = answer.sources }
    return result
  }

  /// The part of ``IndexAnswer`` that speaks of no record.
  private struct Sources: Decodable {
    var sources: [SourceReport]
  }
}
