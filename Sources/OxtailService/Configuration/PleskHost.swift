/// What is known of a Plesk host, and need not be learned from its failures.
package struct PleskHost: Sendable, Equatable {
  package var host: Stated<String>
  /// Where its calls come from, as Apache in front of Open-Xchange sees them.
  package var addresses: [Stated<String>]
  /// The subadmins that its Open-Xchange packages log in as.
  package var subadmins: [Stated<String>]
}
