extension JSONValue {
  /// Where this value is not what `expected` asks for, as `path: expected …, got …`.
  ///
  /// Of an object every key that is given must fit; an array of objects has the same length and fits in any order; all
  /// else is equal.
  package func differences(from expected: JSONValue, at path: String = "") -> [String] {
    switch (expected, self) {
    case (.object(let wanted), .object(let values)):
      wanted.sorted { $0.key < $1.key }.flatMap { key, value in
        values[key]?.differences(from: value, at: "\(path).\(key)")
          ?? ["\(path).\(key): expected \(value), but there is no such key"]
      }
    case (.array(let wanted), .array(let values)) where (wanted + values).contains(where: \.isObject):
      Self.unordered(values, wanted, path)
    case _ where expected == self: []
    default: ["\(path): expected \(expected), got \(self)"]
    }
  }

  private var isObject: Bool { if case .object = self { true } else { false } }

  private static func unordered(_ values: [JSONValue], _ wanted: [JSONValue], _ path: String) -> [String] {
    guard values.count == wanted.count else {
      return [
        "\(path): expected \(wanted.count) elements, got \(values.count):\n  \(JSONValue.array(wanted))\n  \(JSONValue.array(values))"
      ]
    }
    let costs = wanted.map { expected in values.map { $0.differences(from: expected).count } }
    var partners = perfectMatching(costs)
    // What fits nothing is shown against what it resembles most.
    var free = Set(values.indices).subtracting(partners.compactMap { $0 })
    for index in wanted.indices where partners[index] == nil {
      partners[index] = free.min { (costs[index][$0], $0) < (costs[index][$1], $1) }
      if let partner = partners[index] { free.remove(partner) }
    }
    return wanted.indices.flatMap { index -> [String] in
      partners[index].map { values[$0].differences(from: wanted[index], at: "\(path)[\(index)]") } ?? []
    }
  }

  /// As many pairs without any cost as there can be, by augmenting paths.
  private static func perfectMatching(_ costs: [[Int]]) -> [Int?] {
    var owners: [Int?] = Array(repeating: nil, count: costs.first?.count ?? 0)
    func place(_ row: Int, _ seen: inout Set<Int>) -> Bool {
      for column in owners.indices where costs[row][column] == 0 && seen.insert(column).inserted {
        if let other = owners[column], !place(other, &seen) { continue }
        owners[column] = row
        return true
      }
      return false
    }
    for row in costs.indices {
      var seen: Set<Int> = []
      _ = place(row, &seen)
    }
    var partners: [Int?] = Array(repeating: nil, count: costs.count)
    for (column, row) in owners.enumerated() { if let row { partners[row] = column } }
    return partners
  }
}
