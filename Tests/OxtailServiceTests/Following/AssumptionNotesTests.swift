import TestSupport
import Testing

@testable import OxtailService

/// What is assumed of followed logs is said once.
struct AssumptionNotesTests {
  private func report(_ file: String, host: String = "plesk", _ change: (inout SourceReport) -> Void = { _ in })
    -> SourceReport
  {
    var report = SourceReport(file: file, host: host, isHostAssumed: true, side: .plesk)
    report.records = 1
    change(&report)
    return report
  }

  @Test func `zone and host of a log are said once, whatever its files are called`() {
    var notes = AssumptionNotes()
    let first = notes.notes([report("/l/panel.log")])
    #expect(
      first == [
        "no zone in /l/panel.log: UTC assumed; correct it with --timezone-of 'GLOB=ZONE'",
        "no host named for /l/panel.log: taken for 'plesk'; correct it with --host-of 'GLOB=NAME'",
      ])
    #expect(notes.notes([report("/l/panel.log.1"), report("/l/panel.log")]) == [])
    let other = notes.notes([report("/l/panel.log"), report("/m/panel.log")])
    #expect(other.count == 2 && other.allSatisfy { $0.contains("/m/panel.log") && !$0.contains("/l/") }, "\(other)")
  }

  @Test func `what is known is not said, and what is known by now is said anew`() {
    var notes = AssumptionNotes()
    #expect(notes.notes([report("a.log") { ($0.zone, $0.isHostAssumed) = (.head, false) }]) == [])
    // Nothing was read of it yet, or nobody asked for its host.
    #expect(notes.notes([report("a.log") { $0.records = 0 }, report("a.log", host: "")]) == [])
    #expect(notes.notes([report("a.log") { $0.isHostAssumed = false }]).count == 1)
    let correlated = report("a.log") { ($0.zone, $0.zonePairs, $0.offsetMinutes) = (.correlated, 3, 60) }
    #expect(notes.notes([correlated]).first?.hasPrefix("no zone in a.log: UTC+01:00 taken, as 3 failures") == true)
    #expect(notes.notes([correlated]) == [])
  }

  @Test func `following into an index says it`() throws {
    let logs = try FollowedLogs()
    try logs.append("panel.log", LogTexts.report("10:00:00") + LogTexts.panelNoise("10:30:00"))
    try logs.settle()
    try logs.append("panel.log", LogTexts.report("11:00:00") + LogTexts.panelNoise("11:30:00"))
    try logs.settle()
    #expect(logs.assumptions.map { $0.prefix(7) } == ["no zone", "no host"], "\(logs.assumptions)")
  }
}
