import OxtailService
import Testing

struct GlobRuleTests {
  @Test(arguments: [
    ("panel.log", "panel.log"), ("*.log", "logs/plesk1/panel.log"), ("*", "a/b"), ("-", "-"),
    ("panel.log", "/var/log/plesk/panel.log"), ("plesk/panel.log", "/var/log/plesk/panel.log"),
    ("logs/eu1/*", "logs/eu1/panel.log"), ("eu1/*", "logs/eu1/panel.log"), ("logs/*", "logs/eu1/panel.log"),
    ("eu1", "logs/eu1/panel.log"), ("eu?", "logs/eu1/panel.log"), ("[ab].log", "x/b.log"), ("logs", "logs/a.log"),
  ])
  func `a glob fits the path, an end of it, or a directory of it`(glob: String, path: String) {
    #expect(GlobRule(glob: glob, value: 0).fits(path))
  }

  @Test(arguments: [
    ("panel.log", "xpanel.log"), ("panel", "panel.log"), ("eu1", "logs/eu12/panel.log"), ("eu1", "eu1.log"),
    ("plesk/panel", "/var/log/plesk/panel.log"), ("", "a"), ("[ab].log", "c.log"), ("?", "ab"),
  ])
  func `a glob does not fit parts of names`(glob: String, path: String) {
    #expect(!GlobRule(glob: glob, value: 0).fits(path))
  }

  @Test func `a glob also fits the host that is known by then`() {
    #expect(GlobRule(glob: "plesk*", value: 0).fits("a.log", host: "plesk17"))
    #expect(!GlobRule(glob: "plesk*", value: 0).fits("a.log", host: "ox17"))
    #expect(!GlobRule(glob: "plesk*", value: 0).fits("a.log"))
  }
}
