import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

struct PeriodReportTests {
  let logs: IndexedLogs

  init() throws { logs = try IndexedLogs() }

  private var directory: TemporaryDirectory { logs.directory }

  private static let day = ReportPeriod(
    .day, around: Instant(ms: CivilTime(year: 2017, month: 9, day: 19)?.localMs ?? 0), zone: .utc)

  private func index() throws { try logs.index() }

  private func report(_ terms: [String] = [], _ period: ReportPeriod = day) throws -> PeriodReport {
    var query = Query()
    for term in terms { try query.add(term: term) }
    return try PeriodReport(try logs.reader(), period, query)
  }

  /// An outage that two subadmins' customers met, and a limit of one of them.
  private func writeSharedOutage() throws {
    func report(_ clock: String, _ domain: String, _ context: String) -> String {
      """
      [2017-09-19 \(clock)] ERR [panel] Configuration of Open-Xchange for \(domain) failed: SoapFault exception: [soap:Server] No usable or suitable filestore found in /opt/psa/var/apspackages/a1/scripts/ox.php:61
      Stack trace:
      #0 /opt/psa/var/apspackages/a1/scripts/ox.php(214): OXContext->create('\(context)', Object(Credentials))
      #1 {main}

      """
    }
    try directory.write(
      "plesk1/panel.log",
      report("10:00:00", "alpha-shop.example", "reseller7_11")
        + report("10:20:00", "beta-garden.example", "reseller8_12")
        + LogTexts.panelNoise("12:00:00"))
    try directory.write(
      "ox1/open-xchange.log",
      LogTexts.noise("09:50:00") + LogTexts.failure("10:00:00").joined() + LogTexts.failure("10:20:00").joined()
        + LogTexts.noise("10:30:00"))
    try index()
  }

  @Test func `a report for a subadmin shows nobody else's names, also inside of a shared outage`() throws {
    try writeSharedOutage()
    let whole = try report()
    #expect(whole.figures.incidents.count == 1)
    #expect(Set(whole.figures.subjects.map(\.name)) == ["alpha-shop.example", "beta-garden.example"])
    for (subadmin, own, other) in [
      ("reseller7", "alpha-shop", "beta-garden"), ("reseller8", "beta-garden", "alpha-shop"),
    ] {
      let report = try report(["subadmin:\(subadmin)"])
      #expect(report.figures.totals.failures == 1, "\(subadmin)")
      let text = try JSON.text(ReportDocument(report))
      #expect(text.contains(own), "\(subadmin)")
      for word in [other, subadmin == "reseller7" ? "reseller8" : "reseller7"] { #expect(!text.contains(word)) }
      #expect(report.unknown == nil)
    }
  }

  @Test func `what a list says of another subadmin stays out of a subadmin's report`() throws {
    try writeSharedOutage()
    var row = InventoryRow(line: 2, kind: .contexts)
    row.id = 12
    row.name = RedactedText(rowText: "reseller8_12")
    row.owner = RedactedText(rowText: "reseller8")
    row.detail = RedactedText(rowText: "alpha-shop.example")
    try logs.writer().replace([row], of: InventorySource(kind: .contexts, name: "contexts.csv", rows: 1))
    let whole = try JSON.text(ReportDocument(try report()))
    #expect(whole.contains("reseller8_12"))
    let own = try JSON.text(ReportDocument(try report(["subadmin:reseller7"])))
    #expect(own.contains("alpha-shop") && !own.contains("reseller8"))
    let occurrences = try logs.reader().incidents().flatMap { Array($0.occurrences) }
    for occurrence in occurrences where occurrence.names.subadmin == "reseller7" { #expect(occurrence.listed == nil) }
  }

  @Test func `a report for an owner shows only what that team must do`() throws {
    try directory.write(
      "plesk1/panel.log",
      LogTexts.report("10:00:00")
        + "[2017-09-19 11:00:00] ERR [panel] Configuration of Open-Xchange for c.example failed: SoapFault exception: [HTTP] Could not connect to host\n"
        + LogTexts.panelNoise("12:00:00"))
    try index()
    #expect(Set(try report().tasks.map(\.owner)).count == 2)
    for owner in try report().tasks.map(\.owner) {
      let report = try report(["owner:\(owner.rawValue)"])
      #expect(Set(report.tasks.map(\.owner)) == [owner])
      #expect(Set(report.figures.incidents.map(\.summary.owner)) == [owner])
      #expect(Set(report.causes.map(\.owner)) == [owner])
      #expect(report.unknown == nil)
    }
  }

  @Test func `what removes a cause is said for each of a few resellers, and where to look for others`() throws {
    for count in [1, 5, 7] {
      let logs = try IndexedLogs()
      let reports = (1...count).map { number in
        """
        [2017-09-19 10:0\(number):00] ERR [panel] Configuration of Open-Xchange for shop\(number).example failed: SoapFault exception: [soap:Server] Maximum number of contexts reached: 100 in /opt/psa/var/apspackages/a1/scripts/ox.php:61
        Stack trace:
        #0 /opt/psa/var/apspackages/a1/scripts/ox.php(214): OXContext->create('reseller\(number)_1\(number)', Object(Credentials))
        #1 {main}

        """
      }
      try logs.directory.write("plesk1/panel.log", reports.joined() + LogTexts.panelNoise("12:00:00"))
      try logs.index()
      let task = try #require(try PeriodReport(try logs.reader(), Self.day, Query()).tasks.first)
      #expect(task.incidents.count == count)
      let fix = Array(task.fix.joined())
      let named = (1...count).filter { number in
        fix.contains { $0.contains("changeadmin") && $0.contains(" reseller\(number) ") }
      }
      #expect(named == Array((1...count).suffix(5)))
      #expect(fix.count { !$0.hasPrefix("#") } == named.count)
      #expect(fix.contains("# For \(count - 5) more incidents see `oxtail show ID`.") == (count > 5))
    }
  }

  @Test func `steps that are the same for all incidents are said once`() {
    let fix = ["# Look first.", "systemctl restart open-xchange"]
    #expect(ReportTask.merged([fix, fix], of: 30) == fix.map { [$0] })
    #expect(ReportTask.merged([fix, fix + ["b"]], of: 2) == fix.map { [$0] } + [["b"]])
    #expect(ReportTask.merged([], of: 3) == [])
  }

  @Test func `failures count in their part of the period and against the time before`() throws {
    try directory.write(
      "plesk1/panel.log",
      LogTexts.report("09:59:59").replacing("09-19", with: "09-18") + LogTexts.report("00:00:00")
        + LogTexts.report("10:59:59", "b.example") + LogTexts.report("11:00:00", "c.example")
        + LogTexts.report("23:59:59", "d.example")
        + LogTexts.report("00:00:00", "e.example").replacing("09-19", with: "09-20")
        + LogTexts.panelNoise("01:00:00").replacing("09-19", with: "09-20"))
    try index()
    let report = try report()
    #expect(report.figures.totals.failures == 4)
    #expect(report.figures.before.failures == 1)
    #expect(report.figures.totals.subjects == 4)
    var expected = Array(repeating: 0, count: 24)
    for hour in [0, 10, 11, 23] { expected[hour] += 1 }
    #expect(report.trend == expected)
    #expect(report.figures.incidents.map(\.failures) == [4])
  }

  @Test func `what was not read in the period is said`() throws {
    try directory.write("plesk1/panel.log", LogTexts.report("00:10:00") + LogTexts.panelNoise("23:50:00"))
    try directory.write("plesk2/panel.log", LogTexts.panelNoise("08:00:00") + LogTexts.panelNoise("08:30:00"))
    try directory.write(
      "plesk4/panel.log", ["00:10:00", "03:00:00", "07:00:00", "11:59:00"].map(LogTexts.panelNoise).joined())
    try directory.write(
      "plesk3/panel.log",
      LogTexts.panelNoise("08:00:00").replacing("09-19", with: "09-10")
        + LogTexts.panelNoise("08:30:00").replacing("09-19", with: "09-10"))
    try index()
    let blanks = try report().blanks
    #expect(blanks.contains(.noLog(.openXchange)))
    #expect(blanks.contains(.silent(host: "plesk3", .plesk)))
    let (since, until) = (Self.day.since + 8 * 3_600_000, Self.day.since + 8 * 3_600_000 + 1_800_000)
    #expect(blanks.contains(.only(host: "plesk2", .plesk, since: since, until: until)))
    func stretches(_ host: String) -> [Int64] {
      blanks.compactMap { blank in
        if case .stretch(host, _, let since, let until) = blank { (until - since) / 3_600_000 } else { nil }
      }
    }
    #expect(stretches("plesk4") == [12])
    #expect(try !report(["host:plesk1"]).blanks.contains { "\($0)".contains("plesk2") })
  }

  @Test(arguments: Seeded.seeds(0..<4))
  func `silences are those that all hours tell`(seed: Int) throws {
    var random = Seeded(seed)
    func noise(_ hour: Int) -> String {
      let day = String(100 + 18 + hour / 24).suffix(2)
      let clock = [hour % 24, Int.random(in: 0..<60, using: &random)].map { String(String(100 + $0).suffix(2)) }
      return LogTexts.panelNoise(clock.joined(separator: ":") + ":00").replacing("09-19", with: "09-\(day)")
    }
    for host in 1...6 {
      // Silences from an hour to some ten: in a week less than nine are none, in a day less than six.
      var (hour, log) = (Int.random(in: 0..<30, using: &random), "")
      while hour < 168 {
        log += noise(hour)
        hour += Int.random(in: 1...[2, 6, 7, 9, 10, 12][host - 1], using: &random)
      }
      try directory.write("plesk\(host)/panel.log", log)
    }
    try index()
    let reader = try logs.reader()
    for unit in [ReportPeriod.Unit.week, .day] {
      let period = ReportPeriod(unit, around: Self.day.since, zone: .utc)
      let report = try PeriodReport(reader, period, Query())
      var query = Query()
      (query.since, query.until) = (period.since, period.until)
      let whole = try reader.report(query, silenceMs: 0).coverage
      #expect(report.blanks == ReportBlank.blanks(whole, period, sides: try reader.sides()))
      let counts = zip(report.figures.coverage, whole).map { ($0.hours.count, $1.hours.count) }
      #expect(counts.count == 6 && counts.allSatisfy { $0 <= $1 } && counts.contains { $0 < $1 })
    }
  }

  @Test func `an empty period is an empty report`() throws {
    try directory.write("plesk1/panel.log", LogTexts.report("10:00:00") + LogTexts.panelNoise("11:00:00"))
    try index()
    let later = ReportPeriod(.day, around: Self.day.until, zone: .utc)
    let report = try report([], later)
    #expect(report.isEmpty)
    #expect(report.figures.newest != nil)
    #expect(report.blanks.contains(.silent(host: "plesk", .plesk)))
  }

  @Test func `the same index and period say the same`() throws {
    try writeSharedOutage()
    #expect(try JSON.text(ReportDocument(report())) == JSON.text(ReportDocument(report())))
  }
}
