import LogPipeline
import OxtailService
import TestSupport
import Testing

/// Scans with the shipped patterns and answers as `scan -o json` does; files are named relative to `base`.
func scanned(
  _ paths: [String], below base: String, _ change: (inout ScanOptions) -> Void = { _ in }
) throws -> JSONValue {
  var options = ScanOptions(paths: paths.map { $0.isEmpty ? base : base + "/" + $0 })
  change(&options)
  let result = Scanner(catalogue: Shipped.catalogue, options: options, hash: .repeatable).scan()
  let text = try JSON.text(IncidentDocument(result))
  return try JSONValue(text: text.replacing(base + "/", with: ""))
}

/// `SampleLogs` is read by people to learn what a failure looks like; these tests hold oxtail to what is written there.
struct StoryTests {
  static let whole = Result { try scanned([""], below: Repository.sampleLogs) }

  @Test func `there are stories`() {
    #expect(Story.all.count >= 24)
  }

  @Test(arguments: Story.all)
  func `a story alone is told as it happened`(story: Story) throws {
    let answer = try scanned([""], below: story.folder)
    let differences = answer.differences(from: try story.expected)
    func complain() { for difference in differences { Issue.record("\(story)/expected.json \(difference)") } }
    // A story that comes out right before its time fails too: then its line below has to go.
    if let missing = KnownIssues.missing(for: story) { withKnownIssue("\(missing)", complain) } else { complain() }
  }

  @Test(arguments: Story.all)
  func `a story among all others is told as it is alone`(story: Story) throws {
    let alone = try scanned([""], below: story.folder)
    let whole = try Self.whole.get()
    let files = Set(try story.logs.map { story.name + "/" + $0 })
    func concerns(_ evidence: JSONValue) -> Bool { evidence["file"]?.string.map(files.contains) ?? false }
    let mine = whole.list("incidents").filter { incident in
      incident.list("occurrences").contains { $0.list("evidence").contains(where: concerns) }
    }
    // Ids may be longer among many.
    let told = JSONValue.array(mine.map { $0.without("id") }).description.replacing(story.name + "/", with: "")
    let expected = JSONValue.array(alone.list("incidents").map { $0.without("id") }).description
    #expect(told == expected)
    for key in ["suspected", "other_clients"] {
      let told = JSONValue.array(whole.list(key).filter(concerns)).description
      #expect(told.replacing(story.name + "/", with: "") == JSONValue.array(alone.list(key)).description)
    }
  }

  @Test(arguments: Story.all)
  func `the order in which files are named changes nothing`(story: Story) throws {
    let logs = try story.logs
    let first = try scanned(logs, below: story.folder)
    let last = try scanned(logs.reversed(), below: story.folder)
    #expect(first["incidents"] == last["incidents"])
    #expect(first["suspected"] == last["suspected"])
    #expect(first["other_clients"] == last["other_clients"])
  }

  @Test func `all files in any order give the same answer, down to the ids`() throws {
    let incidents = try Self.whole.get()["incidents"]
    let files = try Repository.files(below: Repository.sampleLogs)
    for seed in Seeded.seeds(0..<3) {
      var random = Seeded(seed)
      let answer = try scanned(files.shuffled(using: &random), below: Repository.sampleLogs)
      #expect(answer["incidents"] == incidents, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `nothing that failed in any story is left out`() {
    let balance = Scanner(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), hash: .repeatable
    ).scan().balance
    #expect(balance.isEven, "\(balance)")
    #expect(balance.answers.records > 50)
    #expect(balance.errors.records > 50)
    #expect(balance.inIncidents.records > balance.unknown.records)
  }

  @Test func `every file below the folder is a source or skipped`() throws {
    let whole = try Self.whole.get()
    let named = (whole.list("sources") + whole.list("skipped")).compactMap {
      $0["file"]?.string
    }
    #expect(named.sorted() == (try Repository.files(below: Repository.sampleLogs)))
    for source in whole.list("sources") {
      #expect(source["records"]?.int ?? 0 >= 30, "\(source)")
      #expect(
        source["offset_from"] != .string("assumed") || source["side"] == .string("plesk")
          || source["format"] != .string("ox-t"))
    }
  }

  @Test func `no password of any story comes out`() throws {
    let result = Scanner(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), hash: .repeatable
    ).scan()
    let text = try JSON.text(IncidentDocument(result))
    #expect(!text.contains("Canary"))
    // The test proves something only as long as the logs do hold canaries.
    let logs = try Story.all.flatMap { story in try story.logs.map { story.folder + "/" + $0 } }
    let withCanary = try logs.count { String(decoding: try Repository.bytes(of: $0), as: UTF8.self).contains("Canary") }
    #expect(withCanary >= 10)
  }

  @Test func `an id is five characters, and no two incidents have the same`() throws {
    let ids = try Self.whole.get().list("incidents").compactMap { $0["id"]?.string }
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /OX-[0-9A-HJKMNP-TV-Z]{5,}/) != nil, "\(id)") }
  }
}
