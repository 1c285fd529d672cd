import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What stands in a subject's trace while logs are rotated.
struct IndexTraceTests {
  let logs: IndexedLogs

  init() throws { logs = try IndexedLogs() }

  private func index(_ name: String, _ text: String) throws {
    try logs.directory.write(name, text)
    try logs.index()
  }

  private func places() throws -> [DatedEvent.Place] {
    try logs.reader().events(about: "a.example").map(DatedEvent.Place.init)
  }

  @Test func `a record keeps its place when its log is renamed, and the first one of the next log has another`() throws
  {
    let old = LogTexts.report("10:00:00") + LogTexts.panelNoise("10:10:00")
    try index("plesk1/panel.log", old)
    let before = try places()
    #expect(before.count == 1)
    try logs.directory.write("plesk1/panel.log.1", old)
    try index("plesk1/panel.log", LogTexts.report("12:00:00") + LogTexts.panelNoise("12:10:00"))
    let after = try places()
    #expect(Array(after.prefix(1)) == before)
    #expect(after.count == 2 && Set(after).count == 2)
  }

  @Test func `of two logs that had one name in turn the records at one offset are two`() throws {
    var naming = LogTexts.failure("08:00:00")
    naming[1] = "a.example\n"
    try index("ox1/open-xchange.log", naming.joined() + LogTexts.noise("08:10:00"))
    try logs.directory.write("plesk1/panel.log", LogTexts.report("11:00:00"))
    try index("ox1/open-xchange.log", LogTexts.failure("11:00:00").joined() + LogTexts.noise("11:10:00"))
    let events = try logs.reader().events(about: "a.example")
    #expect(
      events.map { "\($0.event.side.rawValue) \($0.time.timeOfDay)" } == [
        "ox 08:00:00", "ox 11:00:00", "plesk 11:00:00",
      ])
  }
}
