import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

struct HostNamesInArchivesTests {
  private func hosts(_ logs: [(path: String, archive: String?)]) -> [String] {
    let places = logs.map { HostNames.Place(path: $0.path, archive: $0.archive) }
    let names = HostNames(rules: [], logs: places)
    return places.map { place in
      let host = names.host(of: place, side: .plesk)
      return host.name + (host.isAssumed ? "?" : "")
    }
  }

  @Test func `directories name hosts where several hold logs`() {
    #expect(hosts([("logs/a/panel.log", nil), ("logs/b/panel.log", nil)]) == ["a", "b"])
    #expect(hosts([("logs/a/panel.log", nil), ("logs/a/panel.log.1", nil)]) == ["plesk?", "plesk?"])
  }

  @Test func `an archive's directories are directories`() {
    #expect(hosts([("x.tgz/a/panel.log", "x.tgz"), ("x.tgz/b/panel.log", "x.tgz")]) == ["a", "b"])
    #expect(hosts([("-/a/panel.log", "-"), ("-/b/panel.log", "-")]) == ["a", "b"])
  }

  @Test func `archives beside each other name hosts, however deep the logs lie in them`() {
    let logs = [
      ("case/plesk1.tar.gz/var/log/plesk/panel.log", "case/plesk1.tar.gz"),
      ("case/plesk2.tgz/panel.log", "case/plesk2.tgz"), ("case/ox1/open-xchange.log.0", nil),
    ]
    #expect(hosts(logs) == ["plesk1", "plesk2", "ox1"])
  }

  @Test func `an archive and the directory that it was unpacked to are one host's`() {
    let logs = [("case/logs.tar.gz/panel.log", "case/logs.tar.gz"), ("case/logs/panel.log", nil)]
    #expect(hosts(logs) == ["plesk?", "plesk?"])
  }

  @Test(arguments: [
    ("panel-plesk17.log", "plesk17"), ("panel-plesk17.log.1.gz", "plesk17"), ("panel-20150101.log", "plesk?"),
    ("panel-2015-01-01.log.gz", "plesk?"), ("open-xchange-admin.log.0", "plesk?"), ("panel-.log", "plesk?"),
  ])
  func `file names name hosts, dates are none`(name: String, host: String) {
    #expect(hosts([(name, nil)]) == [host])
  }
}
