import GRDB
import LogPipeline

/// What imported lists add to a query's conditions.
struct ListedConditions {
  private var found: [(condition: Query.Condition, identifiers: ListedIdentifiers)] = []

  /// - Parameter hasLists: Whether there are any.
  init(_ query: Query, hasLists: @autoclosure () throws -> Bool, _ database: Database) throws {
    let asked = query.conditions.filter { ListedSearch.keys.contains($0.key) }
    guard !asked.isEmpty, try hasLists() else { return }
    let search = ListedSearch(database: database)
    found = try asked.map { ($0, try search.identifiers($0.key, $0.value)) }
  }

  subscript(condition: Query.Condition) -> ListedIdentifiers? {
    found.first { $0.condition == condition }?.identifiers
  }
}
