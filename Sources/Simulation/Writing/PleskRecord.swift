/// A record of Plesk's before it has a layout.
struct PleskRecord {
  var level = "ERR"
  var component = "panel"
  var message: String
  /// Process and start of the request that wrote it; Obsidian alone shows them.
  var request: Request

  struct Request {
    var process: Int
    /// In the host's own clock, microseconds.
    var startMicroseconds: Int64

    /// `66792:61bfaae04eb73`: PHP's uniqid, seconds and microseconds in hexadecimal digits.
    var text: String {
      let (seconds, rest) = (startMicroseconds / 1_000_000, startMicroseconds % 1_000_000)
      func hex(_ number: Int64, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
      }
      return "\(process):\(hex(seconds, 8))\(hex(rest, 5))"
    }
  }

  private static let priorities = ["ERR": 3, "WARN": 4, "NOTICE": 5, "INFO": 6, "DEBUG": 7]

  func text(on host: PleskHost, at ms: Int64) -> String {
    let wall = host.clock.wall(at: ms)
    let head =
      switch host.era {
      case .zend:
        "\(wall.date)T\(wall.time)\(WallTime.offset(host.clock.offsetMinutes, separator: ":")) \(level) (\(Self.priorities[level] ?? 3)):"
      case .bracketed: "[\(wall.date) \(wall.time)] \(level) [\(component)]"
      case .obsidian: "[\(wall.date) \(wall.time).\(wall.fraction)] \(request.text) \(level) [\(component)]"
      }
    return "\(head) \(message)\n"
  }
}
