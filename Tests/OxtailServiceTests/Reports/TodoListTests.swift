import IncidentStore
import LogPipeline
import Testing

@testable import OxtailService

struct TodoListTests {
  /// Failures of one incident that nobody understands: the work may be done.
  private func items() throws -> [TodoItem] {
    let logs = try IndexedLogs()
    let reports = [("10:00:00", "alpha.example"), ("10:20:00", "beta.example")].map { clock, domain in
      "[2017-09-19 \(clock)] ERR [panel] Configuration of Open-Xchange for \(domain) failed: an unknown problem\n"
    }
    try logs.directory.write("plesk1/panel.log", reports.joined() + LogTexts.panelNoise("12:00:00"))
    try logs.index()
    return try TodoList(try logs.reader(), Query()).items
  }

  @Test func `what shows it is the command about the failure's own subject`() throws {
    let items = try items()
    #expect(items.compactMap(\.failure.names.domain) == ["alpha.example", "beta.example"])
    #expect(Set(items.map(\.failure.incident.id)).count == 1)
    for item in items {
      let domain = item.failure.names.domain ?? ""
      #expect(item.check?.contains("grep -F \"\(domain)\"") == true, "\(item.check ?? "")")
    }
  }

  @Test func `a command about nobody is said at the failure's own time`() throws {
    let commands = ["grep x panel.log    # around 2017-09-19T10:00:00.000Z", "tail y"]
    #expect(
      try items().map { TodoList.check(commands, $0.failure) } == [
        "grep x panel.log    # around 2017-09-19T10:00:00.000Z",
        "grep x panel.log    # around 2017-09-19T10:20:00.000Z",
      ])
    #expect(try TodoList.check([], items()[0].failure) == nil)
  }
}
