import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

struct IncidentListTests {
  private static func index(_ directory: TemporaryDirectory, _ count: Int) throws -> String {
    _ = try Made.writer(directory)
    let path = directory.path + "/oxtail.db"
    try DatabaseQueue(path: path).write { database in
      for number in 0..<count {
        try database.execute(
          sql: """
            INSERT INTO ox_incident (number, id, cause, title, kind, owner, retry, affects, entity, state, confirmed,
              fingerprint, first_ms, last_ms, failures, words)
            VALUES (?, ?, ?, ?, 'capacity', ?, ?, 'subadmin', '', ?, 0, '', ?, ?, ?, '')
            """,
          arguments: [
            number, "OX-\(number * 7919 % 1000 + 1000)", "cause.\(number % 5)", "what cause.\(number % 5) is called",
            CauseSpec.Owner.allCases[number % CauseSpec.Owner.allCases.count].rawValue,
            CauseSpec.Retry.allCases[number % CauseSpec.Retry.allCases.count].rawValue,
            Incident.State.allCases[number % Incident.State.allCases.count].rawValue, number, number * 31 % 17, number,
          ])
      }
    }
    return path
  }

  @Test func `the whole list is in the order of one with a limit, and has the words of each row`() throws {
    let directory = try TemporaryDirectory()
    let reader = try IndexReader(path: try Self.index(directory, 200))
    let whole = try reader.list()
    #expect(whole.count == 200)
    #expect(try reader.list(limit: 200) == whole)
    #expect(try reader.list(limit: 30) == Array(whole.prefix(30)))
    for summary in whole {
      let number = summary.failures
      #expect(summary.id == "OX-\(number * 7919 % 1000 + 1000)" && summary.firstSeen.ms == Int64(number))
      #expect(summary.cause == "cause.\(number % 5)" && summary.title == "what cause.\(number % 5) is called")
      #expect(summary.owner == CauseSpec.Owner.allCases[number % CauseSpec.Owner.allCases.count])
      #expect(summary.retry == CauseSpec.Retry.allCases[number % CauseSpec.Retry.allCases.count])
      #expect(summary.state == Incident.State.allCases[number % Incident.State.allCases.count])
    }
  }

  @Test func `a word that this version does not know makes an index unusable`() throws {
    let directory = try TemporaryDirectory()
    let path = try Self.index(directory, 20)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "UPDATE ox_incident SET state = 'else' WHERE number = 9")
    }
    let reader = try IndexReader(path: path)
    #expect { try reader.list() } throws: { ($0 as? StoreError)?.code == .unusable }
  }
}
