import IncidentStore
import LogPipeline

/// One line for a monitoring system, as its plug-in interface has it.
struct NagiosCheck {
  enum Status: Int32 {
    case ok = 0
    case warning, critical
  }

  struct Limits {
    var warning: Int
    var critical: Int
    /// How old the newest record may be.
    var ageMs: Int64
  }

  private let counts: OpenCounts
  private let unknown: Int
  /// Negative where it is ahead of now.
  private let ageMs: Int64?
  /// Clocks differ by as much. What is further ahead comes of a wrong clock or zone, and would hide for hours that nothing new is read.
  private static let aheadMsMax: Int64 = 5 * 60_000
  private let limits: Limits

  init(_ counts: OpenCounts, unknown: Int, newest: Instant?, now: Instant, limits: Limits) {
    self.counts = counts
    self.unknown = unknown
    self.limits = limits
    ageMs = newest.map { newest in
      let age = now - newest
      return age < -Self.aheadMsMax ? age : max(0, age)
    }
  }

  var status: Status {
    if counts.all >= limits.critical || counts.everyone > 0 { return .critical }
    let isFresh = ageMs.map { (0...limits.ageMs).contains($0) } ?? false
    return counts.all >= limits.warning || !isFresh ? .warning : .ok
  }

  var line: SafeText {
    let word: SafeText =
      switch status {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      }
    let everyone: SafeText = counts.everyone > 0 ? ", \(counts.everyone) that everybody meets" : ""
    return
      "OXTAIL \(word) - \(SafeText.count(counts.all, "open incident")) (\(counts.new) new, \(counts.regressed) regressed\(everyone)), \(age) | \(data)"
  }

  private var age: SafeText {
    guard let ageMs else { return "no record was ever read" }
    guard ageMs < 0 else { return "newest record \(SafeText.duration(ageMs)) old" }
    return "newest record \(SafeText.duration(-ageMs)) ahead of this clock: check clocks and zones"
  }

  /// `open=3;1;10;0 new=1;;;0 …`
  private var data: SafeText {
    let values: [SafeText] = [
      "open=\(counts.all);\(limits.warning);\(limits.critical);0", "new=\(counts.new);;;0",
      "regressed=\(counts.regressed);;;0", "everyone=\(counts.everyone);;1;0", "unknown=\(unknown);;;0",
    ]
    let age = ageMs.map { ["age=\(Int($0 / 1000))s;\(Int(limits.ageMs / 1000));;0" as SafeText] } ?? []
    return (values + age).joined(separator: " ")
  }
}
