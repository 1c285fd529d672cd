/// What a pattern can capture: the names of its groups, and of the placeholders in remedies.
package enum Field: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable, Hashable {
  // Whom it concerns.
  case domain, mailbox, subscription, instance, subadmin, login
  case contextName = "context_name"
  case contextID = "context_id"
  // What the failure says.
  case limit, address, mapping, chars, object, field, service, property, method, reason, status, url, seconds, errno,
    port
  case `class`
  case soapOperation = "soap_operation"
  case accessCombination = "access_combination"
  case filestoreID = "filestore_id"
  case durationMs = "duration_ms"
  case mailHost = "mail_host"
  case userName = "user_name"
  // What was being done: a verb of APS or the name of a SOAP operation, turned into a verb of APS.
  case verb

  /// By its place among the cases: a name is hashed as text otherwise, and fields are looked up many times a record.
  package func hash(into hasher: inout Hasher) { hasher.combine(unsafe unsafeBitCast(self, to: UInt8.self)) }
}

/// Captures by field. The first rule that captures a field decides it.
package typealias Fields = [Field: RedactedText]
