import LogPipeline

/// What a log can be said to be, by those who need not leave it to its content.
package enum LogKind: String, CaseIterable, Sendable {
  case plesk, ox
  case apacheAccess = "apache-access"
  case apacheError = "apache-error"

  package var source: ForcedSource {
    switch self {
    case .plesk: ForcedSource(side: .plesk)
    case .ox: ForcedSource(side: .openXchange)
    case .apacheAccess, .apacheError: ForcedSource(side: .apache, layouts: rawValue)
    }
  }
}
