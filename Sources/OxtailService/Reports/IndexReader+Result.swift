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

  /// Some incidents, with the sources of all.
  package func result(of incidents: [Incident]) throws(StoreError) -> ScanResult {
    var result = ScanResult()
    result.incidents = incidents
    result.rows = rows
    if let text = try answer(), let answer = try? JSON.value(Sources.self, text) { result.sources = answer.sources }
    return result
  }

  /// The sources of which some occurrences' records are, in the order of the answer.
  package func sources(of occurrences: some Sequence<Occurrence>) throws(StoreError) -> [SourceReport] {
    let files = Set(occurrences.lazy.flatMap(\.evidence).map(\.event.file))
    return try sources(of: files).compactMap { try? JSON.value(SourceReport.self, $0) }
  }

  /// The part of ``IndexAnswer`` that speaks of no record.
  private struct Sources: Decodable {
    var sources: [SourceReport]
  }
}
