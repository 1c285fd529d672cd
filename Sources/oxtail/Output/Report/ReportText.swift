import IncidentStore
import LogPipeline
import OxtailService

/// A report for a terminal, a mail and cron, in the habit of pflogsumm.
struct ReportText {
  let report: PeriodReport
  let zone: ShownZone
  /// Whether incidents and unknown failures come before what is only counted.
  let problemsFirst: Bool

  private static let incidentsMax = 200
  private var words: ReportWords { ReportWords(report: report, zone: zone) }

  func page(width: Int) -> Page {
    var page = Page(width: width)
    addHeader(to: &page)
    guard !report.isEmpty else {
      page.addGap()
      for line in words.nothing.flatMap({ $0.wrapped(to: width) }) { page.add(StyledText(line)) }
      return page
    }
    addTasks(to: &page)
    if problemsFirst { addProblems(to: &page) }
    addTotals(to: &page)
    addTrend(to: &page)
    addCauses(to: &page)
    addNames("Subjects", report.figures.subjects, to: &page)
    addNames("Hosts", report.figures.hosts, to: &page)
    if let recovery = words.recovery {
      addTitle("Time to Recovery", to: &page)
      page.add(StyledText("  \(recovery)"))
    }
    if !problemsFirst { addProblems(to: &page) }
    return page
  }

  private func addHeader(to page: inout Page) {
    page.add(StyledText("\(ReportWords.subject): \(words.period)", .strong))
    page.add(StyledText("\(words.scope) · \(words.newest)", .quiet))
    guard !words.blanks.isEmpty else { return }
    addTitle("Not Read", to: &page)
    for blank in words.blanks { addItem(blank, to: &page) }
  }

  private func addTitle(_ title: SafeText, to page: inout Page) {
    page.addGap()
    page.add(title.styled(.strong))
    page.add(SafeText(joining: String(repeating: "-", count: title.width)).styled(.quiet))
  }

  private func addItem(_ text: SafeText, to page: inout Page) {
    for (index, line) in text.wrapped(to: page.width - 4).enumerated() {
      page.add(StyledText(index == 0 ? "  " : "    ") + StyledText(line))
    }
  }

  // MARK: What to do

  private func addTasks(to page: inout Page) {
    addTitle("What To Do", to: &page)
    guard !report.tasks.isEmpty else { return page.add(StyledText("  nothing: no incident of this period is open")) }
    var owner: CauseSpec.Owner?
    for task in report.tasks {
      if task.owner != owner {
        if owner != nil { page.addGap() }
        page.add(SafeText(task.owner.rawValue).styled(.id))
        owner = task.owner
      }
      addTask(task, to: &page)
    }
  }

  private func addTask(_ task: ReportTask, to page: inout Page) {
    for line in SafeText(task.title).wrapped(to: page.width - 2) { page.add(StyledText("  \(line)", .strong)) }
    for line in words.facts(task).wrapped(to: page.width - 4) { page.add(StyledText("    \(line)")) }
    page.add(StyledText("    \(words.ids(task))", .quiet))
    for step in words.fix(task) {
      for line in Step(step).lines(width: page.width - 6) { page.add(StyledText.blanks(6) + line) }
    }
  }

  // MARK: Figures

  private func addTotals(to page: inout Page) {
    addTitle("Grand Totals", to: &page)
    let (now, before) = (report.figures.totals, report.figures.before)
    for (word, count, old) in [
      ("failures", now.failures, before.failures), ("incidents", now.incidents, before.incidents),
      ("subjects", now.subjects, before.subjects),
    ] as [(SafeText, Int, Int)] {
      page.add(
        StyledText(SafeText.grouped(count).paddedAtStart(to: 9) + "  " + word.padded(to: 12))
          + words.before(old).styled(.quiet))
    }
    page.add(
      StyledText.lines(
        of: report.states.map { StyledText("\($0.count) \($0.state.rawValue)") }, width: page.width - 4
      ).map { StyledText.blanks(4) + $0 })
  }

  private func addTrend(to page: inout Page) {
    addTitle(report.period.hasDays ? "Per-Day Failures" : "Per-Hour Failures", to: &page)
    let counts = report.trend
    let most = max(1, counts.max() ?? 1)
    let room = page.width - 24
    for (start, count) in zip(report.period.parts, counts) {
      let bar = String(repeating: "█", count: count == 0 ? 0 : max(1, count * room / most))
      page.add(
        StyledText("    " + words.part(start).padded(to: 11) + SafeText.grouped(count).paddedAtStart(to: 6) + " ")
          + SafeText(joining: bar).styled(.caution))
    }
  }

  private func addCauses(to page: inout Page) {
    addTitle("Causes", to: &page)
    var table = TextTable([
      .init(title: "failures", isNumber: true), .init(title: "incidents", isNumber: true), .init(title: "owner"),
      .init(title: "cause"),
    ])
    for cause in report.causes {
      table.add([
        (.grouped(cause.failures), .plain), (.grouped(cause.incidents), .plain),
        (SafeText(cause.owner.rawValue), .plain),
        (SafeText(cause.cause), .plain),
      ])
    }
    add(table, to: &page)
  }

  private func addNames(_ title: SafeText, _ names: [ReportFigures.NameFigures], to page: inout Page) {
    guard !names.isEmpty else { return }
    addTitle(title, to: &page)
    var table = TextTable([
      .init(title: "failures", isNumber: true), .init(title: "last"), .init(title: "name"),
    ])
    for name in names {
      table.add([
        (.grouped(name.failures), .plain), (zone.minute(name.lastSeen), .plain), (words.name(name), .plain),
      ])
    }
    add(table, to: &page)
    if names.count == IndexReader.reportNamesMax {
      page.add(SafeText("  the first \(names.count); `oxtail stats` counts all").styled(.quiet))
    }
  }

  private func add(_ table: TextTable, to page: inout Page) {
    page.add(table.lines(width: page.width - 2).map { StyledText.blanks(2) + $0 })
  }

  // MARK: Problems

  private func addProblems(to page: inout Page) {
    if !report.figures.ghosts.isEmpty {
      addTitle("Ghosts: Failed for Plesk, Done by Open-Xchange", to: &page)
      for ghost in report.figures.ghosts { addItem(words.ghost(ghost), to: &page) }
    }
    if let unknown = report.unknown, unknown.count > 0 {
      addTitle("Unknown Failures", to: &page)
      addItem("\(SafeText.count(unknown.count, "record")) that no pattern understands", to: &page)
      for evidence in unknown.first {
        let view = EvidenceView(evidence: evidence, cause: nil, zone: zone)
        page.add(view.head(width: page.width - 2).map { StyledText.blanks(2) + $0 })
        page.add(StyledText.blanks(4) + view.excerpt(width: page.width - 4))
      }
    }
    guard !report.figures.incidents.isEmpty else { return }
    addTitle("Incidents", to: &page)
    let shown = report.figures.incidents.prefix(Self.incidentsMax).map { incident in
      var summary = incident.summary
      (summary.failures, summary.lastSeen) = (incident.failures, incident.last)
      return summary
    }
    IncidentList(incidents: shown, zone: zone, showsState: true).add(to: &page)
    let rest = report.figures.incidents.count - shown.count
    if rest > 0 { page.add(SafeText("and \(rest) more; `oxtail incidents` lists all").styled(.quiet)) }
  }
}
