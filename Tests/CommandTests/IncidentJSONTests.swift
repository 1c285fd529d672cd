import LogPipeline
import TestSupport
import Testing

@testable import OxtailService
@testable import oxtail

/// Written piece by piece, an answer is the same bytes as written at once.
struct IncidentJSONTests {
  private static let whole = Scanner(
    catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), hash: .repeatable
  ).scan()

  private func expectSame(_ result: ScanResult) throws {
    var text = ""
    try IncidentJSON.write(result) { text += $0 }
    #expect(try text == PlainJSON.text(IncidentDocument(result), isPretty: true) + "\n")
  }

  @Test func `all stories are the same document`() throws {
    try #require(Self.whole.incidents.count > 10)
    try expectSame(Self.whole)
  }

  @Test func `lists that are empty are written as such`() throws {
    try expectSame(ScanResult())
    var result = Self.whole
    result.incidents = Array(result.incidents.prefix(2))
    result.suspected = []
    try expectSame(result)
    result.incidents[0].occurrences = []
    try expectSame(result)
  }

  @Test func `each line of the other form holds one whole incident`() throws {
    var text = ""
    try JSONLines.write(Self.whole) { text += $0 }
    let lines = text.split(separator: "\n")
    let entries = try lines.filter { $0.contains("\"type\":\"incident\"") }.map {
      try JSONValue(text: String($0)).without("type")
    }
    let document = try JSONValue(text: JSON.text(IncidentDocument(Self.whole)))
    #expect(entries == document.list("incidents"))
  }
}
