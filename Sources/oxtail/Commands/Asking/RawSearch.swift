import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Finds records in the logs themselves: also those that no index keeps.
struct RawSearch {
  /// More than that is no answer, and would fill the memory: they are put in order by their times.
  static let recordsMax = 50_000

  let query: Query
  let matcher: SearchExpression?
  let reader: IndexReader
  let catalogue: Catalogue

  /// What was found, and what could not be read.
  struct Finding {
    var records: [RawReading.Record] = []
    var troubles: [CommandError] = []
    var isCut = false
  }

  /// - Throws: A usage error where no time is named or something is asked that only an index knows.
  func find() throws(CommandError) -> Finding {
    guard let since = query.since else {
      throw .usage("--raw", "reads files, which needs a time", next: "say from when on: -S -1h")
    }
    if let condition = query.conditions.first(where: { $0.key != .host && $0.key != .side }) {
      throw .usage(
        "\(condition.key.rawValue)", "only an index knows that", next: "with --raw name words, host:, side: and -g")
    }
    let sources = try sources()
    var finding = Finding()
    try CommandError.wrapping { () throws(StoreError) in
      let raw = RawReading(
        catalogue: catalogue, hash: (try? IndexKey.hash(besides: reader.path)) ?? Hashes.keyed(), since: since,
        until: query.until ?? Instant(ms: .max / 2))
      try raw.read(reader, wants: { Self.admits($0, $1, sources) }) { record in
        let text = record.text.string
        guard query.words.allSatisfy({ $0.stands(in: text) }), matcher?.admits(text) ?? true else { return true }
        finding.isCut = finding.records.count == Self.recordsMax
        if !finding.isCut { finding.records.append(record) }
        return !finding.isCut
      }
      finding.troubles = raw.troubles.map(Self.error)
    }
    finding.records.sort { ($0.time, $0.host, $0.file, $0.offset) < ($1.time, $1.host, $1.file, $1.offset) }
    return finding
  }

  private static func error(_ file: SkippedFile) -> CommandError {
    // Nobody named the file: the index did, and what is not there any more may be elsewhere.
    CommandError(file, next: file.exitCode == 66 ? "`oxtail index` finds where it went" : nil)
  }

  /// What the query says of logs, without its words.
  private func sources() throws(CommandError) -> Query {
    var sources = Query()
    do throws(QueryError) {
      for condition in query.conditions {
        try sources.add(condition.key, condition.value.text, isNegated: condition.isNegated)
      }
    } catch {
      throw CommandError(error)
    }
    return sources
  }

  private static func admits(_ host: String, _ side: Side, _ sources: Query) -> Bool {
    sources.admits(nil, values: { $0 == .host ? [host] : $0 == .side ? [side.rawValue] : [] }, text: { "" })
  }
}
