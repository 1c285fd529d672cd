import Testing

@testable import oxtail

struct ColorChoiceTests {
  @Test(arguments: [
    (ColorChoice.auto, true, [:] as [String: String], Palette.ansi), (.auto, false, [:], .plain),
    (.auto, true, ["NO_COLOR": "1"], .plain), (.auto, true, ["NO_COLOR": "0"], .plain),
    (.auto, true, ["NO_COLOR": ""], .ansi), (.auto, true, ["TERM": "dumb"], .plain),
    (.auto, true, ["TERM": "xterm"], .ansi), (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], .ansi),
    (.never, true, [:], .plain),
  ])
  func `a terminal has colour unless something speaks against it`(
    choice: ColorChoice, isTerminal: Bool, environment: [String: String], palette: Palette
  ) {
    #expect(choice.palette(isTerminal: isTerminal, environment: environment) == palette)
  }
}
