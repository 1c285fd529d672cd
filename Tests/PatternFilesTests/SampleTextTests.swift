import LogPipeline
import PatternFiles
import Testing

struct SampleTextTests {
  @Test func `without samples the built-in library is the same but for its samples`() throws {
    var full = try BuiltinPatterns.library()
    let bare = try BuiltinPatterns.library(samples: false)
    for layout in full.layouts.indices {
      full.layouts[layout].samples = []
      full.layouts[layout].refuses = []
    }
    for cause in full.causes.indices {
      for text in full.causes[cause].texts.indices {
        full.causes[cause].texts[text].matches = []
        full.causes[cause].texts[text].refuses = []
      }
    }
    for rule in full.fieldRules.indices {
      full.fieldRules[rule].matches = []
      full.fieldRules[rule].refuses = []
    }
    #expect(description(of: full.layouts) == description(of: bare.layouts))
    #expect(description(of: full.causes) == description(of: bare.causes))
    #expect(full.fieldRules.map { $0.regex } == bare.fieldRules.map { $0.regex })
    #expect(full.fieldRules.map(\.place) == bare.fieldRules.map(\.place))
  }

  /// Flow lists such as `refuses: ['…']` stay, so what is compared leaves samples out on both sides.
  private func description(of layouts: [LayoutSpec]) -> [String] {
    layouts.map {
      "\($0.id) \($0.side) \($0.firstLine) \($0.secondLine ?? "") \($0.time) \($0.levels.sorted { $0.key < $1.key }) \($0.place)"
        + "\($0.property ?? "") \($0.exception ?? "") \($0.frame ?? "") \($0.title)"
    }
  }

  private func description(of causes: [CauseSpec]) -> [String] {
    causes.map { cause in
      var cause = cause
      for text in cause.texts.indices {
        cause.texts[text].matches = []
        cause.texts[text].refuses = []
      }
      return "\(cause)"
    }
  }
}
