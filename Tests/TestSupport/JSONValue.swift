import Foundation

/// Any JSON.
package enum JSONValue: Equatable, Sendable, Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  package init(text: String) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  package init(from decoder: Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  package subscript(key: String) -> JSONValue? {
    if case .object(let values) = self { values[key] } else { nil }
  }

  /// The elements of an array; none of anything else.
  package var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }

  /// The elements of the array behind a key; none where there is no such array.
  package func list(_ key: String) -> [JSONValue] { self[key]?.elements ?? [] }

  package var string: String? { if case .string(let value) = self { value } else { nil } }

  package var int: Int? { if case .number(let value) = self { Int(value) } else { nil } }

  /// The object without some of its keys.
  package func without(_ keys: String...) -> JSONValue {
    guard case .object(let values) = self else { return self }
    return .object(values.filter { !keys.contains($0.key) })
  }

  /// An incident without what needs an index's memory: where it stands, unless it recovered, and what it was before.
  package var withoutMemory: JSONValue {
    let known = self["state"] == .string("recovered") ? self : without("state", "state_since")
    return known.without("aliases", "same_as")
  }
}

extension JSONValue: CustomStringConvertible {
  package var description: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .string(let value): "\"\(value)\""
    case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .object(let values):
      "{" + values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }
}
