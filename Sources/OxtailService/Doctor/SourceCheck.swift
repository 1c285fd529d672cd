import LogPipeline

/// What one log tells of how it is written.
struct SourceCheck {
  /// Fewer records say nothing of a level.
  private static let recordsMin = 50
  /// Clocks of machines that share their time differ by less.
  private static let skewMsMax: Int64 = 120_000
  private static let quarterHourMs: Int64 = 900_000

  private(set) var findings: [DoctorFinding] = []
  private let probe: LogProbe

  /// - Parameters:
  ///   - isNamed: Whether somebody said that it is a log.
  ///   - modified: When it was last written, on the clock of this machine.
  init(_ probe: LogProbe, isNamed: Bool, modified: Instant?, now: Instant) {
    self.probe = probe
    guard let side = probe.side else {
      // What lies beside logs in a directory is nobody's mistake.
      if isNamed, probe.refusal != "empty" {
        say(.error, "\(probe.refusal)", ["if it is one, say which in the configuration: as: plesk or as: ox"])
      } else if isNamed {
        say(.ok, "empty")
      }
      return
    }
    let format = probe.layouts.map(\.title).joined(separator: "; ")
    say(.ok, format.isEmpty ? "\(side.title), no record yet" : format)
    checkVersion()
    checkLevels(side)
    checkRecognition()
    checkClock(modified, now)
  }

  private mutating func say(_ verdict: DoctorFinding.Verdict, _ text: String, _ next: [String] = []) {
    findings.append(DoctorFinding(.sources, probe.path, verdict, text, next: next))
  }

  // MARK: What is written

  /// The wiki page names Plesk 11.5 as the first that the APS package supports.
  private mutating func checkVersion() {
    guard probe.layouts.contains(where: { $0.id == "plesk-zend" }) else { return }
    say(
      .warning, "written by a Plesk before 11.5, which the Open-Xchange APS package does not support",
      ["update Plesk; until then causes may be told wrong"])
  }

  private mutating func checkLevels(_ side: Side) {
    guard side != .apache else { return }
    let debug = probe.levels.filter { $0.key >= .debug }.values.reduce(0, +)
    if debug > 0 {
      let secrets = probe.secretCount > 0 ? ", and passwords stand in it" : ""
      say(.warning, "debug mode is on (\(debug) of its last records)\(secrets)", Self.debugSteps(side))
    } else if probe.secretCount > 0, side == .plesk {
      say(
        .warning, "passwords stand in it (oxtail neither keeps nor shows them)",
        ["see who may read it: ls -l, getfacl", "turn off debug mode in the Open-Xchange APS package's settings"])
    }
    if probe.usesExamplePassword {
      say(.warning, "the password of the wiki page's examples is in use", ["change it; it is not shown here"])
    }
    let total = probe.levels.values.reduce(0, +)
    guard total >= Self.recordsMin, let mildest = probe.levels.keys.max() else { return }
    if side == .openXchange, mildest <= .error {
      say(
        .warning, "holds errors alone: warnings that tell a cause (full pools, slow databases) are not written",
        ["set the level of com.openexchange to INFO in /opt/open-xchange/etc/logback.xml"])
    }
    if side == .plesk, mildest < .error {
      say(
        .warning, "the log level is too low: failures are errors and are not written",
        ["set filter.priority = 3 under [log] in /usr/local/psa/admin/conf/panel.ini"])
    }
  }

  private static func debugSteps(_ side: Side) -> [String] {
    switch side {
    case .plesk:
      [
        "turn it off in the settings of the Open-Xchange APS package",
        "set filter.priority = 3 under [log] in /usr/local/psa/admin/conf/panel.ini",
      ]
    case .openXchange, .apache:
      ["set the levels in /opt/open-xchange/etc/logback.xml back to INFO"]
    }
  }

  private mutating func checkRecognition() {
    if probe.unparsedBytes > 0, probe.records == 0 {
      say(
        .warning, "none of its first lines is a record", ["oxtail patterns match 'LINE' tells how far each layout gets"]
      )
    }
    let failures = probe.understood + probe.unknown
    // A call that Apache answered with 500 has its cause in Open-Xchange's log.
    if probe.unknown > 0, probe.side != .apache {
      say(
        .warning, "\(probe.understood) of its last \(failures) failures are understood",
        ["oxtail scan '\(probe.path)' lists the others under SUSPECTED", "README tells how to write a pattern"])
    }
    if !probe.troubledPatterns.isEmpty {
      say(
        .warning, "patterns hit their limits in it: \(probe.troubledPatterns.joined(separator: ", "))",
        ["oxtail patterns lint tells what is slow in patterns of your own"])
    }
  }

  // MARK: Clock

  private mutating func checkClock(_ modified: Instant?, _ now: Instant) {
    guard let last = probe.lastInstant else { return }
    let zoneStep = "name it in the configuration: timezone: Europe/Berlin"
    if let modified, let quarters = Self.wrongQuarters(modified - last) {
      say(
        .warning, "its times are \(Self.hours(quarters)) the time at which it was written: the zone is wrong",
        [zoneStep])
    } else if last - now > Self.skewMsMax {
      say(
        .warning, "its last record is \((last - now) / 60_000) min in the future: its clock or its zone is wrong",
        [zoneStep, "or set the clock: timedatectl set-ntp true"])
    } else if probe.clock.knowledge == .assumed {
      say(.warning, "its times carry no zone: UTC is assumed", [zoneStep])
    }
  }

  /// How many quarters of an hour the times are off, where that is all that they are off: a zone that is wrong, and nothing else.
  ///
  /// A log that is a copy has any distance, and next to none of these.
  static func wrongQuarters(_ distanceMs: Int64) -> Int64? {
    let rounded = (distanceMs + skewMsMax).quotientRoundedDown(by: quarterHourMs)
    let rest = distanceMs - rounded * quarterHourMs
    guard rounded != 0, abs(rounded) <= 56, abs(rest) <= 20_000 else { return nil }
    return rounded
  }

  private static func hours(_ quarters: Int64) -> String {
    let minutes = abs(quarters) * 15
    let hours = minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes) min"
    return hours + (quarters < 0 ? " ahead of" : " behind")
  }
}
