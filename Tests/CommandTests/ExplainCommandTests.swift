import TestSupport
import Testing

@testable import oxtail

struct ExplainCommandTests {
  /// A wrapper around a fault with a password in a frame: two causes, a field, a placeholder.
  static let text = """
    Unable to install application Open-Xchange on pflaume.example: Non-zero exit status returned by script. \
    Error stream: 'SoapFault exception: [soap:Server] Authentication failed for pw="S3cret-Canary"; \
    Maximum number of contexts reached: 100 in /opt/psa/var/apspackages/a/scripts/configure:214'
    """

  @Test(arguments: [OutputFormat.table, .text, .json, .md])
  func `an explanation in every form is what it was`(form: OutputFormat) throws {
    let run = try Program.run("explain", Self.text, "-o", form.rawValue)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(!run.output.contains("Canary"))
    try Golden.expect(run.output, is: "explain/\(form.rawValue)")
  }

  @Test(arguments: ["csv", "jsonl"])
  func `forms with rows are refused`(form: String) throws {
    let run = try Program.run("explain", "Forbidden", "-o", form)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == "oxtail: explain: -o \(form) has no rows to show; use table, text, json or md\n")
  }

  @Test func `the text comes from arguments, from many, from standard input, or without the command`() throws {
    let text = "SoapFault exception: [HTTP] Forbidden in /opt/x.php:1"
    let run = try Program.run("explain", text)
    #expect(run.output.contains("transport.forbidden"))
    for other in [
      try Program.run(["explain"] + text.split(separator: " ").map(String.init)),
      try Program.run("explain", "-", input: text), try Program.run("explain", "-", input: text + "\n"),
      try Program.run(text),
    ] {
      #expect(other.output == run.output)
      #expect(other.status == 0)
    }
  }

  @Test(arguments: [
    ("AH01797: client denied by server configuration: proxy:balancer://oxcluster/webservices/x", "transport.forbidden"),
    ("AH01630: client denied by server configuration: proxy:balancer://oxcluster/webservices/x", "transport.forbidden"),
    ("client denied by server configuration: proxy:balancer://oxcluster/webservices/x", "transport.forbidden"),
    ("AH01102: error reading status line from remote server localhost:8009", "transport.proxy-error"),
    ("AH00957: AJP: attempt to connect to 127.0.0.1:8009 (localhost) failed", "transport.unavailable"),
  ])
  func `a piece of a line of Apache's is known without what stands before it`(text: String, cause: String) throws {
    #expect(try Program.run("explain", text).output.contains("\n\(cause)\n"))
  }

  @Test(arguments: ["table", "text", "md"])
  func `a fault that no pattern understands is shown inside Plesk's wrapper, too`(form: String) throws {
    let fault = "SoapFault exception: [soap:Server] The flux 4711 is not compensated in /opt/psa/x.php:1"
    let run = try Program.run(
      "explain", "Non-zero exit status returned by script. Error stream: '\(fault)'", "-o", form)
    #expect(run.output.contains("The flux 4711 is not compensated"), "\(run.output)")
  }

  @Test(arguments: ["table", "text", "md", "json"])
  func `a fault that no pattern understands is Open-Xchange's where its code says so`(form: String) throws {
    let text = "The flux 4711 is not compensated"
    func explain(_ code: String) throws -> Program.Run {
      try Program.run("explain", "SoapFault exception: [\(code)] \(text) in /opt/psa/x.php:1", "-o", form)
    }
    let run = try explain("soap:Server")
    #expect(run.status == 0)
    #expect(run.output.contains("soap.unknown-fault") && run.output.contains("ox-admin"), "\(run.output)")
    // Beside what was pasted, once.
    #expect(run.output.ranges(of: text).count == (form == "json" ? 2 : 1), "\(run.output)")
    #expect(try explain("HTTP").status == 1)
  }

  @Test func `what is not known ends with 1, with a line on standard error and what to do next`() throws {
    let run = try Program.run("explain", "nothing of the kind")
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.errors == """
        oxtail: explain: no known failure in: nothing of the kind
          The logs may know more:   oxtail scan DIR
          What patterns make of it: oxtail patterns match '…'

        """)
  }

  @Test func `a program gets its document also where nothing is known`() throws {
    let run = try Program.run("explain", "nothing of the kind", "-o", "json")
    #expect(run.status == 1)
    let document = try JSONValue(text: run.output)
    #expect(document["schema"]?.string == "oxtail.explanation/1")
    #expect(document["causes"] == .array([]))
  }

  @Test(arguments: [([""], ""), (["  "], ""), (["-"], ""), (["-"], " \n\n")])
  func `an empty text is a mistake`(words: [String], input: String) throws {
    let run = try Program.run(["explain"] + words, input: Array(input.utf8))
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("oxtail: explain: the text is empty; "))
  }

  @Test func `a file's name is no error`() throws {
    let run = try Program.run("explain", "README.md")
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("oxtail: README.md: is a file, not an error; `oxtail scan` reads logs"))
  }

  @Test func `of a long text only the beginning is looked at, and that is said`() throws {
    let long = String(repeating: "x", count: ExplainRun.textBytesMax) + "\n[HTTP] Forbidden"
    let run = try Program.run("explain", "-", input: long)
    #expect(run.status == 1)
    #expect(run.errors.contains("only its first 256 KiB are looked at; `oxtail scan -` reads logs"))
    #expect(try Program.run("explain", "-", input: "[HTTP] Forbidden\n" + long).output.contains("transport.forbidden"))
  }

  @Test func `bytes that are no text do no harm`() throws {
    let run = try Program.run(["explain", "-"], input: [0xFF, 0, 0x1B] + Array("[HTTP] Forbidden".utf8))
    #expect(run.status == 0)
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `a renamed master administrator is known by the flag`() throws {
    let run = try Program.run("explain", "Master authentication for user: master7", "--master-login", "master7")
    let other = try Program.run("explain", "Master authentication for user: master7")
    #expect(run.output.contains("access.master-password"))
    #expect(!other.output.contains("access.master-password\n"))
  }

  @Test func `the samples of the catalogue fit 80 columns when explained`() throws {
    for cause in Shipped.sampled.causes {
      guard let sample = cause.texts.first?.matches.first?.text, sample.utf8.count < 2000 else { continue }
      let run = try Program.run("explain", "-", "-o", "text", input: sample)
      #expect(run.status == 0, "\(cause.id)")
      var isCopied = false
      for line in run.outputLines {
        if !line.hasPrefix("  ") { isCopied = ["CHECK", "FIX", "NEXT", "LINKS"].contains(line) }
        #expect(displayWidth(line) <= 80 || isCopied && !line.hasPrefix("  #"), "\(cause.id): \(line)")
      }
    }
  }
}
