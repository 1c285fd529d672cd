import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Tells what happened in a day, a week, a month or any other time, and what has to be done about it.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Tell what failed in a day, week, month or any other time, and who must do what about it.",
    usage: "oxtail report [--day|--week|--month] [-S <time>] [-o <form>] [<options>]",
    discussion: """
      Without -S it is the last whole day, week or month; with -S the one in which that time lies, and with -S and -U that \
      stretch of time. \(QueryOptions.terms) A report for a subadmin shows nobody else's names. The same index and period \
      give the same bytes.

      EXAMPLES
        oxtail report --week -o html --out week.html
        oxtail report --day -S 2026-05-17 --problems-first
        oxtail report --month --subadmin reseller7 -o md
        oxtail report --day --mail ops@example.org

      EXIT CODES
        0 done, also if empty  73 cannot make the file  77 permission denied
        64 usage               66 no index              78 no index of oxtail
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, html, md, json, csv
  }

  @OptionGroup(title: "What to report") var asked: QueryOptions

  @Flag(help: "One day.") var day = false
  @Flag(help: "One week, from Monday on.") var week = false
  @Flag(help: "One month.") var month = false
  @Flag(help: "Show ghosts, unknown failures and incidents before what is counted.") var problemsFirst = false

  @Option(
    name: .shortAndLong, help: ArgumentHelp("text, html, md, json or csv; by default as --out ends.", valueName: "form")
  )
  var output: Form?

  @Option(
    help: ArgumentHelp("Write into this file, which only its owner can read.", valueName: "file"), completion: .file())
  var out: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Send it to this address, as text with HTML beside it (repeatable). What cannot be sent is kept beside the index; oxtail alerts deliver tries it again.",
      valueName: "address"))
  var mail: [String] = []

  @OptionGroup(title: "Index") var index: IndexOptions

  @Option(
    name: .customLong("timezone"), help: ArgumentHelp("The zone of days and times; UTC by default.", valueName: "zone"),
    transform: ZoneArgument.zone)
  var timezone: NamedZone?

  func validate() throws {
    if [day, week, month].count(where: { $0 }) > 1 {
      throw ValidationError("--day, --week and --month exclude each other; give one of them")
    }
    for address in mail where !MailMessage.isAddress(address) {
      throw ValidationError("--mail expects an address such as ops@example.org; not \(address)")
    }
    if asked.filters.until != nil {
      if unit != nil {
        throw ValidationError("--until ends the period, and so does --day, --week or --month; give one")
      }
      if asked.filters.since == nil { throw ValidationError("--until needs --since; where does the period begin?") }
    }
  }

  func run() throws {
    let zone = timezone.map(ShownZone.init) ?? .utc
    var query = try asked.query(zone: zone)
    let period = Self.period(unit, query, zone.rule, now: Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)))
    (query.since, query.until) = (nil, nil)
    let reader = try index.reader()
    let report = try CommandError.wrapping { () throws(StoreError) in try PeriodReport(reader, period, query) }
    for words in ReportWords(report: report, zone: zone).unheard {
      StandardOutput.writeError("oxtail: \(words.string)\n")
    }
    if mail.isEmpty || out != nil || output != nil { try write(try text(report, zone)) }
    if !mail.isEmpty {
      let mail = ReportMail(report: report, zone: zone, problemsFirst: problemsFirst, to: mail)
      try mail.send(from: reader.path, try index.configuration.load())
    }
    try reader.sayTrouble()
  }

  private var unit: ReportPeriod.Unit? { day ? .day : week ? .week : month ? .month : nil }

  static func period(_ unit: ReportPeriod.Unit?, _ query: Query, _ zone: ZoneRule, now: Instant) -> ReportPeriod {
    guard let since = query.since else { return ReportPeriod(lastWhole: unit ?? .day, before: now, zone: zone) }
    if let unit { return ReportPeriod(unit, around: since, zone: zone) }
    let until = query.until ?? now
    return ReportPeriod(since: since, until: max(until, since + 1), zone: zone)
  }

  private var form: Form {
    output ?? out.flatMap { Form(rawValue: String($0.split(separator: ".").last ?? "")) } ?? .text
  }

  private func text(_ report: PeriodReport, _ zone: ShownZone) throws -> String {
    switch form {
    case .text:
      ReportText(report: report, zone: zone, problemsFirst: problemsFirst).page(
        width: out == nil ? Terminal.pageWidth() : 80
      ).text(.plain)
    case .html: ReportHTML(report: report, zone: zone, problemsFirst: problemsFirst).text
    case .md: ReportMarkdown(report: report, zone: zone, problemsFirst: problemsFirst).text
    case .json: try PlainJSON.text(ReportDocument(report), isPretty: true) + "\n"
    case .csv: ReportCSV.text(report)
    }
  }

  private func write(_ text: String) throws {
    guard let out else { return try StandardOutput.write(text) }
    try NewFile.write(text, to: out)
  }
}
