import Foundation
import LogPipeline
import OxtailService
import PatternFiles

/// What is looked at, from the options and whatever of the settings can be used.
struct DoctorRun {
  let command: DoctorCommand

  func findings() throws -> [DoctorFinding] {
    var findings: [DoctorFinding] = []
    let configuration = settings(&findings)
    let catalogue = try catalogue(configuration, &findings)
    let paths = command.paths.isEmpty ? configuration.sourcesToFollow.flatMap(\.existingPaths) : command.paths
    let doctor = Doctor(
      options: command.reading.options(paths, configuration), catalogue: catalogue,
      indexPath: command.index.pathToAsk(configuration), user: Account.name,
      now: Instant(ms: Int64(Date.now.timeIntervalSince1970 * 1000)))
    return findings + doctor.findings()
  }

  /// A file that cannot be used is a finding, and what it would say is left to the defaults.
  private func settings(_ findings: inout [DoctorFinding]) -> Configuration {
    do throws(PatternLoadError) {
      let configuration = try command.index.configuration.parsed()
      findings.append(
        DoctorFinding(
          .settings, configuration.file ?? "configuration", .ok,
          configuration.file == nil ? "there is none; the usual places are looked at" : "understood"))
      return configuration
    } catch {
      findings += Self.findings(error, next: "oxtail config show    # tells all mistakes")
      return Configuration()
    }
  }

  private func catalogue(_ configuration: Configuration, _ findings: inout [DoctorFinding]) throws -> Catalogue {
    do throws(PatternLoadError) {
      let catalogue = try command.patterns.loaded(configuration)
      let (causes, layouts) = (catalogue.library.causes.count, catalogue.library.layouts.count)
      findings.append(DoctorFinding(.settings, "patterns", .ok, "\(causes) causes, \(layouts) layouts of logs"))
      return catalogue
    } catch {
      findings += Self.findings(error, next: "oxtail patterns lint    # tells all mistakes")
      return try Catalogue(try BuiltinPatterns.library(samples: false))
    }
  }

  private static func findings(_ error: PatternLoadError, next: String) -> [DoctorFinding] {
    let text = CommandError(error, list: "").line.string.dropFirst("oxtail: ".count)
    return [DoctorFinding(.settings, error.path, .error, String(text), next: [next])]
  }
}
