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
  case list(ListChange)

  /// - Parameters:
  ///   - line: One line of JSON; `nil` for what no command says.
  ///   - body: Returns so many bytes from behind the line; `nil` where they do not come.
  /// - Throws: Why a list cannot be used.
  package init?(line: String, body: (Int) -> [UInt8]?) throws(InventoryTrouble) {
    if let request = try? JSON.value(PruneRequest.self, line) {
      self = .prune(request)
    } else if let request = try? JSON.value(ListRequest.self, line) {
      try request.check()
      guard let bytes = body(request.byteCount) else { return nil }
      self = .list(try request.change(bytes))
    } else if let request = try? JSON.value(RemarkRequest.self, line) {
      self = .remark(request)
    } else {
      return nil
    }
  }
}
