import Foundation
import IncidentStore
import LogPipeline

/// Whether alerts and mailed reports reach anybody.
struct AlertsCheck {
  private(set) var findings: [DoctorFinding] = []

  /// - Parameter indexPath: The index beside which messages wait.
  init(besides indexPath: String) {
    let path = DeliveryFile.path(besides: indexPath)
    do throws(StoreError) {
      // Another user's messages are not for us to judge.
      guard unsafe access(path, R_OK) == 0, let figures = try DeliveryFigures(besides: indexPath) else { return }
      check(figures, path)
    } catch {
      findings.append(DoctorFinding(.alerts, path, .error, error.message))
    }
  }

  private mutating func check(_ figures: DeliveryFigures, _ path: String) {
    if figures.givenUp > 0, let last = figures.last {
      let reason = last.error.map { ": \($0)" } ?? ""
      let count = figures.givenUp == 1 ? "1 message was" : "\(figures.givenUp) messages were"
      findings.append(
        DoctorFinding(
          .alerts, "given up", .warning,
          "\(count) not delivered within three days, the last for \(last.receiver) on \(last.time.minute) UTC\(reason)",
          next: [
            "oxtail alerts test    # whether the receivers work now",
            "oxtail alerts preview --since 30d    # what nobody was told",
          ]))
    }
    if figures.failing > 0 {
      let count = figures.failing == 1 ? "1 message was" : "\(figures.failing) messages were"
      findings.append(
        DoctorFinding(
          .alerts, "waiting", .warning, "\(count) tried in vain, and will be again for three days",
          next: ["oxtail alerts deliver --list    # with the last error"]))
    }
    if findings.isEmpty { findings.append(DoctorFinding(.alerts, path, .ok, "nothing was given up")) }
  }
}
