import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What an index remembers of incidents while logs are read again and earlier ones arrive.
struct IncidentMemoryTests {
  let logs: IndexedLogs

  init() throws { logs = try IndexedLogs() }

  private var directory: TemporaryDirectory { logs.directory }

  private func index() throws { try logs.index() }

  private func only() throws -> Incident {
    let incidents = try logs.reader().incidents()
    try #require(incidents.count == 1)
    return incidents[0]
  }

  private func say(_ verb: Remark.Verb, at time: String, end: Remark.MuteEnd? = nil, about id: String) throws {
    try logs.writer().add(
      Remark(verb, time: IndexedLogs.clock(time), author: "alice", ticket: "T-1", muteEnd: end), about: [id])
  }

  @Test
  func `an earlier failure gives another id, and the old one still names the incident with all that was said of it`()
    throws
  {
    try directory.write("plesk1/panel.log", LogTexts.report("10:00:00") + LogTexts.panelNoise("12:00:00"))
    try index()
    let old = try only().id
    try say(.resolve, at: "11:00:00", about: old)
    #expect(try only().state == .resolved)
    try directory.write("plesk1/panel.log.1", LogTexts.report("08:00:00") + LogTexts.panelNoise("09:00:00"))
    try index()
    let incident = try only()
    #expect(incident.id != old)
    #expect(incident.count == 2)
    #expect(incident.memory.aliases == [old])
    #expect(incident.memory.remarks.map(\.ticket) == ["T-1"])
    #expect(incident.state == .resolved)
    let reader = try logs.reader()
    #expect(try reader.currentID(old) == incident.id)
    #expect(try reader.ids(from: String(old.dropLast())) == [incident.id])
    // The same from scratch, whatever was known first.
    let other = try IncidentMemoryTests()
    for name in ["plesk1/panel.log", "plesk1/panel.log.1"] {
      try other.directory.write(name, try Repository.bytes(of: directory.path + "/" + name))
    }
    try other.index()
    #expect(try other.only().id == incident.id)
  }

  @Test func `a failure after it was resolved regresses, and reading the same again changes nothing`() throws {
    try directory.write("plesk1/panel.log", LogTexts.report("10:00:00") + LogTexts.panelNoise("12:00:00"))
    try index()
    try say(.resolve, at: "11:00:00", about: only().id)
    try index()
    #expect(try only().state == .resolved)
    try directory.write(
      "plesk1/panel.log",
      LogTexts.report("10:00:00") + LogTexts.panelNoise("12:00:00") + LogTexts.report("13:00:00", "b.example")
        + LogTexts.panelNoise("14:00:00"))
    try index()
    #expect(try only().state == .regressed)
    #expect(try only().memory.stateSince == IndexedLogs.clock("13:00:00"))
    #expect(try logs.reader().list().map(\.state) == [.regressed])
  }

  @Test(
    arguments: [
      (Remark.MuteEnd.failures(2), 1, Incident.State.muted), (.failures(2), 2, .new), (.escalating, 2, .muted),
      (.escalating, 3, .new), (.time(Instant(ms: 1_505_826_000_000)), 1, .new),
      (.time(Instant(ms: 1_505_833_200_000)), 1, .muted), (nil, 5, .muted),
    ] as [(Remark.MuteEnd?, Int, Incident.State)])
  func `a muting ends with what was said to end it`(end: Remark.MuteEnd?, later: Int, state: Incident.State) throws {
    // Two failures before; the logs end at 14:00.
    let before = LogTexts.report("10:00:00") + LogTexts.report("10:10:00", "b.example")
    try directory.write("plesk1/panel.log", before + LogTexts.panelNoise("10:30:00"))
    try index()
    try say(.mute, at: "11:00:00", end: end, about: only().id)
    #expect(try only().state == .muted)
    let after = (0..<later).map { LogTexts.report("12:0\($0):00", "\($0).example") }.joined()
    try directory.write(
      "plesk1/panel.log", before + LogTexts.panelNoise("10:30:00") + after + LogTexts.panelNoise("14:00:00"))
    try index()
    #expect(try only().state == state)
  }

  @Test func `an incident says which one before it was the same`() throws {
    // Transport is each Plesk host's own.
    func outage(_ clock: String) -> String {
      "[2017-09-19 \(clock)] ERR [panel] Configuration of Open-Xchange for a.example failed: SoapFault exception: [HTTP] Service Unavailable\n"
    }
    try directory.write("plesk1/panel.log", outage("10:00:00") + LogTexts.panelNoise("12:00:00"))
    try directory.write("plesk2/panel.log", outage("15:00:00") + LogTexts.panelNoise("16:00:00"))
    try index()
    let incidents = try logs.reader().incidents()
    try #require(incidents.count == 2)
    #expect(incidents[1].memory.twin == nil)
    #expect(incidents[0].memory.twin?.id == incidents[1].id)
    #expect(incidents[0].state == .open)
    #expect(incidents[1].state == .new)
    try say(.resolve, at: "18:00:00", about: incidents[1].id)
    let told = try #require(try logs.reader().incident(incidents[0].id)?.memory.twin)
    #expect(told.resolution?.author == "alice")
  }

  @Test func `rows are dated by what is known of the clock at the end`() throws {
    // Nothing tells the zone of Plesk's log until Open-Xchange's of the same host is read.
    try directory.write("h/panel.log", LogTexts.report("10:00:00") + LogTexts.panelNoise("10:30:00"))
    try directory.write("other/panel.log", LogTexts.panelNoise("10:30:00"))
    try index()
    let before = try Index.column(logs.path, "SELECT time_ms FROM events WHERE side = 'plesk' AND host = 'h'")
    let berlin = LogTexts.failure("10:00:00").joined().replacing("+0000", with: "+0200")
    try directory.write("h/open-xchange.log", berlin + LogTexts.noise("10:40:00").replacing("+0000", with: "+0200"))
    try index()
    let after = try Index.column(logs.path, "SELECT time_ms FROM events WHERE side = 'plesk' AND host = 'h'")
    let times = try #require(zip(before, after).map { (Int64($0) ?? 0) - (Int64($1) ?? 0) }.first)
    #expect(times == 2 * 3_600_000)
  }
}
