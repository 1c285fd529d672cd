import Foundation
import TestSupport
import Testing

/// The codes of the command line's description, each with a message that names the thing and the next step.
struct ExitCodeTests {
  static let panel = "SampleLogs/06-subadmin-limit/obsidian/plesk-06a/panel.log"

  // MARK: 64 usage

  @Test(arguments: [
    (
      ["scan"],
      "oxtail: scan: nothing to read; name files or directories, or - for standard input, or configure sources (oxtail config init); see `oxtail scan --help`"
    ),
    (
      ["explain"],
      "oxtail: explain: no text; give the error in quotes, or - for standard input; see `oxtail explain --help`"
    ),
    (["scan", "--nope", "x"], "oxtail: scan: unknown option '--nope'; see `oxtail scan --help`"),
    (["scan", "--utx", "x"], "oxtail: scan: unknown option '--utx'. Did you mean '--utc'?; see `oxtail scan --help`"),
    (
      ["scan", "-o", "yaml", "x"],
      "oxtail: scan: the value 'yaml' is invalid for '-o <form>'; expected is one of table, text, json, jsonl, csv, md; see `oxtail scan --help`"
    ),
    (
      ["scan", "--as", "apache", "x"],
      "oxtail: scan: the value 'apache' is invalid for '--as <plesk|ox|apache-access|apache-error>'; expected is one of 'plesk', 'ox', 'apache-access' or 'apache-error'; see `oxtail scan --help`"
    ),
    (
      ["scan", "-q", "-v", "x"],
      "oxtail: scan: -q and -v exclude each other; give one of them; see `oxtail scan --help`"
    ),
    (
      ["scan", "--utc", "--timezone", "UTC", "x"],
      "oxtail: scan: --utc and --timezone exclude each other; give one of them; see `oxtail scan --help`"
    ),
    (
      ["scan", "--host-of", "eu1", "x"],
      "oxtail: scan: the value 'eu1' is invalid for '--host-of <glob=name>': GLOB=VALUE is expected, for instance 'logs/eu1/*=plesk17'; see `oxtail scan --help`"
    ),
    (
      ["scan", "--timezone-of", "eu1=Berlin", "x"],
      "oxtail: scan: the value 'eu1=Berlin' is invalid for '--timezone-of <glob=zone>': the zone 'Berlin' is not known; did you mean `Europe/Berlin`?; name one as Europe/Berlin, UTC or +02:00; see `oxtail scan --help`"
    ),
    (["patterns", "foo"], "oxtail: patterns: unexpected argument 'foo'; see `oxtail patterns --help`"),
    (
      ["patterns", "show"], "oxtail: patterns show: missing expected argument '<id>'; see `oxtail patterns show --help`"
    ),
    (
      ["db", "prune", "--keep", "foo"],
      "oxtail: db prune: 'foo' is no length of time; write 90d, 12w or 36h; see `oxtail db prune --help`"
    ),
    (["help", "frobnicate"], "oxtail: help frobnicate: there is no such command; `oxtail help` lists the commands"),
    (["help", "scna"], "oxtail: help scna: there is no such command; did you mean `oxtail help scan`?"),
    (["help", "db", "prnue"], "oxtail: help db prnue: there is no such command; did you mean `oxtail help db prune`?"),
    (
      ["help", "scan", "x"], "oxtail: help scan x: there is no such command; `oxtail help scan` shows all that there is"
    ),
    (
      ["report", "-S", "2021-11-11", "-U", "2021-11-11"],
      "oxtail: --since 2021-11-11T00:00:00.000Z: is --until, too: nothing lies between them; name a later --until"
    ),
  ])
  func `a mistake in the arguments is one line that names the help`(arguments: [String], message: String) throws {
    let run = try Program.run(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors == message + "\n")
  }

  // MARK: 65 no log

  @Test func `a named file that is no log ends with 65, one that is met on a walk does not`() throws {
    let named = try Program.run("scan", "README.md", Self.panel)
    #expect(named.status == 65)
    #expect(named.errors.contains("oxtail: README.md: no known log; if it is one, say which: --as plesk or --as ox\n"))
    #expect(named.output.contains("limit.contexts"))
    #expect(try Program.run("scan", "SampleLogs/06-subadmin-limit").status == 0)
  }

  @Test func `a device is no log`() throws {
    let run = try Program.run("scan", "/dev/null")
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("oxtail: /dev/null: neither a file nor a directory; name a log: "))
  }

  @Test(arguments: [
    ("", "empty; pipe a log into it"), ("no head\n", "no known log; pipe a log into it"),
    ("\u{1F}\u{8B}\u{8}", "binary; pipe a log into it"),
  ])
  func `standard input that is no log is one`(input: String, message: String) throws {
    let run = try Program.run("scan", "-", input: input)
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("oxtail: standard input: \(message), or a single error into `oxtail explain -`\n"))
  }

  // MARK: 66, 74, 77, 78

  @Test func `a file that is not there ends with 66, and the rest is read`() throws {
    let run = try Program.run("scan", "nowhere/panel.log", Self.panel, "-q")
    #expect(run.status == 66)
    #expect(run.errors == "oxtail: nowhere/panel.log: no such file; check the name, or name the directory above it\n")
    #expect(run.output.contains("limit.contexts"))
  }

  @Test(arguments: [
    ["scan", panel], ["scan", panel, "-o", "json"], ["scan", panel, "-o", "jsonl"], ["scan", panel, "-o", "csv"],
    ["scan", panel, "-o", "md"], ["explain", "Forbidden"], ["explain", "Forbidden", "-o", "json"],
    ["explain", "Forbidden", "-o", "md"], ["patterns", "list"], ["patterns", "list", "-o", "json"],
    ["patterns", "show", "limit.contexts"], ["patterns", "test"], ["patterns", "match", "Forbidden"], ["--help"],
    ["scan", "--help"], ["--version"], [panel],
  ])
  func `an output that takes nothing ends with 74`(arguments: [String]) throws {
    let run = try Program.run(arguments, output: "/dev/full")
    #expect(run.status == 74)
    #expect(
      run.errors.contains(
        "oxtail: standard output: cannot be written: No space left on device; look for room on the disk, or write elsewhere\n"
      ))
  }

  /// The kernel gives this file's first bytes to nobody.
  @Test func `a file that cannot be read ends with 74, and the rest is read`() throws {
    let run = try Program.run("scan", "/proc/self/mem", Self.panel, "-q")
    #expect(run.status == 74)
    #expect(
      run.errors == "oxtail: /proc/self/mem: cannot be read: Input/output error; check the disk, then run it again\n")
    #expect(run.output.contains("limit.contexts"))
  }

  @Test(.enabled(if: Unprivileged.isPossible, "needs a user who may not read everything"))
  func `a file without permission ends with 77, named or met, and the rest is read`() throws {
    let directory = try TemporaryDirectory()
    let secret = try directory.write("a/secret.log", "x")
    try directory.copy(Repository.root + Self.panel, to: "a/panel.log")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: secret)
    for arguments in [["a/secret.log", "a/panel.log"], ["a"]] {
      let run = try Unprivileged.run(["scan", "-q"] + arguments, in: directory.path)
      #expect(run.status == 77)
      #expect(
        run.errors
          == "oxtail: a/secret.log: permission denied; run as root, or as a member of the group that may read it\n")
      #expect(run.output.contains("limit.contexts"))
    }
  }

  @Test(arguments: [["scan", panel], ["explain", "Forbidden"], [panel]])
  func `a bad pattern ends with 78 and names file, line and place`(arguments: [String]) throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(
      "bad.yaml",
      """
      side: plesk
      rules:
        - id: site.bad
          regex: 'Billing (bridge'
          matches: [{text: 'x'}]
          refuses: ['y']

      """)
    let run = try Program.run(arguments + ["--patterns", directory.path])
    #expect(run.status == 78)
    #expect(run.output == "")
    #expect(
      run.errors == """
        oxtail: \(file):4: site.bad: no valid expression: missing closing parenthesis
            Billing (bridge
                           ^

        """)
  }

  @Test func `a directory of patterns that is not there ends with 66`() throws {
    let run = try Program.run("explain", "x", "--patterns", "nowhere")
    #expect(run.status == 66)
    #expect(
      run.errors == "oxtail: nowhere: no such directory or file; name a directory with pattern files (*.yaml)\n")
  }

  // MARK: The largest wins

  private static let mistakes: [([String], Int32)] = [
    (["README.md", "nowhere.log"], 66), (["nowhere.log", "README.md"], 66), (["README.md", "/proc/self/mem"], 74),
    (["/proc/self/mem", "nowhere.log", "README.md"], 74),
  ]

  @Test(arguments: mistakes)
  func `of several mistakes the largest code counts, all are said, and the rest is read`(
    paths: [String], status: Int32
  ) throws {
    let run = try Program.run(["scan", "-q"] + paths + [Self.panel])
    #expect(run.status == status)
    #expect(run.errors.split(separator: "\n").count == paths.count)
    #expect(run.output.contains("limit.contexts"))
  }
}
