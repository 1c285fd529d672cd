/// The lines of the Apache before a node: of the access log, which is written at a call's end and stamped with its start, and of the
/// error log. Before 2.4 the latter has no codes.
struct ApacheLines {
  let node: Node
  let address: String
  let agent: String
  let port: Int

  private var isOld: Bool { node.era == .jul || node.era == .compat }

  func access(at startMs: Int64, _ method: String, _ path: String, _ status: Int, bytes: Int) -> String {
    let wall = node.clock.wall(at: startMs)
    let day = "\(WallTime.padded(wall.day))/\(WallTime.months[wall.month - 1])/\(wall.year)"
    let size = bytes < 0 ? "-" : "\(bytes)"
    return
      "\(address) - - [\(day):\(wall.time) \(WallTime.offset(node.clock.offsetMinutes))] \"\(method) \(path) HTTP/1.1\" \(status) \(size) \"-\" \"\(agent)\"\n"
  }

  private func error(
    at ms: Int64, _ module: String, _ level: String, _ system: String?, _ text: String, client: Bool = true
  )
    -> String
  {
    let wall = node.clock.wall(at: ms)
    let day = "\(WallTime.weekdays[wall.weekday]) \(WallTime.months[wall.month - 1]) \(WallTime.padded(wall.day))"
    if isOld {
      let who = client && system == nil ? " [client \(address)]" : ""
      return "[\(day) \(wall.time) \(wall.year)] [\(level)]\(who) \(system ?? "")\(text)\n"
    }
    let who = client ? "[client \(address):\(port)] " : ""
    let stamp = "[\(day) \(wall.time).\(wall.fraction)\(WallTime.padded(port % 1000, 3)) \(wall.year)]"
    return
      "\(stamp) [\(module):\(level)] [pid \(1000 + port % 9000):tid 1398\(port)0560] \(system ?? "")\(who)\(text)\n"
  }

  func denied(at ms: Int64, _ path: String) -> String {
    let text = "client denied by server configuration: proxy:balancer://oxcluster\(path)"
    return error(at: ms, "access_compat", "error", nil, isOld ? text : "AH01797: " + text)
  }

  /// The attempt, and what becomes of the call.
  func refused(at ms: Int64) -> [String] {
    let what = "attempt to connect to 127.0.0.1:8009 (localhost) failed"
    if isOld { return [error(at: ms, "", "error", "(111)Connection refused: ", "proxy: HTTP: \(what)")] }
    return [
      error(at: ms, "proxy", "error", "(111)Connection refused: ", "AH00957: HTTP: \(what)", client: false),
      error(at: ms, "proxy_http", "error", nil, "AH01114: HTTP: failed to make connection to backend: localhost"),
    ]
  }

  func disabling(at ms: Int64) -> String {
    let text = "ap_proxy_connect_backend disabling worker for (localhost)"
    return error(at: ms, "proxy", "error", nil, isOld ? text : "AH00959: \(text) for 60s", client: false)
  }

  func proxyTimeout(at ms: Int64, _ path: String) -> [String] {
    broken(at: ms, path, "(70007)The timeout specified has expired: ")
  }

  func dropped(at ms: Int64, _ path: String) -> [String] { broken(at: ms, path, "(20014)Internal error: ") }

  private func broken(at ms: Int64, _ path: String, _ system: String) -> [String] {
    let reading = "error reading status line from remote server localhost:8009"
    let returned = "Error reading from remote server returned by \(path)"
    if isOld {
      return [
        error(at: ms, "", "error", nil, "\(system)proxy: \(reading)"),
        error(at: ms, "", "error", nil, "proxy: \(returned)"),
      ]
    }
    return [
      error(at: ms, "proxy_http", "error", system, "AH01102: \(reading)"),
      error(at: ms, "proxy", "error", nil, "AH00898: \(returned)"),
    ]
  }
}
