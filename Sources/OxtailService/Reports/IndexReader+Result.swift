import IncidentStore
import LogPipeline

extension IndexReader {
  /// Everything that the index answers, as a scan would.
  ///
  /// - Parameter limit: The newest so many incidents.
  package func result(_ query: Query = Query(), limit: Int? = nil) throws(StoreError) -> ScanResult {
    guard let text = try answer() else { return ScanResult() }
    return try understood(IndexAnswer.self, text).result(try incidents(query, limit: limit), self)
  }

  /// Some incidents, with the sources of all.
  package func result(of incidents: [Incident]) throws(StoreError) -> ScanResult {
    var result = ScanResult()
    result.incidents = incidents
    result.rows = rows
    if let text = try answer() { result.sources = try understood(Sources.self, text).sources }
    return result
  }

  /// The sources of which some occurrences' records are, in the order of the answer.
  package func sources(of occurrences: some Sequence<Occurrence>) throws(StoreError) -> [SourceReport] {
    let files = Set(occurrences.lazy.flatMap(\.evidence).map(\.event.file))
    var reports: [SourceReport] = []
    for text in try sources(of: files) { reports.append(try understood(SourceReport.self, text)) }
    return reports
  }

  private func understood<Value: Decodable>(_ type: Value.Type, _ text: String) throws(StoreError) -> Value {
    guard let value = try? JSON.value(type, text) else {
      throw StoreError(
        .unusable, path: path, "holds an answer that cannot be understood: index the logs into another --db")
    }
    return value
  }

  /// The part of ``IndexAnswer`` that speaks of no record.
  private struct Sources: Decodable {
    var sources: [SourceReport]
  }
}
