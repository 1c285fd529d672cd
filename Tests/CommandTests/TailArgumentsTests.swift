import LogPipeline
import Testing

@testable import oxtail

struct TailArgumentsTests {
  private func arguments(_ arguments: String...) throws -> TailArguments {
    try TailArguments(arguments, query: Query()) { $0 == "there" || $0 == "odd:name" }
  }

  @Test(arguments: ["there", "odd:name", "logs/x", "./word", "panel.log", "*.log*", "/var/log/a:b/x"])
  func `a path is what is there, and what looks like one`(path: String) throws {
    let asked = try arguments(path)
    #expect(asked.paths == [path] && asked.query.isEmpty)
  }

  @Test(arguments: ["word", "\"two words\"", "domain:a.example", "!cause:limit.*", "domain:a.log", "\"a/b.log\""])
  func `a term is all else`(term: String) throws {
    let asked = try arguments(term)
    #expect(asked.paths.isEmpty && !asked.query.isEmpty)
    #expect(asked.words == (term == "word" ? ["word"] : []))
  }

  @Test func `what cannot be asked for is told`() {
    #expect(throws: CommandError.self) { try arguments("domian:a.example") }
    #expect(throws: CommandError.self) { try arguments("state:open") }
  }
}
