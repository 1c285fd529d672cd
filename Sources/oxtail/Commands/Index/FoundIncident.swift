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
    let whole = try Self.wholeID(id, reader)
    let found = try CommandError.wrapping { () throws(StoreError) -> (Incident, ScanResult)? in
      guard let incident = try reader.incident(whole) else { return nil }
      return (incident, try reader.result(of: incident))
    }
    guard let found else { throw Self.notFound(id, [], reader.path) }
    (incident, result) = found
  }

  /// The id that an incident has now, of one that was typed: its beginning, or one that it had before.
  ///
  /// - Throws: As ``init(_:in:)`` does.
  static func wholeID(_ id: String, _ reader: IndexReader) throws(CommandError) -> String {
    let typed = IndexReader.id(id)
    let (current, ids) = try CommandError.wrapping { () throws(StoreError) in
      (try reader.currentID(typed), try reader.ids(from: typed))
    }
    // A whole id may be the beginning of another one.
    if let current { return current }
    guard let only = ids.first, ids.count == 1 else { throw notFound(id, ids, reader.path) }
    return only
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
