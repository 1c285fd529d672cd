import LogPipeline
import OxtailService

/// What was read, in a few words.
struct ReadingSummary {
  private let result: ScanResult
  private let zone: ShownZone

  init(_ result: ScanResult, zone: ShownZone) {
    self.result = result
    self.zone = zone
  }

  /// `1 Plesk log, 1 Open-Xchange log`, `2 hosts`, `92 records`, `2022-05-17 07:10 to 2022-05-17 09:59`
  var segments: [SafeText] {
    let records = result.sources.reduce(0) { $0 + $1.records }
    let hosts = Set(result.sources.map(\.host)).count
    return [logs, .count(hosts, "host"), .count(records, "record")] + (span.map { [$0] } ?? [])
  }

  /// A side without any log is said: it is what most often explains a thin answer.
  private var logs: SafeText {
    let sides = Set(result.sources.map(\.side))
    return Side.allCases.filter { $0 != .apache || sides.contains($0) }
      .map { logs(of: $0) }.joined(separator: ", ")
  }

  private func logs(of side: Side) -> SafeText {
    let count = result.sources.count { $0.side == side }
    return count == 0 ? "no \(side.words) log" : .count(count, "\(side.words.string) log")
  }

  /// From the first to the last record.
  var span: SafeText? {
    guard let first = result.sources.compactMap(\.first).min(), let last = result.sources.compactMap(\.last).max()
    else { return nil }
    let end = zone.date(first) == zone.date(last) ? SafeText(zone.minute(last).string.suffix(5)) : zone.minute(last)
    return "\(zone.minute(first)) to \(end) \(zone.name)"
  }
}

extension Side {
  var words: SafeText {
    switch self {
    case .plesk: "Plesk"
    case .openXchange: "Open-Xchange"
    case .apache: "Apache"
    }
  }
}
