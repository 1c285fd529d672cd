/// A record of Open-Xchange's before it has a layout.
struct NodeRecord {
  enum Level: String {
    case error = "ERROR"
    case warning = "WARN"
    case info = "INFO"
    case debug = "DEBUG"
  }

  var level = Level.error
  var thread: String
  /// `package.Class.method`
  var place: String
  var line: Int
  /// May be empty, as where an exception was logged with an empty text.
  var message: String
  var properties: [(key: String, value: String)] = []
  /// Lines of the exception.
  var stack: [String] = []

  private var className: Substring { place[..<(place.lastIndex(of: ".") ?? place.endIndex)] }
  private var method: Substring { place[(place.lastIndex(of: ".").map(place.index(after:)) ?? place.startIndex)...] }
  private var fileName: String {
    let name = className.split(separator: ".").last ?? className
    return name.prefix { $0 != "$" } + ".java"
  }

  /// Its lines in the node's layout.
  func text(on node: Node, at ms: Int64) -> String {
    let wall = node.clock.wall(at: ms)
    switch node.era {
    case .t:
      let offset = WallTime.offset(node.clock.offsetMinutes)
      return lines([
        "\(wall.date)T\(wall.time),\(wall.fraction)\(offset) \(padded) [\(thread)] \(place)(\(fileName):\(line))",
        message,
      ])
    case .v742:
      return lines(["\(wall.date) \(wall.time),\(wall.fraction) \(padded) [\(thread)] \(className)", message])
    case .jul: return julText(wall)
    case .compat:
      let head = "\(Self.day(wall)) \(wall.hour):\(WallTime.padded(wall.minute)):\(WallTime.padded(wall.second)) "
      return
        ([head + "\(wall.hour < 12 ? "AM" : "PM") \(className) \(method)", "\(level.rawValue): \(message)"] + stack)
        .joined(separator: "\n") + "\n"
    case .syslog:
      let head = "\(wall.date) \(wall.time),\(wall.fraction) open-xchange \(padded) [\(className)][\(thread)]: "
      return ([head + "\(className),\(method) \(message)"] + stack).joined(separator: "\n") + "\n"
    case .json: return jsonText(wall, node)
    }
  }

  private var padded: String { level.rawValue + String(repeating: " ", count: 5 - level.rawValue.count) }

  private static func day(_ wall: WallTime) -> String {
    "\(WallTime.months[wall.month - 1]) \(wall.day), \(wall.year)"
  }

  private func lines(_ head: [String]) -> String {
    (head + properties.map { " \($0.key)=\($0.value)" } + stack).joined(separator: "\n") + "\n"
  }

  /// The 12-hour clock, other words for the levels, and a blank line behind a stack.
  private func julText(_ wall: WallTime) -> String {
    let hour = wall.hour % 12 == 0 ? 12 : wall.hour % 12
    let time = "\(hour):\(WallTime.padded(wall.minute)):\(WallTime.padded(wall.second)) \(wall.hour < 12 ? "AM" : "PM")"
    let word =
      switch level {
      case .error: "SEVERE"
      case .warning: "WARNING"
      case .info: "INFO"
      case .debug: "FINE"
      }
    let stack = stack.map { $0.replacing(" common frames omitted", with: " more") }
    return
      (["\(Self.day(wall)) \(time) \(className) \(method)", "\(word): \(message)"] + stack
      + (stack.isEmpty ? [] : [""]))
      .joined(separator: "\n") + "\n"
  }

  private func jsonText(_ wall: WallTime, _ node: Node) -> String {
    let offset = WallTime.offset(node.clock.offsetMinutes, separator: ":")
    var members = [
      ("@timestamp", "\(wall.date)T\(wall.time).\(wall.fraction)\(offset)"), ("level", level.rawValue),
      ("loggerName", String(className)), ("threadName", thread), ("message", message),
    ]
    members += properties.map { ($0.key, $0.value) }
    members += [("class", String(className)), ("method", String(method))]
    if !stack.isEmpty { members.append(("stacktrace", stack.joined(separator: "\n") + "\n")) }
    let text = members.map { "\"\($0.0)\":\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    return "{\(text),\"@version\":1}\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("\t", with: "\\t")
  }
}
