import LogPipeline

/// A sample that an entry does not treat as its file says.
package struct SampleFailure: Equatable, Sendable {
  package var place: PatternPlace
  package var id: String
  /// The sample's text.
  package var text: String
  package var expected: String
  package var got: String
}
