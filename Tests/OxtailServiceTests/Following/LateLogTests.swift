import GRDB
import TestSupport
import Testing

@testable import OxtailService

/// What a log that comes in late changes of an answer.
struct LateLogTests {
  private let logs: FollowedLogs

  init() throws { logs = try FollowedLogs() }

  @Test func `what turns up late leaves the rows of what is there where they are`() throws {
    func failures(_ hours: Range<Int>) -> String {
      hours.map { LogTexts.noise("\($0):00:00") + LogTexts.failure("\($0):29:40").joined() }.joined()
    }
    try logs.append("ox1/open-xchange.log.0", failures(12..<15))
    try logs.append("ox2/open-xchange.log.0", LogTexts.noise("08:00:00"))
    try logs.settle()
    let before = try answerKeys()
    #expect(before.count == 3)
    // On another node, and earlier than all.
    try logs.append("ox2/open-xchange.log.0", failures(10..<12))
    try logs.append("ox1/open-xchange.log.0", failures(15..<16))
    try logs.settle()
    let after = try answerKeys()
    #expect(after.count == 6)
    #expect(before.isSubset(of: after))
  }

  @Test func `the same answer again writes no incident`() throws {
    try logs.append("ox1/open-xchange.log.0", LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined())
    try logs.settle()
    try DatabaseQueue(path: logs.index).write { database in
      try database.execute(sql: "CREATE TABLE written (what TEXT)")
      for table in ["ox_incident", "ox_id"] {
        for change in ["INSERT", "UPDATE", "DELETE"] {
          let trigger = "CREATE TRIGGER \(table)_\(change) AFTER \(change) ON \(table)"
          try database.execute(sql: "\(trigger) BEGIN INSERT INTO written VALUES ('\(change) \(table)'); END")
        }
      }
    }
    try logs.settle()
    #expect(logs.incidents.count == 1)
    #expect(try Index.column(logs.index, "SELECT DISTINCT what FROM written") == [])
  }

  private func answerKeys() throws -> Set<[Int64]> { try Set(Index.occurrences(logs.index)) }
}
