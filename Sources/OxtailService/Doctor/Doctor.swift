import Foundation
import IncidentStore
import LogPipeline
import LogTail

/// Looks whether oxtail can do its work here. It reads, and changes nothing.
package struct Doctor {
  /// Live logs that are looked into; a moment's work each.
  static let logsMax = 200

  let options: ScanOptions
  let catalogue: Catalogue
  let indexPath: String
  /// Who is to read the logs, for commands that let them.
  let user: String
  let now: Instant

  /// - Parameters:
  ///   - options: With the paths of the sources, and what is configured of them.
  ///   - now: The machine's time.
  package init(options: ScanOptions, catalogue: Catalogue, indexPath: String, user: String, now: Instant) {
    self.options = options
    self.catalogue = catalogue
    self.indexPath = indexPath
    self.user = user
    self.now = now
  }

  /// In the order of areas.
  package func findings() -> [DoctorFinding] {
    let look = sources()
    return look.findings + coverage(look.probes) + IndexCheck(path: indexPath, now: now).findings
      + AlertsCheck(besides: indexPath).findings + machine()
  }

  // MARK: Sources

  private struct SourceLook {
    var findings: [DoctorFinding] = []
    var probes: [LogProbe] = []
  }

  private func sources() -> SourceLook {
    var look = SourceLook()
    if options.paths.isEmpty {
      look.findings.append(
        DoctorFinding(
          .sources, "logs", .error, "none are configured, and none lie in the usual places",
          next: ["oxtail config init    # then name them under `sources`"]))
    }
    let (files, unreadable) = Discovery.files(for: options.paths)
    for place in unreadable { look.findings.append(finding(place)) }
    let live = files.filter { RotatedName($0.path).isLive }
    for file in live.prefix(Self.logsMax) { probe(file, &look) }
    let rest = live.count - Self.logsMax
    if rest > 0 { look.findings.append(DoctorFinding(.sources, "\(rest) more logs", .ok, "not looked into")) }
    return look
  }

  private func probe(_ file: LogFile, _ look: inout SourceLook) {
    do throws(UnreadablePath) {
      var probe = try LogProbe(
        file.path, forced: options.forced(file.path), catalogue: catalogue, hash: Hashes.keyed())
      probe.configure(options.zones.first { $0.fits(file.path) }?.value.rule)
      look.probes.append(probe)
      look.findings += SourceCheck(probe, isNamed: file.isNamed, modified: Self.modified(file.path), now: now).findings
    } catch {
      look.findings.append(finding(error))
    }
  }

  private func finding(_ place: UnreadablePath) -> DoctorFinding {
    switch place.reason {
    case .permissionDenied:
      DoctorFinding(
        .sources, place.path, .error, "\(user) may not read it",
        next: AccessGrant.commands(for: place.path, user: user))
    case .noSuchFile:
      DoctorFinding(
        .sources, place.path, .warning, "is not there; it is read once it is",
        next: ["if its name is wrong, correct it in the configuration: oxtail config blame"])
    case .nameNotUTF8: DoctorFinding(.sources, place.path, .error, "has a name that is not UTF-8: it cannot be read")
    case .notAFile: DoctorFinding(.sources, place.path, .error, "is neither a file nor a directory")
    case .deadLink: DoctorFinding(.sources, place.path, .ok, "a link that leads nowhere; not looked into")
    case .failed(let number):
      DoctorFinding(
        .sources, place.path, .error, unsafe "cannot be read: \(String(cString: strerror(number)))",
        next: ["look at the disk: dmesg | tail"])
    }
  }

  private static func modified(_ path: String) -> Instant? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Instant(ms: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
  }

  // MARK: Coverage

  /// A failure can be explained where both sides' logs cover its time.
  private func coverage(_ probes: [LogProbe]) -> [DoctorFinding] {
    let logs = probes.filter { $0.side != nil && $0.records > 0 }
    guard !logs.isEmpty else { return [] }
    var findings: [DoctorFinding] = []
    for side in [Side.plesk, .openXchange] {
      let own = logs.filter { $0.side == side }
      let first = own.compactMap(\.firstInstant).min()
      let last = own.compactMap(\.lastInstant).max()
      guard let first, let last else {
        findings.append(
          DoctorFinding(
            .coverage, side.title, .warning, "no log of it is among the sources: causes on that side stay unknown",
            next: [side.sourceHint]))
        continue
      }
      findings.append(
        DoctorFinding(.coverage, side.title, .ok, "\(first.minute) to \(last.minute) UTC, live logs: \(own.count)"))
    }
    return findings
  }

  // MARK: Machine

  private func machine() -> [DoctorFinding] {
    let usesJIT = catalogue.texts.first?.expression.usesJIT ?? true
    let code =
      usesJIT
      ? DoctorFinding(.machine, "machine code for patterns", .ok, "allowed")
      : DoctorFinding(
        .machine, "machine code for patterns", .warning, "forbidden: failures are recognised several times slower",
        next: [
          "allow it: MemoryDenyWriteExecute=no in the service's unit",
          "or, where SELinux forbids it: setsebool -P deny_execmem off",
        ])
    return [code, DiskCheck(besides: indexPath).finding]
  }
}

extension Side {
  package var title: String {
    switch self {
    case .plesk: "Plesk"
    case .openXchange: "Open-Xchange"
    case .apache: "Apache"
    }
  }

  fileprivate var sourceHint: String {
    switch self {
    case .plesk: "add panel.log of every Plesk host, for instance /var/log/plesk/panel.log"
    case .openXchange, .apache: "add open-xchange.log of every Open-Xchange node, /var/log/open-xchange"
    }
  }
}

extension Instant {
  /// `2015-10-15 07:52`
  package var minute: String { "\(date) \(timeOfDay.dropLast(3))" }
}
