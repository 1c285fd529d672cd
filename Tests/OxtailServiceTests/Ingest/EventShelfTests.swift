import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// A scan of very many failures puts them aside; the answer is the one of memory.
struct EventShelfTests {
  private func scan(_ path: String, eventsMax: Int) throws -> (text: String, isShelved: Bool) {
    let result = Scanner(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [path]), hash: .repeatable, eventsMax: eventsMax
    ).scan()
    let text = try JSON.text(IncidentDocument(result))
    #expect(result.trouble == nil)
    return (text, result.rows != nil)
  }

  @Test(arguments: Story.all)
  func `a story is told the same from rows and from memory`(story: Story) throws {
    let memory = try scan(story.folder, eventsMax: .max)
    #expect(!memory.isShelved)
    let rows = try scan(story.folder, eventsMax: 0)
    #expect(rows.text == memory.text)
    #expect(rows.isShelved || !memory.text.contains("\"evidence\""))
  }

  @Test(arguments: [0, 1, 10, 100])
  func `all stories are told the same, whenever the first events are put aside`(eventsMax: Int) throws {
    let rows = try scan(Repository.sampleLogs, eventsMax: eventsMax)
    #expect(rows.isShelved)
    #expect(try rows.text == scan(Repository.sampleLogs, eventsMax: .max).text)
  }
}
