/// What is played: the knobs of one simulated estate. The same corpus and seed write the same bytes.
package struct Corpus: Codable, Sendable {
  /// Layouts of Plesk's log, the newest last.
  package enum PleskEra: String, Codable, CaseIterable, Sendable {
    /// `2012-05-24T12:13:14+02:00 ERR (3): …`, Plesk 10 to 11.0.
    case zend
    /// `[2017-09-19 12:29:41] ERR [panel] …`, Plesk 11.5 to Onyx 17.
    case bracketed
    /// `[2021-12-19 13:58:02.439] 66792:61bfaae04eb73 ERR [panel] …`, Obsidian.
    case obsidian
  }

  /// Layouts of Open-Xchange's log.
  package enum NodeEra: String, Codable, CaseIterable, Sendable {
    /// java.util.logging, 6.22 to 7.4.1.
    case jul
    /// The look of it through logback, kept on upgraded systems.
    case compat
    case v742
    /// `2020-05-21T11:58:37,985+0200 …`, 7.6 to 7.10.
    case t
    case syslog
    case json
  }

  package var seed = 0
  /// The part of a long estate's time that is played. The machines are those of the seed, whatever the part.
  package var part = 0
  /// How long after the first part it begins.
  package var startsAfterMs: Int64 = 0
  /// Hosts take these in turn.
  package var pleskEras: [PleskEra] = [.obsidian]
  package var nodeEras: [NodeEra] = [.t]
  package var hosts = 4
  package var nodes = 1
  /// So many nodes, the last ones, are not written: nobody collected their logs.
  package var unreadNodes = 0
  /// From 7.10.4 on every fault carries an exceptionId.
  package var hasExceptionIDs = false
  package var failures = 100
  /// Between two failures, on average.
  package var intervalMs = 2000
  /// For one failure so many operations go well.
  package var successShare = 1.0
  /// The largest skew of a Plesk host's clock, either way.
  package var skewMs = 5000
  /// The same of a node's; one machine room keeps its clocks together, mostly.
  package var nodeSkewMs = 300
  /// How much a clock gains or loses in an hour.
  package var driftMsPerHour = 0
  /// Whether the reader is told the zones of logs that do not name them on the Plesk side.
  package var isPleskZoneKnown = true
  /// Whether Open-Xchange trusts X-Forwarded-For: the Plesk host's address stands in all of its records, else in none.
  package var hasAddresses = true
  package var hasApache = true
  /// How often a failure leaves several records on a side.
  package var severalRecordsShare = 0.3
  /// How often a record says the failure's bare message alone.
  package var bareShare = 0.0
  package var cutShare = 0.0
  package var escapedShare = 0.0
  package var wrapperOnlyShare = 0.0
  package var unknownWrapperShare = 0.0
  /// How often Plesk's record is missing where another side shows the failure.
  package var missingReportShare = 0.0
  /// How often Open-Xchange's record is missing although its application answered: its level hides it.
  package var missingRecordShare = 0.02
  /// Failures of other programs on Open-Xchange, and of other packages on Plesk, for one of ours.
  package var otherClientShare = 0.1
  package var otherPackageShare = 0.1
  /// How often a time-out did its work, so that the retry fails.
  package var ghostShare = 0.5
  /// Times at which nothing listens behind Apache for 40 s; the block goes on for a minute after.
  package var outages = 0
  /// Restarts of nodes, each with some calls that come too early.
  package var restarts = 0
  /// Whether a node writes that it starts: its level may hide it.
  package var logsStartUp = true
  /// How often a further step of a failed operation finds the first one still in progress.
  package var cascadeShare = 0.0
  /// All failures are this one.
  package var onlyCause: String?
  package var noiseEveryMs = 20_000
  /// Before the first and after the last failure.
  package var marginMs = 20 * 60_000
  /// Into how many generations a log is rotated, some of them within a record.
  package var generations = 1

  package init() {}
}
