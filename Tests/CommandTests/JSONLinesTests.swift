import TestSupport
import Testing

@testable import oxtail

struct JSONLinesTests {
  @Test func `the first line is the sources, and the lines together are the document`() throws {
    let lines = try Program.run("scan", "SampleLogs", "-q", "-o", "jsonl").outputLines.map {
      try JSONValue(text: String($0))
    }
    let document = try JSONValue(text: try Program.run("scan", "SampleLogs", "-q", "-o", "json").output)
    let head = try #require(lines.first)
    #expect(head["type"]?.string == "sources")
    for key in ["schema", "sources", "skipped", "notes"] { #expect(head[key] == document[key]) }
    for (type, key) in [("incident", "incidents"), ("suspected", "suspected"), ("other_client", "other_clients")] {
      let values = lines.filter { $0["type"]?.string == type }.map { $0.without("type") }
      // Placeholders are random in each run.
      #expect(
        Golden.normalised(JSONValue.array(values).description)
          == Golden.normalised(JSONValue.array(document.list(key)).description))
    }
    #expect(lines.dropFirst().allSatisfy { $0["type"]?.string != "sources" })
  }

  @Test func `nothing found is still the sources`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("panel.log", "[2022-05-17 10:00:00] ERR [panel] nothing of ours\n")
    let run = try Program.run(["scan", "panel.log", "-q", "-o", "jsonl"], in: directory.path)
    #expect(run.outputLines.count == 1)
    #expect(try JSONValue(text: run.output).list("sources").count == 1)
  }
}
