/// A cause of the catalogue. A class, so that a look at it copies nothing: each failure asks for some facts of a dozen causes.
package final class CompiledCause: Sendable {
  package let spec: CauseSpec

  init(_ spec: CauseSpec) { self.spec = spec }
}
