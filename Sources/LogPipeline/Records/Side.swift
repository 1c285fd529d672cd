/// Which program wrote a log.
package enum Side: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
  case plesk
  case openXchange = "ox"
  case apache

  package static func < (left: Side, right: Side) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .plesk: 0
    case .openXchange: 1
    case .apache: 2
    }
  }
}
