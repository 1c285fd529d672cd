import Testing

@testable import oxtail

struct RouteTests {
  private static let commands = ["explain", "scan", "patterns", "help"]
  private static let files: Set<String> = ["panel.log", "logs", "notes", "scna.d", "a b.log", "shop.example"]

  private func route(_ words: [String]) -> Route {
    Route(words, commands: Self.commands) { Self.files.contains($0) }
  }

  @Test(arguments: [
    ["panel.log"], ["logs", "panel.log"], ["-"], ["panel.log", "-"], ["nowhere/panel.log.1.gz"], ["/var/log/nothing"],
    ["./x"], ["../x"], ["x/"], ["missing.log"], ["a b.log"], ["shop.example"], ["notes"], ["missing.log", "logs"],
  ])
  func `names of files are scanned, whether they are there or can be nothing else`(words: [String]) {
    #expect(route(words) == .scan)
  }

  @Test(arguments: [
    ["[soap:Server] Authentication failed"], ["Authentication", "failed"], ["Forbidden"], ["HTTP 500"],
    ["Caused by: com.openexchange.X: y.log"], ["com.openexchange.admin.rmi.exceptions.StorageException"],
    ["OX-7 failed"], ["failed", "again"], ["/path with blanks.log"], ["info@a.example is taken"],
  ])
  func `everything else is an error to be explained`(words: [String]) {
    #expect(route(words) == .explain)
  }

  @Test(arguments: ["OX-7", "OX-MED8W", "info@quitte.example", "quitte.example", "limit.contexts", "a.b-c.example"])
  func `ids and subjects need an index`(word: String) {
    #expect(route([word]) == .needsIndex(word))
  }

  @Test(arguments: [
    ("scna", "scan"), ("expalin", "explain"), ("pattern", "patterns"), ("hepl", "help"), ("tail", nil as String?),
    ("frobnicate", nil),
  ])
  func `a plain word may be a command written wrong`(word: String, suggestion: String?) {
    #expect(route([word]) == .unknownWord(word, suggestion: suggestion))
    #expect(route([word, "panel.log"]) == .unknownWord(word, suggestion: suggestion))
    // Before a word that is no file, it is a command only if it is nearly one.
    #expect(route([word, "nothing"]) == (suggestion == nil ? .explain : .unknownWord(word, suggestion: suggestion)))
    #expect(route([word, "is", "no", "command"]) == .explain)
  }

  @Test func `no words ask for help`() {
    #expect(route([]) == .help)
  }

  @Test(arguments: [
    ("scna", "oxtail: scna: neither a command nor a file; did you mean `oxtail scan`?"),
    (
      "frobnicate",
      "oxtail: frobnicate: neither a command nor a file; `oxtail help` lists the commands, `oxtail explain '…'` explains an error"
    ),
    (
      "limit.contexts",
      "oxtail: limit.contexts: is a cause: The subadmin has reached its number of contexts; `oxtail patterns show limit.contexts` tells what is known of it"
    ),
  ])
  func `what cannot be done is said with what can`(word: String, message: String) throws {
    let run = try Program.run(word)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == message + "\n")
  }

  @Test func `a command behind an option is told its place`() throws {
    let run = try Program.run("-o", "json", "scan", "SampleLogs")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == "oxtail: scan: stands behind an option; write `oxtail scan …` first, then the options\n")
  }

  @Test func `a typo before a file does not scan the file`() throws {
    let run = try Program.run("scna", "SampleLogs")
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == "oxtail: scna: neither a command nor a file; did you mean `oxtail scan`?\n")
  }
}
