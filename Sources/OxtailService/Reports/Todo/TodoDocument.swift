import LogPipeline

/// `oxtail.todo/1`: what `todo -o json` prints.
package struct TodoDocument: Codable, Sendable {
  package var schema = "oxtail.todo/1"
  package var items: [Item]

  package struct Item: Codable, Sendable {
    package var advice: String
    @Null package var operation: String?
    package var host: String
    @Null package var domain: String?
    @Null package var mailbox: String?
    @Null package var contextName: String?
    @Null package var contextID: String?
    @Null package var subscription: String?
    @Null package var subadmin: String?
    package var attempts: Int
    package var last: String
    package var incident: String
    package var cause: String
    @Null package var check: String?
    @Null package var customer: String?
    /// Which of the names no record says, but an imported list.
    package var listed: [String]

    enum CodingKeys: String, CodingKey, CaseIterable {
      case advice, operation, host, domain, mailbox
      case contextName = "context_name"
      case contextID = "context_id"
      case subscription, subadmin, attempts, last, incident, cause, check, customer, listed
    }
  }

  package init(_ list: TodoList) {
    items = list.items.map { item in
      let (failure, names) = (item.failure, item.failure.names.completed)
      return Item(
        advice: item.advice.rawValue, operation: failure.operation, host: failure.host, domain: names.domain,
        mailbox: names.mailbox, contextName: names.contextName, contextID: names.contextID,
        subscription: names.subscription, subadmin: names.subadmin, attempts: item.attempts, last: failure.time.iso8601,
        incident: failure.incident.id, cause: failure.cause, check: item.check,
        customer: names.customer, listed: failure.names.listedKeys)
    }
  }

  /// The columns of a table of items.
  package static let columns = Item.CodingKeys.allCases.map(\.rawValue)
}

extension TodoDocument.Item {
  /// In the order of ``TodoDocument/columns``.
  package var cells: [String] {
    [
      advice, operation ?? "", host, domain ?? "", mailbox ?? "", contextName ?? "", contextID ?? "",
      subscription ?? "", subadmin ?? "", "\(attempts)", last, incident, cause, check ?? "", customer ?? "",
      listed.joined(separator: " "),
    ]
  }
}
