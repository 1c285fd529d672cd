import IncidentStore
import LogPipeline
import OxtailService

/// The one incident whose id was given, or its beginning.
struct FoundIncident {
  let incident: Incident
  private let reader: IndexReader

  /// - Throws: Code 1 where there is none, 64 where the beginning fits several.
  init(_ id: String, in index: IndexOptions) throws(CommandError) {
    let reader = try index.reader()
    let whole = try Self.wholeID(id, reader)
    guard let incident = try CommandError.wrapping({ () throws(StoreError) in try reader.incident(whole) }) else {
      throw Self.notFound(id, [], reader.path)
    }
    self.incident = incident
    self.reader = reader
  }

  /// The answer with this incident and maybe others.
  func result(with others: [Incident] = []) throws(CommandError) -> ScanResult {
    try CommandError.wrapping { () throws(StoreError) in try reader.result(of: [incident] + others) }
  }

  /// The sources of which some of its occurrences' records are.
  func sources(of occurrences: some Sequence<Occurrence>) throws(CommandError) -> [SourceReport] {
    try CommandError.wrapping { () throws(StoreError) in try reader.sources(of: occurrences) }
  }

  /// The sides of which logs were read.
  func sides() throws(CommandError) -> Set<Side> {
    try CommandError.wrapping { () throws(StoreError) in try reader.sides() }
  }

  /// What made its occurrences end early, which is known at their end.
  var trouble: StoreError? { reader.rows.trouble }

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
}
