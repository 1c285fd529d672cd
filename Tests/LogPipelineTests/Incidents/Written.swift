@testable import LogPipeline

/// Records as the programs write them. Times are seconds after 2026-03-02T10:00:00Z.
enum Written {
  static let start = CivilTime(year: 2026, month: 3, day: 2, hour: 10)?.localMs ?? 0

  static func instant(_ seconds: Double) -> Instant { Instant(ms: start + Int64((seconds * 1000).rounded())) }

  // MARK: Plesk

  /// Plesk Obsidian: milliseconds, and the request's id.
  ///
  /// - Parameter began: When the request began, if that is not now: records share an id only if it is the same.
  static func obsidian(_ seconds: Double, request: Int, began: Double? = nil, _ message: String) -> String {
    let time = instant(seconds)
    let second = instant(began ?? seconds).ms / 1000
    let counter = String(request % 0x10_0000, radix: 16)
    let id = String(second, radix: 16) + String(repeating: "0", count: 5 - counter.count) + counter
    return "[\(time.date) \(time.timeOfDay).\(time.iso8601.suffix(4).prefix(3))] \(1000 + request):\(id) ERR [panel] "
      + message
  }

  /// Plesk 11.5 to Onyx 17: whole seconds, no request's id.
  static func plesk17(_ seconds: Double, _ message: String) -> String {
    let time = instant(seconds)
    return "[\(time.date) \(time.timeOfDay)] ERR [panel] \(message)"
  }

  /// What a script that prints only the message leaves of a fault.
  static func bare(_ subject: String, _ text: String) -> String {
    "Configuration of Open-Xchange for \(subject) failed: \(text)"
  }

  static func fault(_ text: String, code: String = "soap:Server", frame: String? = nil) -> String {
    let script = "/opt/psa/var/apspackages/a1/scripts/configure"
    let trace = frame.map { "\nStack trace:\n#0 \(script)(143): \($0)\n#1 {main}" } ?? ""
    return "PHP Fatal error:  Uncaught SoapFault exception: [\(code)] \(text) in \(script):61\(trace)"
  }

  static func wrapper(_ subject: String, verb: String = "install", _ stream: String = "", output: String = "") -> String
  {
    "Unable to \(verb) application Open-Xchange on \(subject): Non-zero exit status returned by script. "
      + "Output stream: '\(output)'. Error stream: '\(stream)'"
  }

  // MARK: Open-Xchange

  static let contexts = "com.openexchange.admin.rmi.impl.OXContext"
  static let storage = "com.openexchange.admin.storage.mysqlStorage.OXContextMySQLStorage"
  static let cxf = "org.apache.cxf.phase.PhaseInterceptorChain"
  static let unwinding =
    "Application {http://soap.admin.openexchange.com}OXContextService#{http://soap.admin.openexchange.com}create has thrown exception, unwinding now"

  /// Open-Xchange 7.6 to 7.10.
  ///
  /// - Parameters:
  ///   - tracking: The request's id.
  ///   - agent: Who sent the request; without it the record has no properties of a request, as one without the tracking id.
  static func ox(
    _ seconds: Double, thread: String = "OXWorker-1", from origin: String = contexts, method: String = "create",
    level: String = "ERROR", _ message: String = "", tracking: String? = nil, agent: String? = nil,
    exceptions: [String] = []
  ) -> String {
    let time = instant(seconds)
    let name = origin.split(separator: ".").last ?? ""
    var lines = [
      "\(time.date)T\(time.timeOfDay),\(time.iso8601.suffix(4).prefix(3))+0000 \(level) [\(thread)] \(origin).\(method)(\(name).java:7)",
      message,
    ]
    if let agent {
      lines.append(" com.openexchange.grizzly.requestURI=/webservices/OXContextService")
      lines.append(" com.openexchange.grizzly.userAgent=\(agent)")
    }
    if let tracking { lines.append(" com.openexchange.request.trackingId=\(tracking)") }
    for (depth, exception) in exceptions.enumerated() {
      lines.append((depth == 0 ? "" : "Caused by: ") + exception)
      lines.append("\tat \(origin).\(method)(\(name).java:7)")
    }
    return lines.joined(separator: "\n")
  }

  /// Open-Xchange 6.22 to 7.4.1: whole seconds, neither thread nor properties.
  static func jul(
    _ seconds: Double, from origin: String = contexts, method: String = "create", _ message: String = "",
    exceptions: [String] = []
  ) -> String {
    let time = instant(seconds)
    var lines = ["Mar 2, 2026 \(time.timeOfDay) AM \(origin) \(method)", "SEVERE: \(message)"]
    for (depth, exception) in exceptions.enumerated() {
      lines.append((depth == 0 ? "" : "Caused by: ") + exception)
      lines.append("\tat \(origin).\(method)(X.java:7)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A record that only shows that the log was being written.
  static func noise(_ seconds: Double) -> String {
    ox(seconds, from: "com.openexchange.caching.internal.JCSCache", method: "clear", level: "INFO", "Region cleared")
  }

  static func exception(_ text: String, _ name: String = "StorageException") -> String {
    "com.openexchange.admin.rmi.exceptions.\(name): \(text)"
  }
}
