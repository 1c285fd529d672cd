@testable import LogPipeline

/// Records as Apache 2.4 writes them, beside those of the other programs.
extension Written {
  /// - Parameter seconds: The call's start; the stamp has whole seconds.
  static func access(
    _ seconds: Double, _ status: Int, from address: String = "192.0.2.10", bytes: String = "456",
    agent: String = "PHP-SOAP/8.1", request: String = "POST /webservices/OXContextService HTTP/1.1"
  ) -> String {
    let time = instant(seconds)
    return
      "\(address) - - [\(time.date.suffix(2))/Mar/2026:\(time.timeOfDay) +0000] \"\(request)\" \(status) \(bytes) \"-\" \"\(agent)\""
  }

  static func apacheError(_ seconds: Double, from address: String? = nil, errno: String = "", _ message: String)
    -> String
  {
    let client = address.map { " [client \($0):50752]" } ?? ""
    return
      "[Mon Mar 02 \(instant(seconds).timeOfDay).181784 2026] [proxy:error] [pid 25939]\(errno)\(client) \(message)"
  }

  static let denied =
    "AH01797: client denied by server configuration: proxy:balancer://oxcluster/webservices/OXContextService"
}
