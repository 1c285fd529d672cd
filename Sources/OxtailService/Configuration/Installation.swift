/// An Open-Xchange installation: machines that share one configuration database, so that any of them may answer a call.
package struct Installation: Sendable, Equatable {
  package var name: Stated<String>
  /// The hosts of its logs, Apache's too.
  package var nodes: [Stated<String>]
}
