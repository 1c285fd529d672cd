import Foundation
import OxtailService
import TestSupport
import Testing

@testable import oxtail

/// `oxtail config`, and what a configuration does to other commands.
struct ConfigCommandTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let whole = """
    # A comment.
    db: /srv/oxtail.db
    patterns: [/etc/oxtail/site]
    master_login: "ox: admin"
    sources:
    - paths: ["/srv/*/panel.log", /var/log/open-xchange]
      host: "plesk \\u202e17"
      timezone: Europe/Berlin
      follow_links: false
    - {paths: [/x], as: ox}
    installations:
    - name: c1
      nodes: [ox1, ox2]
    plesk_hosts:
    - {host: p, addresses: ["2001:db8::1"], subadmins: ["- a", "~", "null", "#b", 17]}
    """

  @Test func `what is shown is a file that says the same`() throws {
    let file = try directory.write("c.yaml", Self.whole)
    let shown = try Program.run("config", "show", "--config", file)
    #expect(shown.status == 0 && shown.errors.isEmpty)
    try Golden.expect(shown.output, is: "config/show")
    let again = try Program.run("config", "show", "--config", directory.write("shown.yaml", shown.output))
    #expect(again.output == shown.output)
  }

  @Test func `each value is told with the line, the option or the default that it comes from`() throws {
    try directory.write("c.yaml", Self.whole)
    let run = try Program.run(
      ["config", "blame", "--config", "c.yaml", "--db", "case.db", "--patterns", "mine"], in: directory.path)
    try Golden.expect(run.output, is: "config/blame")
  }

  @Test func `all mistakes are told by show, the first one by every command`() throws {
    try directory.write("c.yaml", "log_level: x\nsorces: []\n")
    let show = try Program.run(["config", "show", "--config", "c.yaml"], in: directory.path)
    #expect(show.status == 78 && show.output.isEmpty)
    #expect(
      show.errors == """
        oxtail: c.yaml:1:12: `log_level: x` is none of debug, info, notice, warning, error
        oxtail: c.yaml:2:1: unknown key `sorces`; did you mean `sources`?

        """)
    for command in [
      ["scan", "."], ["explain", "x"], ["index", "."], ["incidents"], ["show", "OX-1"], ["patterns", "list"],
    ] {
      let run = try Program.run(command + ["--config", "c.yaml"], in: directory.path)
      #expect(run.status == 78, "\(command)")
      #expect(run.errors.contains("c.yaml:1:12: "), "\(command)")
      #expect(run.errors.contains("1 more in c.yaml: oxtail config show lists them"), "\(command)")
    }
    #expect(try Program.run("scan", ".", "--config", "none.yaml").status == 66)
  }

  @Test func `the path is that of the file that counts`() throws {
    let environment = ["XDG_CONFIG_HOME": directory.path]
    let none = try Program.run(["config", "path", "--config", "none.yaml"], in: directory.path)
    #expect(none.status == 1 && none.output.isEmpty)
    #expect(none.errors.contains("`oxtail config init` writes one"))
    let file = try directory.write("oxtail/config.yaml", "")
    #expect(try Program.run(["config", "path"], environment: environment).output == file + "\n")
  }

  @Test func `a first file is right, and is never written over`() throws {
    let file = directory.path + "/new/c.yaml"
    let first = try Program.run("config", "init", "--config", file)
    #expect(first.status == 0, "\(first.errors)")
    #expect(try Program.run("config", "show", "--config", file).status == 0)
    try "db: /mine.db\n".write(toFile: file, atomically: true, encoding: .utf8)
    let second = try Program.run("config", "init", "--config", file)
    #expect(second.status == 73)
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "db: /mine.db\n")
    #expect(
      try Program.run("config", "init", "--config", "-").output == ConfigTemplate.text(sources: DefaultSources.found()))
  }

  /// With every key that it explains put to use, the template is still right.
  @Test func `what the first file explains is what is understood`() throws {
    let text = ConfigTemplate.text(sources: ["/var/log/plesk/panel.log"])
      .replacing(/(?m)^(\s*)# (?=[a-z_]+: |[a-z_]+:$|- |  [a-z_]+: )/) { "\($0.output.1)" }
    let run = try Program.run("config", "show", "--config", directory.write("c.yaml", text))
    #expect(run.status == 0, "\(run.errors)")
    for key in [
      "db", "patterns", "master_login", "log_level", "host", "timezone", "as", "follow_links", "nodes", "subadmins",
    ] {
      #expect(run.output.contains("\(key):"), "\(key)")
    }
  }

  @Test func `sources, hosts, zones, patterns and index come from the file`() throws {
    let story = Repository.root + ScanCommandTests.story
    let file = try directory.write(
      "c.yaml",
      """
      db: \(directory.path)/case.db
      sources:
      - {paths: [\(story)/plesk-06a], host: from-file}
      - {paths: [\(story)/ox-06a]}
      """)
    let scan = try Program.run("scan", "--config", file, "-o", "csv")
    #expect(scan.output.contains("from-file") && scan.output.contains("limit.contexts"), "\(scan.errors)")
    #expect(try Program.run("scan", "--config", file, "--host-of", "*=flag", "-o", "csv").output.contains("flag"))
    let index = try Program.run("index", "--config", file)
    #expect(index.output.contains("case.db: 4 logs, 1 incident"))
    #expect(try Program.run("incidents", "--config", file, "-o", "csv").output.contains("from-file"))
    #expect(try Program.run("scan").status == 64, "neither files nor sources")
  }
}
