import IncidentStore
import LogPipeline
import OxtailService

/// The one incident whose id was given, or its beginning.
struct FoundIncident {
  let incident: Incident
  /// The answer with this incident alone.
  let result: ScanResult

  /// - Throws: Code 1 where there is none, 64 where the beginning fits several.
  init(_ id: String, in index: IndexOptions) throws(CommandError) {
    let reader = try index.reader()
    let typed = IndexReader.id(id)
    let ids = try CommandError.wrapping { () throws(StoreError) in try reader.ids(from: typed) }
    let found = try CommandError.wrapping { () throws(StoreError) -> (Incident, ScanResult)? in
      // A whole id may be the beginning of another one.
      guard let whole = ids.first, ids.count == 1 || whole == typed,
        let incident = try reader.incident(whole)
      else { return nil }
      return (incident, try reader.result(of: incident))
    }
    guard let found else { throw Self.notFound(id, ids, reader.path) }
    (incident, result) = found
  }

  private static func notFound(_ id: String, _ ids: [String], _ path: String) -> CommandError {
    guard ids.isEmpty else {
      return .usage(
        "\(id)", "begins the ids of \(ids.count) incidents",
        next: "say which: \(SafeText.list(ids.map { SafeText($0) }, max: 3))")
    }
    return CommandError("\(id)", "no such incident in \(path)", next: "`oxtail incidents` lists them", exitCode: 1)
  }

  var sides: Set<Side> { Set(result.sources.map(\.side)) }
}
