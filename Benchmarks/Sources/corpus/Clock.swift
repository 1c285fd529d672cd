/// A wall clock that goes on by random steps and writes itself as the logs do. Local time is UTC+02:00 throughout.
struct Clock {
  /// Milliseconds since midnight of the corpus's first day.
  var ms: Int
  /// 2022-05-16, a Monday.
  private static let firstDay = 16

  private func part(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private var date: String { "2022-05-" + part(Self.firstDay + ms / 86_400_000, 2) }
  private var time: String {
    let seconds = ms / 1000 % 86_400
    return "\(part(seconds / 3600, 2)):\(part(seconds / 60 % 60, 2)):\(part(seconds % 60, 2))"
  }

  /// `2022-05-16T11:58:37,985+0200`
  var openXchange: String { "\(date)T\(time),\(part(ms % 1000, 3))+0200" }
  /// `2022-05-16 11:58:37.985`
  var plesk: String { "\(date) \(time).\(part(ms % 1000, 3))" }
  /// Seconds since 1970 UTC: 2022-05-16T00:00:00+02:00 was 1652652000.
  var unixSeconds: Int { 1_652_652_000 + ms / 1000 }
}
