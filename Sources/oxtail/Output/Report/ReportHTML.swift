import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// A report as one page without any other part: no script is needed to read it, and none but its own is run.
struct ReportHTML {
  /// Some 95 bytes each: a page with all of them and sixty causes stays below 150 KB. Whether a retry helps goes by the cause.
  static let incidentsMax = 1000

  let report: PeriodReport
  let zone: ShownZone
  let problemsFirst: Bool
  /// Whether it goes into a mail, where no script is run and none is welcome.
  var isMail = false

  private var words: ReportWords { ReportWords(report: report, zone: zone) }

  var text: String {
    let problems = [ghosts, unknown, incidents].compactMap { $0 }
    let figures = [totals, trend, causes, names, recovery].compactMap { $0 }
    let body = report.isEmpty ? [nothing] : [tasks] + (problemsFirst ? problems + figures : figures + problems)
    let title: SafeText = "\(ReportWords.subject), \(words.period)"
    let page: HTML = """
      <!doctype html>
      <html lang=en>
      <head>
      <meta charset=utf-8>
      <meta http-equiv=Content-Security-Policy content="\(policy)">
      <meta name=viewport content="width=device-width,initial-scale=1">
      <meta name=referrer content=no-referrer>
      <meta name=robots content=noindex>
      <title>\(title)</title>
      <style>\(ReportStyle.css)</style>
      </head>
      <body>
      <header><p>\(ReportWords.subject)</p><h1>\(words.period)</h1><p>\(words.scope) · \(words.newest)</p></header>
      <main>
      \(HTML.joined([blanks].compactMap { $0 } + body, separator: "\n"))
      </main>
      <footer>Made by oxtail from its index; the same index and period give the same page.</footer>
      \(isMail ? "" : "<script>\(ReportStyle.script)</script>" as HTML)
      </body>
      </html>

      """
    return page.string
  }

  // MARK: Policy

  private var policy: SafeText {
    """
    default-src 'none'; style-src '\(Self.hash(ReportStyle.css.string))'; script-src '\(Self.hash(ReportStyle.script.string))'; \
    base-uri 'none'; form-action 'none'
    """
  }

  static func hash(_ text: String) -> String {
    "sha256-" + Data(Hashes.sha256(of: text)).base64EncodedString()
  }

  // MARK: First screen

  private func section(_ title: SafeText, _ content: HTML, style: SafeText = "") -> HTML {
    style.isEmpty
      ? "<section><h2>\(title)</h2>\(content)</section>"
      : "<section class=\(style)><h2>\(title)</h2>\(content)</section>"
  }

  private var blanks: HTML? {
    words.blanks.isEmpty
      ? nil : section("Not read", "<ul>\(HTML.joined(words.blanks.map { "<li>\($0)" }))</ul>", style: "warn")
  }

  private var nothing: HTML {
    section(report.isOfNobody ? "Nothing known" : "Nothing failed", HTML.joined(words.nothing.map { "<p>\($0)</p>" }))
  }

  private var tasks: HTML {
    guard !report.tasks.isEmpty else {
      return section("What to do", "<p>Nothing: no incident of this period is open.</p>")
    }
    var pieces: [HTML] = []
    var owner: CauseSpec.Owner?
    for task in report.tasks {
      if task.owner != owner { pieces.append("<p class=owner>\(task.owner.rawValue)</p>") }
      owner = task.owner
      let fix = words.fix(task).map { "\($0)\n" as HTML }
      let steps: HTML = fix.isEmpty ? "" : "<pre>\(HTML.joined(fix))</pre>"
      pieces.append(
        """
        <div class=task><h3>\(task.title)</h3><p>\(words.facts(task))<p>\(words.ids(task))\(steps)</div>
        """)
    }
    return section("What to do", HTML.joined(pieces))
  }

  // MARK: Figures

  private var totals: HTML {
    let (now, before) = (report.figures.totals, report.figures.before)
    func tile(_ word: SafeText, _ count: Int, _ note: SafeText) -> HTML {
      "<div><b>\(SafeText.grouped(count))</b>\(word)<br><span>\(note)</span></div>"
    }
    let states = report.states.map { "\($0.count) \($0.state.rawValue)" as SafeText }.joined(separator: ", ")
    return section(
      "Totals",
      """
      <div class=tiles>\(tile("failures", now.failures, words.before(before.failures)))\
      \(tile("incidents", now.incidents, words.before(before.incidents)))\
      \(tile("subjects", now.subjects, words.before(before.subjects)))</div><p class=note>Incidents: \(states)</p>
      """)
  }

  private var trend: HTML {
    let title: SafeText = report.period.hasDays ? "Failures by day" : "Failures by hour"
    let chart = ReportChart(title: title, labels: report.period.parts.map(words.part), counts: report.trend)
    return section(title, "<div class=chart>\(chart.svg)</div>\(chart.table)")
  }

  private var causes: HTML {
    let most = max(1, report.causes.first?.failures ?? 1)
    let rows = report.causes.map { cause -> HTML in
      """
      <tr><td>\(cause.title)<p>\(cause.cause) · \(cause.owner.rawValue) · retry \(cause.retry.word)<td>\(SafeText.grouped(cause.incidents))\
      <td>\(SafeText.grouped(cause.failures))<td><svg aria-hidden=true><rect width=\(max(1, cause.failures * 100 / most))% /></svg>

      """
    }
    return section(
      "Causes",
      """
      <table id=causes><thead><tr><th>Cause<th>Incidents<th>Failures<th></thead><tbody>
      \(HTML.joined(rows))</tbody></table>
      """)
  }

  private var names: HTML {
    let sections = [table("Subjects", report.figures.subjects), table("Hosts", report.figures.hosts)].compactMap { $0 }
    return "<div class=two>\(HTML.joined(sections))</div>"
  }

  private func table(_ title: SafeText, _ names: [ReportFigures.NameFigures]) -> HTML? {
    guard !names.isEmpty else { return nil }
    let rows = names.map { name -> HTML in
      "<tr><td>\(words.name(name))<td>\(SafeText.grouped(name.failures))<td>\(zone.minute(name.lastSeen))\n"
    }
    let rest: HTML =
      names.count == IndexReader.reportNamesMax ? "<p class=note>The \(names.count) with most failures.</p>" : ""
    return section(
      title,
      """
      <table><thead><tr><th>Name<th>Failures<th>Last</thead><tbody>
      \(HTML.joined(rows))</tbody></table>\(rest)
      """)
  }

  private var recovery: HTML? { words.recovery.map { section("Time to recovery", "<p>\($0).</p>") } }

  // MARK: Problems

  private var ghosts: HTML? {
    report.figures.ghosts.isEmpty
      ? nil
      : section(
        "Ghosts: failed for Plesk, done by Open-Xchange",
        "<ul>\(HTML.joined(report.figures.ghosts.map { "<li>\(words.ghost($0))" }))</ul>")
  }

  private var unknown: HTML? {
    guard let unknown = report.unknown, unknown.count > 0 else { return nil }
    let records = unknown.first.map { evidence -> HTML in
      let dated = evidence.event
      let place = EvidenceView(evidence: evidence, cause: nil, zone: zone).place
      return "\(dated.host)  \(zone.second(dated.time))  \(place)\n  \(dated.event.summary.string)\n"
    }
    return section(
      "Unknown failures",
      """
      <p>\(SafeText.count(unknown.count, "record")) that no pattern understands\(unknown.count > unknown.first.count ? ", the first of them" as SafeText : ""):</p>\
      <pre>\(HTML.joined(records))</pre>
      """)
  }

  private var incidents: HTML? {
    let all = report.figures.incidents
    guard !all.isEmpty else { return nil }
    // A thousand rows are most of a page: the style that most of them have is the table's, and a paragraph has the next one.
    let styles = Dictionary(grouping: all.prefix(Self.incidentsMax).map(\.summary.state.styleName.string)) { $0 }
    let ranked = styles.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map(\.key)
    let (common, next) = (ranked.first ?? "", ranked.dropFirst().first ?? "")
    func cell(_ state: Incident.State) -> HTML {
      switch state.styleName.string {
      case common: "<td>\(state.rawValue)"
      case next: "<td><p>\(state.rawValue)"
      default: "<td class=\(state.styleName)>\(state.rawValue)"
      }
    }
    let times = all.prefix(Self.incidentsMax).map { zone.minute($0.last).string }
    let year = Self.commonYear(times)
    let rows = zip(all, times).map { incident, time -> HTML in
      let summary = incident.summary
      return """
        <tr><td>\(summary.id)<td>\(time.dropFirst(year.count))<td>\(SafeText.grouped(incident.failures))<td>\(summary.owner.rawValue)\
        \(cell(summary.state))<td>\(summary.cause)<td>\(words.host(incident))

        """
    }
    let rest = all.count - rows.count
    return section(
      "Incidents",
      """
      <table id=inc class="\(common) p\(next)"><thead><tr><th>Id<th>Last seen \(year.dropLast())<th>Failures<th>Owner<th>State<th>Cause<th>Host</thead><tbody>
      \(HTML.joined(rows))</tbody></table>\(rest > 0 ? "<p class=note>and \(SafeText.grouped(rest)) more</p>" : "" as HTML)
      """)
  }

  /// What all times begin with, if it is one year: `2022-`.
  private static func commonYear(_ times: [String]) -> Substring {
    let years = Set(times.map { $0.prefix(5) })
    return years.count == 1 ? years.first ?? "" : ""
  }
}

extension Incident.State {
  /// The class of the page's style: a letter, as it stands there a thousand times.
  fileprivate var styleName: SafeText {
    switch style {
    case .bad: "b"
    case .caution: "c"
    case .good: "g"
    default: "q"
    }
  }
}
