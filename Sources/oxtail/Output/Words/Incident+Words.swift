import LogPipeline

extension Incident {
  /// The newest first: its records are the most likely to be there still.
  var newestFirst: Listing<Occurrence> { occurrences.backwards }

  /// The hosts where it failed, those of the newest occurrences first.
  var hosts: [SafeText] { newestFirst.map { SafeText($0.host) }.uniqued() }

  /// The Plesk hosts among them.
  var pleskHosts: [SafeText] { newestFirst.filter { $0.partner != nil }.map { SafeText($0.host) }.uniqued() }

  var subadmins: [SafeText] { newestFirst.compactMap { $0.fields.text(.subadmin) }.uniqued() }

  /// Whom it concerns, the newest first.
  var subjects: [Subject] { newestFirst.compactMap { Subject($0.fields) }.uniqued() }

  /// Who else meets it.
  var whoElse: SafeText { cause.affects.words(hosts: pleskHosts, subadmins: subadmins) }

  /// `install on plesk-06a`
  var place: SafeText {
    let hosts = SafeText.list(hosts, max: 3)
    return operation.map { "\($0) on \(hosts)" } ?? "on \(hosts)"
  }

  static func isNewer(_ left: Incident, _ right: Incident) -> Bool {
    (right.lastSeen, right.id) < (left.lastSeen, left.id)
  }
}
