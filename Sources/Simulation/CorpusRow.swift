/// The corpora on which the project measures how good its correlation is.
package enum CorpusRow: String, CaseIterable, Sendable {
  case exceptionIDs = "exception-ids"
  case addresses
  case apache
  case texts
  case degraded
  case others
  case jul
  case julZones = "jul-zones"
  case burst
  case quiet
  case derived

  /// What is played, in a line.
  package var title: String {
    switch self {
    case .exceptionIDs: "exceptionId, 8 hosts, 2 nodes, 2 failures a second, skew 10 s"
    case .addresses: "no exceptionId, 4 hosts, a failure in 2 s, skew 5 s, all addresses"
    case .apache: "the same, no address, with Apache's logs"
    case .texts: "the same, no address, without Apache's logs"
    case .degraded: "degraded Plesk side, 1 in 5 of its records missing"
    case .others: "other clients and packages as frequent as ours"
    case .jul: "FILE_COMPAT and JUL, 3 hosts, a failure in 10 s, skew 5 s"
    case .julZones: "the same, unknown zones on the Plesk side"
    case .burst: "database down for 5 minutes, 1000 failures"
    case .quiet: "no failure, noise with errors of other subsystems"
    case .derived: "outages, penalties, ghosts, consequences, 3 nodes of which 1 is unread"
    }
  }

  /// - Parameter failures: How many of Plesk's failures; rows with a number of their own take no notice.
  package func corpus(seed: Int, failures: Int = 100) -> Corpus {
    var corpus = Corpus()
    (corpus.seed, corpus.failures) = (seed, failures)
    corpus.pleskEras = [.obsidian, .bracketed]
    switch self {
    case .exceptionIDs:
      (corpus.hasExceptionIDs, corpus.hosts, corpus.nodes) = (true, 8, 2)
      (corpus.intervalMs, corpus.skewMs) = (500, 10_000)
    case .addresses: break
    case .apache: corpus.hasAddresses = false
    case .texts: (corpus.hasAddresses, corpus.hasApache) = (false, false)
    case .degraded:
      corpus.missingReportShare = 0.2
      (corpus.bareShare, corpus.cutShare, corpus.escapedShare) = (0.15, 0.1, 0.1)
      (corpus.unknownWrapperShare, corpus.wrapperOnlyShare) = (0.1, 0.05)
    case .others: (corpus.otherClientShare, corpus.otherPackageShare) = (1, 1)
    case .jul, .julZones:
      corpus.nodeEras = [seed.isMultiple(of: 2) ? .compat : .jul]
      corpus.pleskEras = self == .jul ? [.bracketed, .zend] : [.bracketed]
      (corpus.hosts, corpus.intervalMs) = (3, 10_000)
      (corpus.hasAddresses, corpus.hasApache) = (false, false)
      corpus.isPleskZoneKnown = self == .jul
    case .burst:
      (corpus.failures, corpus.intervalMs, corpus.onlyCause) = (failures * 10, 300, "database.down")
      corpus.successShare = 0
    case .quiet:
      // As many failures' time, none of them: the noise of a day in a busy place.
      (corpus.failures, corpus.noiseEveryMs, corpus.marginMs) = (0, 100, failures * 100_000)
      (corpus.hosts, corpus.hasApache) = (1, true)
    case .derived:
      (corpus.outages, corpus.cascadeShare, corpus.ghostShare) = (2, 0.1, 1)
      (corpus.nodes, corpus.unreadNodes) = (3, 1)
    }
    return corpus
  }
}
