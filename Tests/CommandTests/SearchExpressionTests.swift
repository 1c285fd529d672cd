import TestSupport
import Testing

@testable import oxtail

/// What `-g` cannot decide within its limits.
struct SearchExpressionTests {
  /// libpcre2 cannot tell at once that neither sign is there.
  private static let slow = "(?:a|aa|a(?=a))*[#~]"
  private static let text = String(repeating: "a", count: 5_000)

  @Test(arguments: [false, true])
  func `a record that cannot be decided is never shown, and counted`(isInverted: Bool) throws {
    let expression = try SearchExpression(Self.slow, isInverted: isInverted)
    #expect(!expression.admits(Self.text))
    #expect(expression.undecided == 1)
    #expect(expression.admits("x#") != isInverted && expression.admits("x") == isInverted)
    #expect(expression.undecided == 1)
  }

  @Test(arguments: [[], ["--raw", "-S", "2017-09-19T00:00:00Z", "-U", "2017-09-20"]])
  func `a search names it, in the index and in the logs themselves`(place: [String]) throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      "plesk1/panel.log",
      "[2017-09-19 03:00:00] ERR [panel] Configuration of Open-Xchange for a.example failed: \(Self.text)\n")
    let index = ["--db", directory.path + "/case.db"]
    #expect(try Program.run(["index", directory.path + "/plesk1"] + index).status == 0)
    for options in [["-c"], ["-c", "-v"]] {
      let run = try Program.run(["search", "-g", Self.slow] + options + place + index)
      #expect(run.output == "0\n")
      #expect(run.errors == "oxtail: -g took too long on 1 record, not shown\n")
    }
    #expect(try Program.run(["search", "-g", "failed", "-c"] + place + index).output == "1\n")
  }

  @Test func `what is no expression is refused before anything is followed`() throws {
    let run = try Program.run("tail", "-g", "(")
    #expect(run.status == 64 && run.errors.hasPrefix("oxtail: -g (: is no expression: "))
  }
}
