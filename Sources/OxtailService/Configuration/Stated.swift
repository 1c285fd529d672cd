/// A value that a configuration states, and the line in which it does.
package struct Stated<Value: Sendable>: Sendable {
  package var value: Value
  /// 1-based.
  package var line: Int

  package init(_ value: Value, line: Int) {
    self.value = value
    self.line = line
  }
}

extension Stated: Equatable where Value: Equatable {}
