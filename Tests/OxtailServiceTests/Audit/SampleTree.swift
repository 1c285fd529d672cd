import Foundation
import OxtailService
import PatternFiles
import TestSupport

/// A copy of `SampleConfig/clean` in which things can be broken.
struct SampleTree {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    try directory.copy(Repository.root + "SampleConfig/clean", to: "clean")
  }

  var path: String { directory.path + "/clean" }

  func write(_ name: String, _ text: String) throws { try directory.write("clean/" + name, text) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

  /// - Throws: Where the text is not there: a test that breaks nothing proves nothing.
  func replace(_ name: String, _ text: String, _ replacement: String) throws {
    let old = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    guard old.contains(text) else { throw CocoaError(.fileReadCorruptFile) }
    try write(name, old.replacing(text, with: replacement))
  }

  func audit(plesk: [String] = ["plesk1=192.0.2.17"], resellerMode: Bool? = nil) throws -> AuditResult {
    let hosts = plesk.compactMap { text in
      PleskAddress(name: String(text.prefix { $0 != "=" }), address: String(text.drop { $0 != "=" }.dropFirst()))
    }
    return Auditor(
      page: try AuditPage.builtin(), master: "oxadminmaster", pleskHosts: hosts, resellerMode: resellerMode
    ).audit([path])
  }
}

extension AuditResult {
  var broken: [AuditFinding] { findings.filter { !$0.isKept } }

  /// `log.priority-debug panel.ini:3`
  var brokenPlaces: [String] {
    broken.map { finding in
      let name = finding.file.split(separator: "/").last ?? ""
      return "\(finding.statement.id) \(name)\(finding.line.map { ":\($0)" } ?? "")"
    }
  }
}
