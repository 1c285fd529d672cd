import Foundation
import IncidentStore
import LogPipeline

/// Whether an index is whole, current, and its owner's alone.
struct IndexCheck {
  private(set) var findings: [DoctorFinding] = []
  private let path: String

  init(path: String, now: Instant) {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      say(.ok, "there is none yet", next: ["oxtail index    # or: systemctl enable --now oxtail"])
      return
    }
    checkRights()
    do throws(StoreError) {
      let reader = try IndexReader(path: path)
      try check(reader, now)
    } catch {
      say(.error, error.message)
    }
  }

  private mutating func say(
    _ verdict: DoctorFinding.Verdict, _ text: String, thing: String? = nil, next: [String] = []
  ) {
    findings.append(DoctorFinding(.index, thing ?? path, verdict, text, next: next))
  }

  /// The key makes guesses at passwords cheap, the index names customers.
  private mutating func checkRights() {
    for file in [path, path + "-wal", path + ".key"] {
      var status = stat()
      guard unsafe stat(file, &status) == 0 else { continue }
      let limit: mode_t = file.hasSuffix(".key") ? 0o077 : 0o007
      guard status.st_mode & limit != 0 else { continue }
      let mode = file.hasSuffix(".key") ? "600" : "640"
      say(
        .error, "others may read it (mode \(String(status.st_mode & 0o777, radix: 8)))", thing: file,
        next: ["chmod \(mode) '\(file)'"])
    }
  }

  private mutating func check(_ reader: IndexReader, _ now: Instant) throws(StoreError) {
    let mistakes = try reader.quickCheck()
    if mistakes.isEmpty {
      let counts = try reader.counts()
      say(.ok, "whole\(Self.age(path, now)); incidents: \(counts.incidents), failures: \(counts.failures)")
    } else {
      say(
        .error, "damaged: \(mistakes[0])",
        next: ["keep the file, and look at the disk: dmesg | tail", "index anew beside it: oxtail index --db NEW"])
    }
    let gaps = try reader.gaps()
    if gaps.count > 0 {
      say(
        .warning, "\(gaps.count) stretches of logs were seen and could not be kept (\(gaps.byteCount) bytes or more)",
        thing: "gaps", next: ["sqlite3 -readonly '\(path)' 'SELECT * FROM gaps'"])
    }
    let known = try reader.recognition()
    if known.suspected > 0 {
      say(
        .warning, "\(known.failures) failures are understood, \(known.suspected) records may be more",
        thing: "recognised", next: ["oxtail incidents -o text lists them under SUSPECTED"])
    }
  }

  /// `, written 3 min ago`
  private static func age(_ path: String, _ now: Instant) -> String {
    let times = [path, path + "-wal"].compactMap { file -> Int64? in
      var status = stat()
      return unsafe stat(file, &status) == 0 ? Int64(status.st_mtim.tv_sec) * 1000 : nil
    }
    guard let last = times.max() else { return "" }
    let minutes = (now.ms - last) / 60_000
    return minutes < 1
      ? ", written just now" : minutes < 120 ? ", written \(minutes) min ago" : ", written \(minutes / 60) h ago"
  }
}
