import LogPipeline
import LogTail

/// What is assumed of followed logs, in the words of ``ReadingNotes``: once for each log, whatever its files are called meanwhile, and again where
/// something else is assumed.
struct AssumptionNotes {
  private var said: Set<Said> = []
  /// The same by files, of which it was looked up whose generation they are: that takes long, and is asked after each turn.
  private var seen: Set<Said> = []

  private struct Said: Hashable {
    var log: String
    var zone: SourceClock.Knowledge?
    var isZoneBorrowed = false
  }

  /// What was not said yet.
  mutating func notes(_ sources: [SourceReport]) -> [String] {
    let sources = sources.filter { $0.records > 0 && !$0.host.isEmpty }
    let zones = sources.filter { source in
      guard source.zone == .assumed || source.zone == .correlated else { return false }
      return isNew(source, zone: source.zone)
    }
    let hosts = sources.filter { $0.isHostAssumed && isNew($0, zone: nil) }
    return ReadingNotes(zonesOf: zones, hostsOf: hosts).notes
  }

  private mutating func isNew(_ source: SourceReport, zone: SourceClock.Knowledge?) -> Bool {
    var assumed = Said(log: source.file, zone: zone, isZoneBorrowed: zone != nil && source.isZoneBorrowed)
    guard seen.insert(assumed).inserted else { return false }
    assumed.log = RotatedName(source.file).log
    return said.insert(assumed).inserted
  }
}
