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

  /// All units, of the program that was built.
  private func units(_ directory: TemporaryDirectory) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter {
      $0.hasSuffix(".service") || $0.hasSuffix(".timer")
    }
    return try names.sorted().map { name in
      let text = try String(contentsOfFile: Self.folder + name, encoding: .utf8)
      return try directory.write(name, text.replacing("/usr/bin/oxtail", with: Program.path))
    }
  }

  private func analyze(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments, environment: ["SYSTEMD_LOG_LEVEL": "warning"], program: SystemdAnalyze.path)
  }

  @Test(.enabled(if: SystemdAnalyze.isThere)) func `systemd finds nothing wrong with the unit`() throws {
    let directory = try TemporaryDirectory()
    let units = try units(directory)
    #expect(units.count == 7)
    // A template is looked at as one of its instances, by the timer that starts it.
    for unit in units where !unit.contains("@") {
      let run = try analyze("verify", "--man=no", unit)
      #expect(run.status == 0 && (run.output + run.errors).isEmpty, "\(unit): \(run.output)\(run.errors)")
    }
  }

  /// A timer without its service, or a service with options that the command has not, would fail in the night.
  @Test func `each timer starts a unit that is there, and each unit's command is understood`() throws {
    let directory = try TemporaryDirectory()
    for unit in try units(directory) {
      let text = try String(contentsOfFile: unit, encoding: .utf8)
      let name = String(unit.split(separator: "/").last ?? "")
      if name.hasSuffix(".timer") {
        let started =
          text.firstMatch(of: /(?m)^Unit=(.*)$/).map { String($0.output.1) }
          ?? name.replacing(".timer", with: ".service")
        let file = started.replacing(/@.*\./, with: "@.")
        #expect(FileManager.default.fileExists(atPath: Self.folder + file), "\(name)")
        #expect(name.contains("alerts") || text.contains("\nPersistent=true\n"), "\(name)")
        continue
      }
      guard let line = text.firstMatch(of: /(?m)^ExecStart=\S+ (.*)$/)?.output.1, name != "oxtail.service" else {
        continue
      }
      let options = text.firstMatch(of: /OXTAIL_REPORT=(--mail root)"/).map { String($0.output.1) } ?? ""
      for unit in ["day", "week", "month"] {
        let words = line.replacing("%i", with: unit).replacing("$OXTAIL_REPORT", with: options).replacing(
          "/var/lib/oxtail", with: directory.path)
        // There is no index: what comes before that was understood.
        #expect(try Program.run(words.split(separator: " ").map(String.init)).status == 66, "\(name)")
      }
    }
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
