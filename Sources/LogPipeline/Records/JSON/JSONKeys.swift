/// Which keys of a JSON layout mean what. Each may have several names; the first one that a record has counts.
package struct JSONKeys: Equatable, Sendable {
  package enum Role: String, CaseIterable, Sendable {
    case time, level, thread, logger, message, stack
  }

  package var names: [Role: [String]]

  package init(_ names: [Role: [String]]) {
    self.names = names
  }
}
