import Testing

@testable import OxtailService

struct AccessGrantTests {
  /// What is a quote for the shell is one Character with the mark behind it.
  @Test(arguments: ["x'\u{301}; echo run; '\u{301}", "x'; echo run; '", "$(echo run)", "a b"])
  func `a shell reads a path as it is`(name: String) throws {
    let path = "/nowhere/" + name
    let words = "setfacl -m u:oxtail:r "
    let command = try #require(AccessGrant.commands(for: path, user: "oxtail").first { $0.hasPrefix(words) })
    let shell = try ChildProcess(
      ["/bin/sh", "-c", "printf %s " + command.dropFirst(words.count)], input: [], environment: [:], seconds: 10)
    #expect(Array(shell.output.utf8) == Array(path.utf8))
  }
}
