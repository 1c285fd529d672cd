import Foundation
import LogPipeline
import PatternFiles
import Testing

struct AuditPageTests {
  private static let one = """
    page: https://example.org
    statements:
      - id: log.level
        section: Logs
        title: The level is right
        severity: warning
        owner: plesk-admin
        needs: panel.ini
        expected: '3'
        why: Because.
        check: ['grep level {host}']
        fix: ['# Set it.']

    """

  @Test func `the page in the binary is the file in Audit`() throws {
    let path = EmbeddedPatternsTests.root.appending(path: "Audit/plesk-integration.yaml")
    let page = try AuditPage(text: try String(contentsOf: path, encoding: .utf8))
    #expect(try AuditPage.builtin().statements.map(\.why) == page.statements.map(\.why))
    #expect(page.address.hasPrefix("https://"))
  }

  @Test func `a statement is what its keys say`() throws {
    let statement = try #require(try AuditPage(text: Self.one).statements.first)
    #expect(statement.id == "log.level")
    #expect(statement.severity == .warning)
    #expect(statement.owner == .pleskAdmin)
    #expect(statement.check == ["grep level {host}"])
  }

  @Test(arguments: [
    ("severity: warning", "severity: fatal", "`severity: fatal` is none of warning, error"),
    ("    why: Because.\n", "", "`why` is missing; expected a text"),
    ("needs:", "neads: x\n    needs:", "unknown key `neads`; did you mean `needs`?"),
  ])
  func `a mistake is named with its line`(text: String, replacement: String, message: String) {
    let error = #expect(throws: PatternLoadError.self) {
      try AuditPage(text: Self.one.replacing(text, with: replacement), name: "x.yaml")
    }
    #expect(error?.errors.map(\.message) == [message])
    #expect(error?.errors.first?.line != nil)
  }

  @Test func `an id stands once`() {
    let twice = Self.one + Self.one.split(separator: "statements:\n")[1]
    let error = #expect(throws: PatternLoadError.self) { try AuditPage(text: twice) }
    #expect(error?.errors.count == 1)
  }

  /// A section may have many statements, but they stand together: that is how they are shown.
  @Test func `every statement has a next step, and sections are not torn`() throws {
    let statements = try AuditPage.builtin().statements
    var sections: [String] = []
    for section in statements.map(\.section) where sections.last != section { sections.append(section) }
    #expect(Set(sections).count == sections.count)
    for statement in statements {
      #expect(!statement.check.isEmpty && !statement.fix.isEmpty, "\(statement.id)")
      #expect(statement.title.count <= 65, "\(statement.id): longer than a line")
    }
  }
}
