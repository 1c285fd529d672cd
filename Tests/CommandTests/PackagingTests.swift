import Foundation
import TestSupport
import Testing

@testable import oxtail

/// systemd's own look at its files, where it is installed.
private enum SystemdAnalyze {
  static let path = "/usr/bin/systemd-analyze"
  static let isThere = FileManager.default.isExecutableFile(atPath: path)
}

/// What is shipped beside the binary, held to the tools that will read it.
struct PackagingTests {
  private static let folder = Repository.root + "Packaging/systemd/"

  /// The unit, of the program that was built.
  private func unit(_ directory: TemporaryDirectory) throws -> String {
    let text = try String(contentsOfFile: Self.folder + "oxtail.service", encoding: .utf8)
    #expect(text.contains("\nExecStart=/usr/bin/oxtail daemon\n"))
    return try directory.write("oxtail.service", text.replacing("/usr/bin/oxtail", with: Program.path))
  }

  private func analyze(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments, environment: ["SYSTEMD_LOG_LEVEL": "warning"], program: SystemdAnalyze.path)
  }

  @Test(.enabled(if: SystemdAnalyze.isThere)) func `systemd finds nothing wrong with the unit`() throws {
    let directory = try TemporaryDirectory()
    let run = try analyze("verify", "--man=no", unit(directory))
    #expect(run.status == 0 && (run.output + run.errors).isEmpty, "\(run.output)\(run.errors)")
  }

  /// In tenths: 5 is an exposure of 0.5.
  @Test(.enabled(if: SystemdAnalyze.isThere)) func `the unit exposes next to nothing`() throws {
    let directory = try TemporaryDirectory()
    let unit = try unit(directory)
    let run = try analyze("security", "--offline=true", "--threshold=5", "--no-pager", unit)
    #expect(run.status == 0, "\(run.output)")
    let open = try directory.write(
      "oxtail.service",
      String(contentsOfFile: unit, encoding: .utf8).replacing("PrivateUsers=yes", with: "").replacing(
        "ProtectSystem=strict", with: ""))
    #expect(try analyze("security", "--offline=true", "--threshold=5", "--no-pager", open).status != 0)
  }

  /// Options in the unit are those of the command.
  @Test func `the unit's command and the words in its files are the program's`() throws {
    let help = try Program.run("daemon", "--help").output
    #expect(help.contains("Packaging/systemd/oxtail.service"))
    let users = try String(contentsOfFile: Self.folder + "oxtail.sysusers", encoding: .utf8)
    #expect(users.contains("\nu oxtail - "))
    let files = try String(contentsOfFile: Self.folder + "oxtail.tmpfiles", encoding: .utf8)
    for path in ["/etc/oxtail/patterns.d", "/var/lib/oxtail"] { #expect(files.contains("\nd \(path) "), "\(path)") }
  }
}

/// The manual page is made of the help, so that it says the same.
struct ManualPageTests {
  private func page() throws -> String { try Program.run("manual").output }

  @Test func `every command and every option of the help is in it`() throws {
    let page = try page().replacing("\\-", with: "-")
    for words in HelpTests.commands where !words.isEmpty {
      #expect(page.contains("\n.SS oxtail \(words.joined(separator: " "))\n"), "\(words)")
      let help = try Program.run(words + ["--help"]).output
      for option in Set(help.matches(of: /(?m)^ +(?:-\w, )?(--[a-z-]+)/).map { String($0.output.1) })
      where !["--help", "--version"].contains(option) {
        #expect(page.contains(option), "\(words) \(option)")
      }
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
  func `groff finds nothing wrong with it`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("oxtail.1", page())
    let run = try Program.run(["-man", "-ww", "-z", "-Tutf8", file], program: "/usr/bin/groff")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
  }

  /// A line that begins with a dot or an apostrophe is an order to roff, and a backslash anywhere.
  @Test(arguments: [
    (".x", "\\&.x"), ("'x'", "\\(aqx\\(aq"), ("a\\b", "a\\eb"), ("-o", "\\-o"), ("`x`", "\\(gax\\(ga"),
    ("~/x", "\\(ti/x"), ("/opt/…", "/opt/\\[u2026]"),
  ])
  func `nothing in a text is an order`(text: String, roff: String) {
    #expect(ManualPage.roff(text) == roff)
  }
}
