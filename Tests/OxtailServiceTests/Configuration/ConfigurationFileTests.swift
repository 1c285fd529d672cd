import Foundation
import PatternFiles
import TestSupport
import Testing

@testable import OxtailService

/// Which file counts, and what its settings do to the reading.
struct ConfigurationFileTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test(arguments: [
    (["XDG_CONFIG_HOME": "/x", "HOME": "/h"], ["/x/oxtail/config.yaml", "/etc/oxtail/config.yaml"]),
    (["HOME": "/h"], ["/h/.config/oxtail/config.yaml", "/etc/oxtail/config.yaml"]),
    (["XDG_CONFIG_HOME": "relative", "HOME": "/h"], ["/h/.config/oxtail/config.yaml", "/etc/oxtail/config.yaml"]),
    ([:], ["/etc/oxtail/config.yaml"]),
  ])
  func `one's own file is looked for before the machine's`(environment: [String: String], places: [String]) {
    #expect(ConfigurationFile.places(environment: environment) == places)
  }

  @Test func `the first file that is there counts, and nothing of the others`() throws {
    try directory.write("oxtail/config.yaml", "db: /own.db")
    let named = try directory.write("named.yaml", "master_login: boss")
    let environment = ["XDG_CONFIG_HOME": directory.path]
    #expect(try ConfigurationFile.load(nil, environment: environment).database?.value == "/own.db")
    let configuration = try ConfigurationFile.load(named, environment: environment)
    #expect(configuration.database == nil)
    #expect(configuration.masterLogin?.value == "boss")
    #expect(configuration.file == named)
  }

  @Test func `a file that is named must be there, and nobody else may be able to write it`() throws {
    let missing = #expect(throws: PatternLoadError.self) {
      try ConfigurationFile.load(directory.path + "/none.yaml", environment: [:])
    }
    #expect(missing?.exitCode == 66)
    let path = try directory.write("open.yaml", "db: /x")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    let untrusted = #expect(throws: PatternLoadError.self) { try ConfigurationFile.load(path, environment: [:]) }
    #expect(untrusted?.code == .untrusted)
  }

  // MARK: Sources

  private func configuration(_ text: String) throws -> Configuration {
    try ConfigurationDecoder.decode(text.replacing("D/", with: directory.path + "/"), file: "c.yaml", home: nil)
  }

  @Test func `a source is a file with its generations, a directory, or a pattern`() throws {
    for name in ["a/panel.log", "a/panel.log.1", "a/panel.log.2.gz", "a/panel.log-20150101", "a/panel.logs", "b/x"] {
      try directory.write(name, "x")
    }
    let configuration = try configuration("sources: [{paths: [D/a/panel.log, D/b, D/c/*.log]}, {paths: [D/?/x]}]")
    #expect(
      configuration.existingPaths.map { $0.replacing(directory.path + "/", with: "") } == [
        "a/panel.log", "a/panel.log.1", "a/panel.log.2.gz", "a/panel.log-20150101", "b", "c/*.log", "b/x",
      ])
  }

  @Test func `what a source says holds for its logs and no others, and the command line counts more`() throws {
    let configuration = try configuration(
      """
      sources:
      - {paths: [D/a/panel.log], host: one, as: plesk, timezone: Europe/Berlin}
      - {paths: [D/tree, D/g*/ox], host: two, as: apache-error}
      """)
    var options = ScanOptions(paths: [])
    options.hosts = [GlobRule(glob: "*/tree/named.log", value: "flag")]
    options.add(configuration)
    func host(_ path: String) -> String? { options.hosts.first { $0.fits(directory.path + "/" + path) }?.value }
    let hosts = [
      "a/panel.log": "one", "a/panel.log.3.gz": "one", "a/panel.log-2015": "one", "a/other.log": nil,
      "tree/x/y.log": "two", "good/ox": "two", "tree/named.log": "flag", "treehouse/x": nil,
    ]
    for (path, expected) in hosts { #expect(host(path) == expected, "\(path)") }
    #expect(options.forced(directory.path + "/a/panel.log")?.side == .plesk)
    #expect(options.forced(directory.path + "/tree/x")?.layouts == "apache-error")
    #expect(options.forced(directory.path + "/a/other.log") == nil)
    #expect(options.zones.first { $0.fits(directory.path + "/a/panel.log") }?.value.name == "Europe/Berlin")
  }

  @Test func `the usual places are found, Apache's only beside Open-Xchange, and links lead to their files`() throws {
    try directory.write("var/log/plesk/panel.log", "")
    try directory.write("var/log/apache2/error.log", "")
    try directory.makeDirectory("opt/psa/admin")
    try directory.link("opt/psa/admin/logs", to: directory.path + "/var/log/plesk")
    func found() -> [String] {
      DefaultSources.found(root: directory.path).map { String($0.split(separator: directory.path).last ?? "") }
    }
    #expect(found() == ["/var/log/plesk/panel.log"])
    try directory.write("var/log/open-xchange/open-xchange.log.0", "")
    #expect(found() == ["/var/log/plesk/panel.log", "/var/log/open-xchange", "/var/log/apache2/error.log"])
  }
}
