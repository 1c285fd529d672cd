import LogPipeline
import Testing

@testable import OxtailService

struct HostNamesTests {
  private func host(of path: String, among others: [String] = [], rules: [GlobRule<String>] = [], side: Side = .plesk)
    -> String
  {
    let places = (others + [path]).map { HostNames.Place(path: $0, archive: nil) }
    let (name, isAssumed) = HostNames(rules: rules, logs: places).host(of: places[others.count], side: side)
    return name + (isAssumed ? " (assumed)" : "")
  }

  @Test(arguments: [
    // A directory among directories with logs is a host.
    ("logs/plesk1/panel.log", ["logs/ox1/open-xchange.log.0"], "plesk1"),
    ("/srv/logs/plesk1/panel.log", ["/srv/logs/plesk2/panel.log"], "plesk1"),
    ("plesk1/panel.log", ["ox1/open-xchange.log.0"], "plesk1"),
    ("logs/plesk1/panel.log.1", ["logs/plesk1/panel.log", "logs/ox1/a.log"], "plesk1"),
    // A directory alone, or beside others elsewhere, is none.
    ("logs/plesk1/panel.log", [], "plesk (assumed)"), ("panel.log", ["open-xchange.log.0"], "plesk (assumed)"),
    ("/var/log/plesk/panel.log", ["/var/log/plesk/panel.log.1"], "plesk (assumed)"),
    ("a/plesk1/panel.log", ["b/ox1/open-xchange.log.0"], "plesk (assumed)"),
    // A file's name.
    ("panel-plesk17.log", [], "plesk17"), ("panel-plesk17.log.1.gz", [], "plesk17"), ("panel_eu1.log", [], "eu1"),
    ("open-xchange-ox3.log.0", [], "ox3"), ("open-xchange_ox3.log", [], "ox3"),
    ("panel-20150101.log", [], "plesk (assumed)"), ("open-xchange-admin.log.0", [], "plesk (assumed)"),
    ("open-xchange-console.log", [], "plesk (assumed)"), ("panel-.log", [], "plesk (assumed)"),
    ("-", [], "plesk (assumed)"),
    // The directory is worth more than the name.
    ("logs/plesk1/panel-eu1.log", ["logs/ox1/a.log"], "plesk1"),
    ("../plesk1/panel.log", ["../ox1/a.log"], "plesk1"), ("./panel.log", ["../panel.log"], "plesk (assumed)"),
  ])
  func `a host is what the tree or the name says`(path: String, others: [String], host: String) {
    #expect(self.host(of: path, among: others) == host)
  }

  @Test func `what nothing names is called after its side`() {
    #expect(host(of: "a.log", side: .plesk) == "plesk (assumed)")
    #expect(host(of: "a.log", side: .openXchange) == "ox (assumed)")
  }

  @Test func `what is configured is worth most, the first rule that fits first`() {
    let rules = [GlobRule(glob: "logs/a/*", value: "first"), GlobRule(glob: "*", value: "second")]
    #expect(host(of: "logs/a/panel-x.log", among: ["logs/b/x.log"], rules: rules) == "first")
    #expect(host(of: "logs/b/panel-x.log", among: ["logs/a/x.log"], rules: rules) == "second")
    #expect(host(of: "-", rules: [GlobRule(glob: "-", value: "plesk17")]) == "plesk17")
  }
}
