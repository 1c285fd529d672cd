import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What of incidents gets into the outbox while logs grow: once each.
struct OutboxTests {
  let logs: IndexedLogs

  init() throws { logs = try IndexedLogs() }

  private var directory: TemporaryDirectory { logs.directory }

  /// Writes the log of that name and reads everything.
  private func index(_ text: String, _ name: String = "plesk1/panel.log") throws {
    try directory.write(name, text)
    try logs.index()
  }

  private func news(_ terms: String...) throws -> [IncidentNews] {
    var query = Query()
    for term in terms { try query.add(term: term) }
    return try logs.reader().news(query)
  }

  private static let noise = LogTexts.panelNoise("12:00:00")

  @Test func `a new kind of failure is noted once, whatever is read again and whatever its id becomes`() throws {
    try index(LogTexts.report("10:00:00") + Self.noise)
    #expect(try news().map(\.what) == [.new])
    let first = try #require(try news().first)
    #expect(first.hosts.count == 1 && first.failures == 1 && first.subjects == 1 && !first.isLate)
    try index(LogTexts.report("10:00:00") + LogTexts.report("10:30:00", "b.example") + Self.noise)
    #expect(try news().map(\.id) == [first.id])
    #expect(try news().map(\.subjects) == [2])
    try index(LogTexts.report("08:00:00") + LogTexts.panelNoise("09:00:00"), "plesk1/panel.log.1")
    let now = try news()
    #expect(now.map(\.id) == [first.id])
    #expect(now.first?.incident.id != first.incident.id)
  }

  @Test func `a regression is noted once for each time that somebody resolved it`() throws {
    var log = LogTexts.report("10:00:00") + Self.noise
    try index(log)
    for (resolved, again) in [("12:30:00", "13:00:00"), ("13:30:00", "14:00:00")] {
      let id = try #require(try news().first).incident.id
      try logs.writer().add(Remark(.resolve, time: IndexedLogs.clock(resolved), author: "alice"), about: [id])
      log += LogTexts.report(again, "x\(again.prefix(2)).example") + LogTexts.panelNoise("\(again.prefix(2)):10:00")
      try index(log)
      try index(log + LogTexts.panelNoise("\(again.prefix(2)):20:00"))
    }
    #expect(try news().map(\.what) == [.new, .regressed, .regressed])
  }

  /// A subadmin's limit, which Open-Xchange's record does not name the subadmin of.
  private static func limit(_ clock: String) -> String {
    """
    2017-09-19T\(clock),000+0000 ERROR [OXWorker-7] com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:729)

     com.openexchange.grizzly.requestURI=/webservices/OXResellerContextService
     com.openexchange.grizzly.userAgent=PHP-SOAP/7.4.28
    com.openexchange.admin.reseller.rmi.exceptions.OXResellerException: Maximum number of contexts reached: 100
    \tat com.openexchange.admin.reseller.impl.OXResellerContextImpl.postCreate(OXResellerContextImpl.java:392)

    """
  }

  @Test func `a regression that was another incident's failure is withdrawn, and a true one noted`() throws {
    var log = Self.limit("10:00:00") + LogTexts.noise("12:00:00")
    try index(log, "ox1/open-xchange.log.0")
    let id = try #require(try news().first).incident.id
    try logs.writer().add(Remark(.resolve, time: IndexedLogs.clock("12:30:00"), author: "alice"), about: [id])
    log += Self.limit("13:00:00") + LogTexts.noise("13:01:00")
    try index(log, "ox1/open-xchange.log.0")
    #expect(try news().map(\.what) == [.new, .regressed])
    try index(
      """
      [2017-09-19 13:00:00] ERR [panel] Unable to install application Open-Xchange on a.example: Non-zero exit status returned by script. \
      Output stream: 'creating context reseller1_17
      '. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] \
      com.openexchange.admin.reseller.rmi.exceptions.OXResellerException: Maximum number of contexts reached: 100 in /lib/OXSoap.php:61'

      """ + LogTexts.panelNoise("13:01:00"))
    #expect(try news().map(\.what) == [.new, .new])
    log += Self.limit("14:00:00") + LogTexts.noise("14:01:00")
    try index(log, "ox1/open-xchange.log.0")
    #expect(try news().map(\.what) == [.new, .new, .regressed])
    #expect(try news().last?.time == IndexedLogs.clock("14:00:00"))
  }

  /// A call at that time, as Apache writes it.
  private static func call(_ day: Int, _ clock: String, _ status: Int) -> String {
    "192.0.2.10 - - [\(day)/Sep/2017:\(clock) +0000] \"POST /webservices/OXContextService HTTP/1.1\" \(status) 456 \"-\" \"PHP-SOAP/7.0\"\n"
  }

  @Test func `what is resolved after the logs showed a regression, and fails again, is one regression more`() throws {
    var log = Self.call(18, "08:00:00", 503) + Self.call(18, "08:01:00", 200) + Self.call(19, "10:00:00", 503)
    try index(log, "ox1/access.log")
    #expect(try news().map(\.what) == [.new, .regressed])
    let id = try #require(try news().first).incident.id
    try logs.writer().add(Remark(.resolve, time: IndexedLogs.clock("12:00:00"), author: "alice"), about: [id])
    log += Self.call(19, "13:00:00", 503)
    try index(log, "ox1/access.log")
    for clock in ["13:10:00", "13:20:00"] {
      log += Self.call(19, clock, 503)
      try index(log, "ox1/access.log")
    }
    #expect(try news().map(\.what) == [.new, .regressed, .regressed])
    #expect(try news().last?.time == IndexedLogs.clock("13:00:00"))
  }

  @Test func `a recovery that somebody resolved and muted is no news when the muting ends`() throws {
    try index(Self.call(19, "08:00:00", 503) + Self.call(19, "08:01:00", 200), "ox1/access.log")
    #expect(try news().map(\.what) == [.new, .recovered])
    let id = try #require(try news().first).incident.id
    let (resolved, end) = (IndexedLogs.clock("09:00:00"), Remark.MuteEnd.time(IndexedLogs.clock("11:00:00")))
    try logs.writer().add(Remark(.resolve, time: resolved, author: "alice"), about: [id])
    try logs.writer().add(Remark(.mute, time: resolved + 1, author: "alice", muteEnd: end), about: [id])
    try index(Self.noise)
    try index(Self.noise + LogTexts.panelNoise("12:10:00"))
    #expect(try news().first?.incident.state == .recovered)
    #expect(try news().map(\.what) == [.new, .recovered])
  }

  @Test func `what the logs are a day beyond is late, and an escalation is a day with twice as many as ever`() throws {
    func day(_ number: Int, _ count: Int) -> String {
      (0..<count).map { LogTexts.report("10:\($0 + 10):00", "d\(number)n\($0).example") }.joined()
        .replacing("2017-09-19", with: "2017-09-\(number)")
    }
    try index(day(19, 5) + day(20, 9))
    // Nine are twice as many as four, but too few to mean something.
    #expect(try news().map(\.what) == [.new])
    #expect(try news().map(\.isLate) == [true])
    try index(day(19, 5) + day(20, 9) + day(21, 17))
    #expect(try news().map(\.what) == [.new])
    try index(day(19, 5) + day(20, 9) + day(21, 18) + day(22, 20))
    #expect(try news().map(\.what) == [.new, .escalating])
    #expect(try news().last?.time.date == "2017-09-21")
    try index(day(19, 5) + day(20, 9) + day(21, 18) + day(22, 20) + day(23, 40))
    #expect(try news().map(\.what) == [.new, .escalating, .escalating])
    // All at once: what is old is late.
    let other = try OutboxTests()
    try other.index(day(19, 5) + day(20, 9) + day(21, 18) + day(22, 20) + day(23, 40))
    #expect(
      try other.news().map { [$0.what.rawValue, "\($0.isLate)"] } == [
        ["new", "true"], ["escalating", "true"], ["escalating", "false"],
      ])
  }

  @Test func `a question narrows the news and what of them counts`() throws {
    try index(LogTexts.report("10:00:00") + Self.noise)
    try index(LogTexts.report("10:05:00", "b.example") + Self.noise, "plesk2/panel.log")
    #expect(try news("owner:ox-admin").count == (try news().count))
    #expect(try news("owner:network").isEmpty)
    #expect(try news("host:plesk2").allSatisfy { $0.hosts == ["plesk2"] && $0.failures == 1 })
    #expect(!(try news("host:plesk2").isEmpty))
  }
}
