import GRDB
import LogPipeline

/// By what records may name the subjects to which imported lists give a name: all of it, and some more, so that whoever asks looks again.
struct ListedIdentifiers: Equatable {
  private(set) var contextIDs: Set<String> = []
  private(set) var contextNames: Set<String> = []
  private(set) var domains: Set<String> = []
  private(set) var subscriptions: Set<String> = []

  var all: Set<String> { contextIDs.union(contextNames).union(domains).union(subscriptions) }

  /// On `ox_failure f`; `nil` where there are none.
  var failures: QuerySQL.Condition? {
    let columns = [
      ("f.context_id", contextIDs), ("f.context_name", contextNames), ("f.domain", domains),
      ("f.subscription", subscriptions),
    ].filter { !$1.isEmpty }
    guard !columns.isEmpty else { return nil }
    return (
      "("
        + columns.map { "\($0.0) COLLATE NOCASE IN (SELECT value FROM json_each(?))" }.joined(separator: " OR ") + ")",
      StatementArguments(columns.map { Self.array($0.1) })
    )
  }

  /// A list for `json_each`.
  static func array(_ values: Set<String>) -> String { (try? JSONText.encoded(values.sorted())) ?? "[]" }

  mutating func add(context: InventoryRow) {
    contextIDs.formUnion([context.id.map(String.init)].compactMap { $0 })
    contextNames.formUnion([context.name?.string].compactMap { $0 })
    domains.formUnion(context.leadingNames)
  }

  mutating func add(plesk: InventoryRow) {
    domains.formUnion(plesk.leadingNames)
    subscriptions.formUnion([plesk.id.map(String.init)].compactMap { $0 })
  }
}
