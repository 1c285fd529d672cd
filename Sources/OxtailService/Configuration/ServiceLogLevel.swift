/// From which level on the daemon tells of itself. The words are those of swift-log.
package enum ServiceLogLevel: String, CaseIterable, Sendable {
  case debug, info, notice, warning, error

  package static let standard = ServiceLogLevel.info
}
