import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

struct InventoryRowsTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func row(_ line: Int, _ id: Int, _ name: String, kind: InventoryRow.Kind = .contexts) -> InventoryRow {
    var row = InventoryRow(line: line, kind: kind)
    row.id = id
    row.name = RedactedText(rowText: name)
    return row
  }

  private func reader() throws -> IndexReader { try IndexReader(path: directory.path + "/oxtail.db") }

  @Test func `a list takes the place of the one with its kind and name, and of no other`() throws {
    let writer = try Made.writer(directory)
    let source = InventorySource(kind: .contexts, name: "a.csv", rows: 2)
    try writer.replace([row(2, 1, "one"), row(3, 2, "two")], of: source)
    try writer.replace([row(2, 3, "three")], of: InventorySource(kind: .contexts, name: "b.csv", rows: 1))
    try writer.replace([row(2, 4, "four", kind: .admins)], of: InventorySource(kind: .admins, name: "a.csv", rows: 1))
    try writer.replace([row(2, 5, "five")], of: source)
    #expect(try reader().inventory(.contexts).map { $0.name?.string } == ["five", "three"])
    #expect(try reader().inventory(.admins) == [row(2, 4, "four", kind: .admins)])
    #expect(
      try reader().inventorySources() == [
        InventorySource(kind: .admins, name: "a.csv", rows: 1),
        InventorySource(kind: .contexts, name: "a.csv", rows: 1),
        InventorySource(kind: .contexts, name: "b.csv", rows: 1),
      ])
    #expect(try reader().listed(SubjectNames([.contextID: RedactedText(rowText: "3")]))?.contextName == "three")
    #expect(try reader().listed(SubjectNames([.contextName: RedactedText(rowText: "five")]))?.contextID == 5)
    #expect(try Made.rows(directory, "SELECT list FROM inventory WHERE name = 'three'") == ["b.csv"])
  }

  @Test func `deriving anew leaves the lists alone`() throws {
    let writer = try Made.writer(directory)
    try writer.replace([row(2, 1, "one")], of: InventorySource(kind: .contexts, name: "a.csv", rows: 1))
    try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "x")]))
    try writer.replace([Made.incident], answer: "words")
    try writer.replace([], answer: "others")
    #expect(try reader().inventory(.contexts).count == 1)
  }
}
