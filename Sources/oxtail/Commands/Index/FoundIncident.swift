import ArgumentParser
import LogPipeline
import OxtailService

/// The one incident whose id was given, or its beginning.
struct FoundIncident {
  let incident: Incident
  let result: ScanResult

  /// - Throws: Code 1 where there is none, 64 where the beginning fits several.
  init(_ id: String, in index: IndexOptions) throws(CommandError) {
    result = try index.result()
    let bare = id.uppercased()
    let prefix = bare.hasPrefix("OX-") ? bare : "OX-" + bare
    let found = result.incidents.filter { $0.id.hasPrefix(prefix) }
    if let exact = found.first(where: { $0.id == prefix }) ?? (found.count == 1 ? found[0] : nil) {
      incident = exact
      return
    }
    guard found.isEmpty else {
      throw .usage(
        "\(id)", "begins the ids of \(found.count) incidents",
        next: "say which: \(SafeText.list(found.map { SafeText($0.id) }, max: 3))")
    }
    throw CommandError(
      "\(id)", "no such incident in \(index.path)", next: "`oxtail incidents` lists them", exitCode: 1)
  }

  /// The answer with this incident alone.
  var alone: ScanResult {
    var alone = result
    alone.incidents = [incident]
    alone.suspected = []
    alone.otherClients = []
    return alone
  }

  var sides: Set<Side> { Set(result.sources.map(\.side)) }
}
