import IncidentStore
import LogPipeline

/// `oxtail.report/1`: what `report -o json` prints. Keys may be added, none is renamed or removed.
package struct ReportDocument: Codable, Sendable {
  package var schema = "oxtail.report/1"
  var since: String
  var until: String
  /// What narrows the report: pairs of key and value.
  var filter: [[String]]
  /// Those of it of which nothing was ever read.
  var unheard: [[String]]
  @Null var newest: String?
  var notRead: [Blank]
  var tasks: [Task]
  var totals: Totals
  var before: Totals
  var trend: [Part]
  var causes: [Cause]
  var subjects: [Name]
  var hosts: [Name]
  var ghosts: [Ghost]
  @Null var recovery: Recovery?
  @Null var unknown: Int?
  var incidents: [Incident]

  enum CodingKeys: String, CodingKey {
    case schema, since, until, filter, newest, tasks, totals, before, trend, causes, subjects, hosts, ghosts, recovery
    case unheard, unknown, incidents
    case notRead = "not_read"
  }

  struct Blank: Codable, Sendable {
    @Null var host: String?
    var side: String
    /// `no-log`, `silent`, `stretch` (without a record), `only` (with records) or `unreadable`.
    var what: String
    @Null var since: String?
    @Null var until: String?
    @Null var places: Int?
  }

  struct Task: Codable, Sendable {
    var owner, cause, title, retry: String
    var blastRadius: String
    var failures, subjects: Int
    var incidents: [String]
    var fix: [String]

    enum CodingKeys: String, CodingKey {
      case owner, cause, title, retry, failures, subjects, incidents, fix
      case blastRadius = "blast_radius"
    }
  }

  struct Totals: Codable, Sendable {
    var failures, incidents, subjects: Int

    init(_ totals: ReportFigures.Totals) {
      (failures, incidents, subjects) = (totals.failures, totals.incidents, totals.subjects)
    }
  }

  struct Part: Codable, Sendable {
    var from: String
    var failures: Int
  }

  struct Cause: Codable, Sendable {
    var cause, title, owner: String
    var incidents, failures: Int
  }

  struct Name: Codable, Sendable {
    var name: String
    var failures, incidents: Int
    var last: String
    /// What imported lists know of it.
    @Null var listed: ListedNames?

    init(_ name: ReportFigures.NameFigures) {
      self.name = name.name
      (failures, incidents, last) = (name.failures, name.incidents, name.lastSeen.iso8601)
      listed = name.listed.map(ListedNames.init)
    }
  }

  struct Ghost: Codable, Sendable {
    var incident, host: String
    @Null var subject: String?
    var provedAt: String
    @Null var listed: ListedNames?

    enum CodingKeys: String, CodingKey {
      case incident, host, subject, listed
      case provedAt = "proved_at"
    }
  }

  struct Recovery: Codable, Sendable {
    var incidents: Int
    var medianMs, longestMs: Int64

    enum CodingKeys: String, CodingKey {
      case incidents
      case medianMs = "median_ms"
      case longestMs = "longest_ms"
    }
  }

  struct Incident: Codable, Sendable {
    var id, cause, title, owner, retry, state: String
    var failures, subjects: Int
    var first, last: String
    @Null var host: String?
    @Null var recoveredAt: String?

    enum CodingKeys: String, CodingKey {
      case id, cause, title, owner, retry, state, failures, subjects, first, last, host
      case recoveredAt = "recovered_at"
    }
  }

  package init(_ report: PeriodReport) {
    let figures = report.figures
    since = report.period.since.iso8601
    until = report.period.until.iso8601
    filter =
      report.query.conditions.map { [($0.isNegated ? "-" : "") + $0.key.rawValue, $0.value.text] }
      + report.query.words.map { ["word", $0.text] }
    unheard = report.unheard.map { [$0.key.rawValue, $0.value.text] }
    newest = figures.newest?.iso8601
    notRead = report.blanks.map(Blank.init)
    tasks = report.tasks.map(Task.init)
    totals = Totals(figures.totals)
    before = Totals(figures.before)
    trend = zip(report.period.parts, report.trend).map { Part(from: $0.iso8601, failures: $1) }
    causes = report.causes.map {
      Cause(
        cause: $0.cause, title: $0.title, owner: $0.owner.rawValue, incidents: $0.incidents, failures: $0.failures)
    }
    subjects = figures.subjects.map(Name.init)
    hosts = figures.hosts.map(Name.init)
    ghosts = figures.ghosts.map {
      Ghost(
        incident: $0.incident, host: $0.host, subject: $0.subject, provedAt: $0.provedAt.iso8601,
        listed: $0.listed.map(ListedNames.init))
    }
    recovery = report.recovery.map {
      Recovery(incidents: $0.incidents, medianMs: $0.medianMs, longestMs: $0.longestMs)
    }
    unknown = report.unknown?.count
    incidents = figures.incidents.map(Incident.init)
  }
}

extension ReportDocument.Blank {
  init(_ blank: ReportBlank) {
    switch blank {
    case .noLog(let side):
      self.init(host: nil, side: side.rawValue, what: "no-log", since: nil, until: nil, places: nil)
    case .silent(let host, let side):
      self.init(host: host, side: side.rawValue, what: "silent", since: nil, until: nil, places: nil)
    case .stretch(let host, let side, let since, let until):
      self.init(
        host: host, side: side.rawValue, what: "stretch", since: since.iso8601, until: until.iso8601, places: nil)
    case .only(let host, let side, let since, let until):
      self.init(
        host: host, side: side.rawValue, what: "only", since: since.iso8601, until: until.iso8601, places: nil)
    case .unreadable(let host, let side, let places):
      self.init(host: host, side: side.rawValue, what: "unreadable", since: nil, until: nil, places: places)
    }
  }
}

extension ReportDocument.Task {
  init(_ task: ReportTask) {
    self.init(
      owner: task.owner.rawValue, cause: task.cause, title: task.title, retry: task.retry.rawValue,
      blastRadius: task.affects.rawValue, failures: task.failures, subjects: task.subjects, incidents: task.incidents,
      fix: Array(task.fix.joined()))
  }
}

extension ReportDocument.Incident {
  init(_ incident: IncidentFigures) {
    let summary = incident.summary
    self.init(
      id: summary.id, cause: summary.cause, title: summary.title, owner: summary.owner.rawValue,
      retry: summary.retry.rawValue, state: summary.state.rawValue, failures: incident.failures,
      subjects: incident.subjects, first: incident.first.iso8601, last: incident.last.iso8601, host: incident.host,
      recoveredAt: incident.recoveredAt?.iso8601)
  }
}
