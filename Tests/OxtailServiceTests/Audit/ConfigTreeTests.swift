import Foundation
import TestSupport
import Testing

@testable import OxtailService

struct ConfigTreeTests {
  @Test(arguments: [
    ("case/ox1/etc/apache2/conf.d/proxy_http.conf", "ox1"), ("case/plesk1/panel.ini", "plesk1"),
    ("case/plesk1/usr/local/psa/version", "plesk1"), ("/etc/resolv.conf", "this host"),
    ("/opt/open-xchange/etc/user.properties", "this host"), ("panel.ini", "this host"), ("./panel.ini", "this host"),
  ])
  func `the directory above those that every host has is the host`(path: String, host: String) {
    #expect(ConfigTree.host(of: path) == host)
  }

  private func tree(_ make: (TemporaryDirectory) throws -> Void) throws -> ConfigTree {
    let directory = try TemporaryDirectory()
    try make(directory)
    return ConfigTree([directory.path + "/named"])
  }

  private static let apache = "<Location /webservices>\nRequire all granted\n</Location>\n"

  @Test func `a link out of what was named is not followed, one within is`() throws {
    let tree = try tree { directory in
      try directory.write("outside/proxy.conf", Self.apache)
      try directory.write("named/a/proxy.conf", Self.apache)
      try directory.link("named/out.conf", to: directory.path + "/outside/proxy.conf")
      try directory.link("named/in.conf", to: "a/proxy.conf")
    }
    #expect(tree.files.map { $0.path.fileName } == ["proxy.conf", "in.conf"])
    #expect(tree.skipped.map(\.reason) == ["a link that leads out of what was named"])
  }

  @Test func `what is available and not enabled is not in force`() throws {
    let tree = try tree { directory in
      try directory.write("named/conf-available/a.conf", Self.apache)
      try directory.write("named/conf-available/b.conf", Self.apache)
      try directory.makeDirectory("named/conf-enabled")
      try directory.link("named/conf-enabled/a.conf", to: "../conf-available/a.conf")
    }
    #expect(tree.files.map { String($0.path.suffix("conf-enabled/a.conf".count)) } == ["conf-enabled/a.conf"])
  }

  @Test(arguments: ["proxy.conf~", "proxy.conf.bak", "proxy.conf.dpkg-old", "proxy.conf.rpmsave"])
  func `a copy of an editor or of a package manager is not in force`(name: String) throws {
    #expect(try tree { try $0.write("named/" + name, Self.apache) }.files.isEmpty)
  }

  @Test func `bytes that are no text, and texts that are no configuration, are named as skipped`() throws {
    let tree = try tree { directory in
      try directory.write("named/a.bin", [0, 1, 2])
      try directory.write("named/b.txt", "Dear customer,\nall is well.\n")
    }
    #expect(tree.files.isEmpty)
    #expect(tree.skipped.map(\.reason) == ["no configuration file", "no configuration file"])
  }

  @Test func `a file from Windows is read like any other`() throws {
    let tree = try tree { try $0.write("named/panel.ini", "[log]\r\nfilter.priority = 7\r\n") }
    guard case .panelINI(let file, _) = tree.files[0].content else { throw CocoaError(.fileReadCorruptFile) }
    #expect(file.settings.map { "\($0.section) \($0.value) \($0.line)" } == ["log 7 2"])
  }
}
