import LogPipeline

/// What an incident's occurrences say together, gathered in one pass: there may be more of them than memory has room for.
struct Circumstances {
  /// The hosts where it failed, those of the newest occurrences first.
  private(set) var hosts: [SafeText] = []
  /// Whom it concerns, the newest first, as many as were asked for.
  private(set) var subjects: [Subject] = []
  private(set) var subjectCount = 0
  /// How the occurrences are linked, in the words of ``Occurrence/linkWord``, the newest one's first, each with how many are so.
  private(set) var links: [(word: SafeText, count: Int)] = []
  /// How many occurrences come of the incident's first ones, and how.
  private(set) var relations: [(relation: Occurrence.Relation, count: Int)] = []
  /// That of the newest occurrence that has one.
  private(set) var restart: Restart?
  private let cause: CauseSpec
  private let operation: String?
  private var pleskHosts: [SafeText] = []
  private var subadmins: [SafeText] = []
  private var known: Set<Int> = []

  private enum Kind { case host, pleskHost, subadmin, subject }

  /// - Parameter subjectsMax: Further subjects are counted only.
  init(_ incident: Incident, subjectsMax: Int = 0) {
    cause = incident.cause
    operation = incident.operation
    for occurrence in incident.newestFirst { add(occurrence, subjectsMax) }
  }

  private mutating func add(_ occurrence: Occurrence, _ subjectsMax: Int) {
    if isNew(.host, occurrence.host) { hosts.append(SafeText(occurrence.host)) }
    if occurrence.partner != nil, isNew(.pleskHost, occurrence.host) { pleskHosts.append(SafeText(occurrence.host)) }
    if let subadmin = occurrence.names.completed.subadmin, !subadmin.isEmpty, isNew(.subadmin, subadmin) {
      subadmins.append(SafeText(subadmin))
    }
    if let subject = Subject(occurrence.names), isNew(.subject, subject) {
      subjectCount += 1
      if subjects.count < subjectsMax { subjects.append(subject) }
    }
    if let relation = occurrence.relation {
      if let index = relations.firstIndex(where: { $0.relation == relation }) {
        relations[index].count += 1
      } else {
        relations.append((relation, 1))
      }
    }
    if restart == nil { restart = occurrence.restart }
    let word = occurrence.linkWord
    if let index = links.firstIndex(where: { $0.word == word }) {
      links[index].count += 1
    } else {
      links.append((word, 1))
    }
  }

  /// A million names would be a hundred megabytes; their hashes are ten, and two alike are as good as never there.
  private mutating func isNew(_ kind: Kind, _ name: some Hashable) -> Bool {
    var hasher = Hasher()
    hasher.combine(kind)
    hasher.combine(name)
    return known.insert(hasher.finalize()).inserted
  }

  /// Who else meets it.
  var whoElse: SafeText { cause.affects.words(hosts: pleskHosts, subadmins: subadmins) }

  /// `install on plesk-06a`
  var place: SafeText {
    let hosts = SafeText.list(hosts, max: 3)
    return operation.map { "\($0) on \(hosts)" } ?? "on \(hosts)"
  }
}
