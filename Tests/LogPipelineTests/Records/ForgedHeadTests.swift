import TestSupport
import Testing

@testable import LogPipeline

/// A mailbox name can hold a newline and behind it whatever its owner typed: also the head of a record.
@Suite struct ForgedHeadTests {
  static let record = RecordFramerTests.openXchange + "Illegal character in the name x\n"
  static let forged = "Nov 23, 2013 7:55:06 PM com.openexchange.admin.A create\nSEVERE: No usable filestore\n"

  @Test func `a head of another layout that lies back in time is text`() throws {
    let records = frame(Self.record + Self.forged + Self.record)
    try #require(records.map(\.text) == [Self.record + Self.forged, Self.record])
    #expect(records.map(\.record.refusedHeads) == [1, 0])
    #expect(records[0].record.lineCount == 4)
  }

  @Test func `a forged head of one line among heads of two is text too`() throws {
    let record = Self.forged
    let forged =
      "2013-11-22T11:58:37,985+0100 ERROR [W-1] com.openexchange.admin.A.b(A.java:203)\nNo usable filestore\n"
    let records = frame(record + record + forged + record)
    try #require(records.map(\.text) == [record, record + forged, record])
    #expect(records.map(\.record.refusedHeads) == [0, 1, 0])
  }

  @Test func `an upgrade changes the layout, and time goes on`() {
    let old = Self.forged
    let records = frame(old + old + Self.record + Self.record)
    #expect(records.map(\.text) == [old, old, Self.record, Self.record])
    #expect(records.allSatisfy { $0.record.refusedHeads == 0 })
  }

  @Test(arguments: [("May 21, 2020 10:58:37 AM", false), ("May 21, 2020 10:58:36 AM", true)])
  func `the hour that a change of clocks takes is no forgery`(reading: String, isForged: Bool) {
    let other = Self.forged.replacing("Nov 23, 2013 7:55:06 PM", with: reading)
    // The last reading is 11:58:37.985.
    let head = Self.record.replacing(",985", with: ",000")
    #expect(frame(head + other + head).map(\.record.refusedHeads).contains(1) == isForged)
  }

  @Test func `a file that begins with another layout than its own recovers`() {
    // The first head cannot be told from the file's own.
    let records = frame(Self.forged + Self.record + Self.record + Self.forged + Self.record)
    #expect(records.map(\.text) == [Self.forged, Self.record, Self.record + Self.forged, Self.record])
  }

  @Test func `a head without a readable time leaves the clock alone`() {
    let undated = Self.record.replacing("2020-05-21", with: "2020-02-31")
    let records = frame(Self.record + undated + Self.forged + Self.record)
    #expect(records.map(\.text) == [Self.record, undated + Self.forged, Self.record])
    #expect(records[1].record.head?.time == nil)
  }
}
