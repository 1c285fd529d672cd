extension RedactedText {
  /// A text that a store hands back: only redacted ones are written there.
  package init(rowText: String) { self.init(stored: rowText) }
}
