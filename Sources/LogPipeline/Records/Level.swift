/// How grave a record is. Syslog's eight levels and `trace`; every layout maps its own words to them.
package enum Level: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
  case emergency, alert, critical, error, warning, notice, info, debug, trace

  /// 0 is the gravest.
  package var priority: Int {
    switch self {
    case .emergency: 0
    case .alert: 1
    case .critical: 2
    case .error: 3
    case .warning: 4
    case .notice: 5
    case .info: 6
    case .debug: 7
    case .trace: 8
    }
  }

  /// Graver sorts first.
  package static func < (left: Level, right: Level) -> Bool { left.priority < right.priority }
}
