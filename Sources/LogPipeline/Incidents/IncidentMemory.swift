/// What an index knows of an incident beside its records.
package struct IncidentMemory: Equatable, Sendable {
  /// Ids under which it was shown before an earlier record was known.
  package var aliases: [String] = []
  /// In the order in which they were said.
  package var remarks: [Remark] = []
  /// The last incident before it with the same fingerprint.
  package var twin: Twin?
  /// When what shows its state happened; see ``Standing``.
  package var stateSince: Instant?

  /// An earlier incident of the same kind, elsewhere or at another time.
  package struct Twin: Equatable, Sendable {
    package var id: String
    package var firstSeen: Instant
    /// The last thing said of it that tells how it ended.
    package var resolution: Remark?

    package init(id: String, firstSeen: Instant, resolution: Remark?) {
      self.id = id
      self.firstSeen = firstSeen
      self.resolution = resolution
    }
  }

  package init() {}
}
