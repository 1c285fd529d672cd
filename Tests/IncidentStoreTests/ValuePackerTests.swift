import Foundation
import GRDB
import TestSupport
import Testing

@testable import IncidentStore

struct ValuePackerTests {
  private static let occurrence =
    "1636701046359,8:plesk186+6:remove17:transport.timeout5,12:subscription2:118:instance2:117:address11:192.0.2.195"
    + "6:status3:2554:verb6:delete+12:not-expected~2,6:report834825,1636701046359,0,~7:support585312,1636700991000,0,"

  @Test(arguments: [
    occurrence, String(repeating: occurrence, count: 500), String(repeating: "ümläut 🐂\u{0}", count: 9),
  ])
  func `what is packed comes back`(text: String) throws {
    let packer = ValuePacker()
    for _ in 0..<3 {
      let packed = packer.packed(text)
      guard case .blob(let data) = packed.storage else {
        Issue.record("\(text.prefix(20)) was not packed")
        return
      }
      #expect(data.count < text.utf8.count * 2 / 3)
      #expect(ValuePacker.text(packed) == text)
    }
  }

  @Test(arguments: ["", "short", String((0..<91).map { Character(UnicodeScalar(UInt8(33 + ($0 * 37) % 91))) })])
  func `what would not be shorter stays as it is`(text: String) {
    #expect(ValuePacker().packed(text) == text.databaseValue)
    #expect(ValuePacker.text(text.databaseValue) == text)
  }

  @Test func `what is damaged is nothing`() throws {
    var random = Seeded(7)
    guard case .blob(let data) = ValuePacker().packed(Self.occurrence).storage else {
      Issue.record("it was not packed")
      return
    }
    for end in 0..<data.count { #expect(ValuePacker.text(data.prefix(end).databaseValue) == nil) }
    for place in data.indices {
      var hurt = data
      hurt[place] ^= UInt8.random(in: 1...255, using: &random)
      #expect(ValuePacker.text(hurt.databaseValue) != Self.occurrence, "\(place)")
    }
    #expect(ValuePacker.text(.null) == nil)
  }

  /// Written once, and to be read by every later version.
  @Test func `the dictionary is still the one that values were written with`() throws {
    let written = try #require(
      Data(
        base64Encoded:
          "3QAAAFikCbFnum2VSwrAMAhED9Qu/ESjvf/BqqSWSrMUBHV446CyTkAYyuJnfOk0A5oeFQC7YIrbOnZ0YfyNQi+rucEPXRqBRcwyz8"
          + "8T9G5tPIxiaNv1C5aYMNLTAO6hXEp3A+DIQlE="))
    #expect(ValuePacker.text(written.databaseValue) == Self.occurrence)
  }
}
