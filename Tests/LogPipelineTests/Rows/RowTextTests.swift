import TestSupport
import Testing

@testable import LogPipeline

/// What is written into a row is read from it.
struct RowTextTests {
  @Test(arguments: Seeded.seeds(0..<20))
  func `events and occurrences come back as they were`(seed: Int) throws {
    let estate = RandomEstate(seed: seed).estate()
    for event in estate.events.map(\.event) {
      let row = event.rowBytes()
      let read = try #require(Event(rowBytes: row[...], position: event.position), "OXTAIL_SEED=\(seed)")
      #expect(Self.told(read) == Self.told(event), "OXTAIL_SEED=\(seed)")
      // Neither begins where its storage does.
      let words = Array("?before \(event.summary.string) behind".utf8)[1...]
      let short = ([0] + event.rowBytes(besides: Array(words)))[1...]
      let reread = try #require(
        Event(rowBytes: short, besides: words, position: event.position), "OXTAIL_SEED=\(seed)")
      #expect(Self.told(reread) == Self.told(event), "OXTAIL_SEED=\(seed)")
      #expect(short.count < row.count || event.summary.string.utf8.count < 12)
      #expect(event.summary.string.utf8.count < 12 || Event(rowBytes: short, position: event.position) == nil)
    }
    // Rows are numbered from 1 on; here by the events' places.
    var events: [Int64: DatedEvent] = [:]
    var numbered = estate.events
    for index in numbered.indices {
      numbered[index].row = Int64(index + 1)
      events[Int64(index + 1)] = numbered[index]
    }
    let result = Correlator(catalogue: Shipped.catalogue, digest: .repeatable)
      .correlate(numbered, sources: estate.sources)
    for (index, known) in result.incidents.flatMap(\.occurrences).enumerated() {
      var occurrence = known
      if index % 2 == 1 {
        occurrence.restart = Restart(
          host: "ox1", sign: index % 4 == 1 ? .startUp : .exceptionIDs, beforeMs: 9 - Int64(index))
      }
      let read = try #require(Occurrence(rowText: occurrence.rowText) { events[$0] })
      #expect("\(Self.told(read))" == "\(Self.told(occurrence))", "OXTAIL_SEED=\(seed)")
    }
    for evidence in result.suspected + result.otherClients {
      let read = try #require(Evidence(rowText: evidence.rowText) { events[$0] })
      #expect(read.role == evidence.role && read.event.row == evidence.event.row, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `numbers are written as everywhere`() {
    for number in [0, 7, 10, -1, -90, 1_234_567_890, .max, .min] {
      var row = RowText()
      row.add(number)
      #expect(row.string == "\(number),")
    }
  }

  @Test func `an exchange of which nothing is known is still one`() throws {
    var event = try #require(RandomEstate(seed: 1).estate().events.first?.event)
    event.http = HTTPExchange()
    #expect(Event(rowBytes: event.rowBytes()[...], position: event.position)?.http == HTTPExchange())
  }

  /// Every field that the type has, dictionaries in order.
  private static func told(_ value: Any) -> String {
    if let fields = value as? Fields { return Field.allCases.map { "\(fields[$0]?.string ?? "")" }.description }
    let mirror = Mirror(reflecting: value)
    guard !mirror.children.isEmpty else { return "\(value)" }
    return "[" + mirror.children.map { "\($0.label ?? ""): \(told($0.value))" }.joined(separator: ", ") + "]"
  }

  @Test(arguments: [
    "", "5", "5:", "5:abcd", "-", "~", "99999999999999999999:", "1,2,3,", "3:abc3:abc", "2:ox~~~",
    "2:ox7:unknown5:error~~~", "-9223372036854775808:",
  ])
  func `what was not written is not read`(text: String) {
    #expect(Event(rowBytes: Array(text.utf8)[...], position: Self.position) == nil)
  }

  private static let position = RecordPosition(source: 0, offset: 0, line: 1, byteCount: 100)

  @Test func `a row that was cut anywhere is not read`() throws {
    let event = try #require(RandomEstate(seed: 1).estate().events.first?.event)
    let bytes = event.rowBytes()
    for end in 0..<bytes.count { #expect(Event(rowBytes: bytes[..<end], position: event.position) == nil, "\(end)") }
  }

  @Test(arguments: [Int.min, Int.min + 1, -1, 0, Int.max])
  func `numbers of all sizes come back`(number: Int) {
    var row = RowText()
    row.add(number)
    var reader = RowReader(row.string)
    #expect(reader.number() == number && reader.isWhole)
  }

  @Test func `texts with any signs in them come back`() {
    for text in ["", "~", "-1,", "5:x", "ümläut 🐂\n\"quoted\"", "\u{0}"] {
      var row = RowText()
      row.add(text)
      row.add(-17)
      row.add(nil as String?)
      row.add(true)
      var reader = RowReader(row.string)
      let (read, number, absent, flag) = (
        reader.string(), reader.number(), reader.optional { $0.string() }, reader.flag()
      )
      #expect(read == text && number == -17 && absent == nil && flag)
      #expect(!reader.isDamaged)
    }
  }
}
