import TestSupport
import Testing

@testable import LogPipeline

/// Whether two records can speak of the same subject.
struct IdentifiersTests {
  static let values: [(left: String, right: String, agree: Bool)] = [
    ("info@a.example", "info@a.example", true),
    ("Info@A.example", "info@a.EXAMPLE", true),
    ("info@a.example", "info@b.example", false),
    ("info@customer1...", "info@customer1.example", true),
    ("info@customer1....", "info@customer1.example", true),
    ("info@customer2...", "info@customer1.example", false),
    ("info@customer1...", "info@customer1...", true),
    ("info@cust...", "info@customer1...", true),
    ("info@customer1.example", "info@customer1.example.", false),
    // A rule that needs quotes read the whole name.
    ("Max Muster_1029", "Muster_1029", true), ("Max Muster_1029", "uster_1029", false),
    ("Max Muster_1029", "Max", false), ("Max ", "", false),
  ]

  @Test(arguments: values)
  func `a mailbox that PHP has cut agrees by its beginning, from both sides alike`(
    values: (left: String, right: String, agree: Bool)
  ) {
    let left: Fields = [.contextName: text(values.left)]
    let right: Fields = [.contextName: text(values.right)]
    for (one, other) in [(left, right), (right, left)] {
      let comparison = Identifiers.compare(one, other)
      #expect((comparison.conflict == nil) == values.agree)
      #expect(comparison.shared == (values.agree ? [.contextName] : []))
    }
  }

  @Test func `a mailbox also names its domain`() {
    let comparison = Identifiers.compare([.mailbox: text("info@a.example")], [.domain: text("A.example")])
    #expect(comparison.shared == [.domain])
    #expect(comparison.conflict == nil)
    #expect(Identifiers.compare([.mailbox: text("info@a.example")], [.domain: text("b.example")]).conflict == .domain)
  }

  @Test func `fields that only one side has say nothing`() {
    let comparison = Identifiers.compare([.contextID: text("19")], [.subscription: text("19"), .limit: text("100")])
    #expect(comparison.shared.isEmpty)
    #expect(comparison.conflict == nil)
  }

  @Test func `one conflict is enough, whatever is shared`() {
    let comparison = Identifiers.compare(
      [.subadmin: text("reseller1"), .contextID: text("19")], [.subadmin: text("reseller1"), .contextID: text("20")])
    #expect(comparison.shared == [.subadmin])
    #expect(comparison.conflict == .contextID)
  }

  private func text(_ string: String) -> RedactedText { RedactedText(redacted: string) }
}
