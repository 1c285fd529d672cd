import GRDB
import TestSupport
import Testing

@testable import OxtailService

/// What goes on while incidents are derived, and after.
struct DerivingBesideTests {
  private let logs: FollowedLogs

  private static let panel = "plesk1/panel.log"

  init() throws {
    logs = try FollowedLogs()
    logs.holdsDeriving = true
    try logs.append(Self.panel, LogTexts.report("12:00:00"))
    try logs.look()
    logs.nowMs += 1_000
    try logs.look()
  }

  @Test func `logs are read on while incidents are derived, and the next time catches up`() throws {
    func revisions() throws -> [String] {
      try Index.column(logs.index, "SELECT value FROM ox_meta WHERE key IN ('derived', 'revision') ORDER BY key")
    }
    let begun = try revisions()[1]
    // Another one comes while the first is looked at.
    try logs.append(Self.panel, LogTexts.report("12:01:00", "b.example") + LogTexts.panelNoise("12:02:00"))
    logs.nowMs += 300
    try logs.look()
    #expect(try Index.column(logs.index, "SELECT count(*) FROM ox_event") == ["2"])
    #expect(try Index.column(logs.index, "SELECT count(*) FROM ox_failure") == ["0"])
    logs.deriveHeld()
    try logs.look()
    #expect(try Index.column(logs.index, "SELECT count(*) FROM ox_failure") == ["1"])
    #expect(try revisions()[0] == begun)
    #expect(try revisions()[1] != begun)
    logs.nowMs += 5_000
    try logs.look()
    logs.deriveHeld()
    try logs.look()
    #expect(try revisions()[0] == revisions()[1])
    try logs.followed().expect(try logs.indexed(), "caught up")
  }

  @Test func `an answer's tables are given back beside what goes on`() throws {
    /// The WAL can be brought back as a whole when nobody reads what was there before its end.
    func isRead() throws -> Bool {
      let pages = try DatabaseQueue(path: logs.index).inDatabase {
        try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)")
      }
      let (all, back): (Int, Int) = (try #require(pages)[1], try #require(pages)[2])
      return back < all
    }
    logs.deriveHeld()
    try logs.look()
    #expect(logs.incidents.count == 1)
    #expect(try isRead())
    logs.deriveHeld()
    #expect(try !isRead())
  }
}
