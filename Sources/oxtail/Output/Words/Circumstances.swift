import LogPipeline

/// What an incident's occurrences say together, gathered in one pass: there may be more of them than memory has room for.
struct Circumstances {
  /// The hosts where it failed, those of the newest occurrences first.
  private(set) var hosts: [SafeText] = []
  /// Whom it concerns, the newest first, as many as were asked for.
  private(set) var subjects: [Subject] = []
  private(set) var subjectCount = 0
  /// How the occurrences are linked, in the words of ``OccurrenceOutline/linkWord``, the newest one's first, each with how many are so.
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

  private enum Kind { case host, pleskHost, names, subadmin, subject }

  /// - Parameter subjectsMax: Further subjects are counted only.
  init(_ incident: Incident, subjectsMax: Int = 0) {
    cause = incident.cause
    operation = incident.operation
    for occurrence in incident.outlines.backwards { add(occurrence, subjectsMax) }
  }

  private mutating func add(_ occurrence: OccurrenceOutline, _ subjectsMax: Int) {
    if isNew(.host, occurrence.host) { hosts.append(SafeText(occurrence.host)) }
    if occurrence.partner != nil, isNew(.pleskHost, occurrence.host) { pleskHosts.append(SafeText(occurrence.host)) }
    let names = occurrence.names
    // Most of what names the same is a retry: it is not put into words again.
    if isNew(.names, names) { add(names, subjectsMax) }
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

  private mutating func add(_ names: SubjectNames, _ subjectsMax: Int) {
    if let subadmin = names.completed.subadmin, !subadmin.isEmpty, isNew(.subadmin, subadmin) {
      subadmins.append(SafeText(subadmin))
    }
    guard let subject = Subject(names), isNew(.subject, subject) else { return }
    subjectCount += 1
    if subjects.count < subjectsMax { subjects.append(subject) }
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
