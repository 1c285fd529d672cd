import IncidentStore
import LogPipeline

/// Asks whoever writes an index to remove some of what is old: one step, so that logs are looked at between two. Whoever wants all gone asks again.
package struct PruneRequest: Codable, Equatable, Sendable {
  package var beforeMs: Int64

  enum CodingKeys: String, CodingKey { case beforeMs = "prune_before_ms" }

  package init(before: Instant) { beforeMs = before.ms }
}

/// What a daemon is asked.
package enum DoorRequest: Equatable, Sendable {
  case remark(RemarkRequest)
  case prune(PruneRequest)

  /// - Parameter line: One line of JSON; `nil` for what no command says.
  package init?(line: String) {
    if let request = try? JSON.value(PruneRequest.self, line) {
      self = .prune(request)
    } else if let request = try? JSON.value(RemarkRequest.self, line) {
      self = .remark(request)
    } else {
      return nil
    }
  }
}
