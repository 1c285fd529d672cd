import TestSupport
import Testing

@testable import LogPipeline

/// A pattern that keeps hitting limits is switched off and said by name; the records are kept.
@Suite struct PatternHealthTests {
  static let slow = #"(?:a|aa|a(?=a))*[\x01\x02]"#
  static let record =
    "[2017-09-19 12:29:41] ERR [panel] Configuration of Open-Xchange for a.example failed: "
    + String(repeating: "a", count: 4_000)

  private func catalogue(slowRole: FieldRuleSpec.Role? = nil) throws -> Catalogue {
    var library = Shipped.library
    if let slowRole {
      library.fieldRules.insert(FieldRuleSpec(id: "slow.rule", side: .plesk, role: slowRole, regex: Self.slow), at: 0)
    } else {
      var cause = try #require(library.causes.first)
      cause.id = "slow.cause"
      cause.when = []
      cause.before = []
      cause.texts = [TextSpec(sides: [.plesk], regex: Self.slow)]
      library.causes.insert(cause, at: 0)
    }
    return try Catalogue(library)
  }

  @Test func `a catastrophic text is switched off after its strikes, and its records are kept`() throws {
    var recogniser = Recogniser(catalogue: try catalogue(), redactor: Redactor(hash: .repeatable))
    for strike in 1...MatchLimits.strikesMax + 3 {
      let event = recognise(Self.record, side: .plesk, with: &recogniser)[0]
      #expect(event?.causes == ["plesk.script-failed"])
      let health = recogniser.health
      #expect(health.limitHits == ["slow.cause": min(strike, MatchLimits.strikesMax)])
      #expect(health.switchedOff == (strike < MatchLimits.strikesMax ? [] : ["slow.cause"]))
    }
  }

  @Test(arguments: [FieldRuleSpec.Role.fields, .context, .foreign])
  func `a catastrophic rule is switched off, and its records are kept`(role: FieldRuleSpec.Role) throws {
    var recogniser = Recogniser(catalogue: try catalogue(slowRole: role), redactor: Redactor(hash: .repeatable))
    for _ in 1...MatchLimits.strikesMax + 3 {
      #expect(recognise(Self.record, side: .plesk, with: &recogniser)[0]?.causes == ["plesk.script-failed"])
    }
    let health = recogniser.health
    #expect(health.limitHits == ["slow.rule": MatchLimits.strikesMax])
    #expect(health.switchedOff == ["slow.rule"])
  }

  @Test func `an id is said to be off only when one of its texts is`() {
    var health = PatternHealth()
    for key in 0..<MatchLimits.strikesMax { health.strike(key, id: "a.b") }
    #expect(health.switchedOff == [])
    #expect(health.limitHits == ["a.b": MatchLimits.strikesMax])
    for _ in 1..<MatchLimits.strikesMax {
      #expect(!health.isOff(3))
      health.strike(3, id: "a.b")
    }
    #expect(health.isOff(3) && !health.isOff(2))
    #expect(health.switchedOff == ["a.b"])
  }
}
