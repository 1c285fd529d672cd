/// What a correlation decided; whoever runs it keeps or shows it.
package enum CorrelationAction: Sendable {
  /// Records that are no incident.
  package enum List: Int, Sendable {
    /// Near the APS package, or of a provisioning call, and no pattern understands them.
    case suspected
    /// Failures of Open-Xchange's that other callers met.
    case otherClients
  }

  /// An occurrence of the incident with this ``Incident/number``.
  ///
  /// - Parameter order: That of all occurrences' first records; decided later may be earlier.
  case occurrence(Occurrence, incident: Int, order: Int)
  /// All occurrences of one incident are another one's. Said once at the end, when it is known which hosts are one installation.
  case move(incident: Int, into: Int)
  /// - Parameter order: That of the list.
  case record(Evidence, list: List, order: Int)
}
