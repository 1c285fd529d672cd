/// Whether all that must be accounted for is: every answer of a provisioning service that is no 200, and every error of a class of
/// provisioning, stands in an incident, under the other clients, or with what nobody understands.
///
/// Records are counted, and summed up by where they stand: equal sums say that they are the same ones, in memory of no size.
package struct Balance: Codable, Equatable, Sendable {
  package struct Tally: Codable, Equatable, Sendable {
    package private(set) var records = 0
    private var places: UInt64 = 0

    fileprivate mutating func add(_ position: RecordPosition) {
      records += 1
      places &+= Self.mixed(
        UInt64(truncatingIfNeeded: position.source) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(position.offset))
    }

    /// Places that follow each other have nothing in common (SplitMix64).
    private static func mixed(_ value: UInt64) -> UInt64 {
      var value = value
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }

    fileprivate static func + (left: Tally, right: Tally) -> Tally {
      var sum = left
      sum.records += right.records
      sum.places &+= right.places
      return sum
    }
  }

  /// What must be accounted for: Apache's answers, and Open-Xchange's errors.
  package private(set) var answers = Tally()
  package private(set) var errors = Tally()
  /// What is.
  package private(set) var inIncidents = Tally()
  package private(set) var ofOtherClients = Tally()
  package private(set) var unknown = Tally()

  package init() {}

  package var isEven: Bool { answers + errors == inIncidents + ofOtherClients + unknown }

  /// How many records are nowhere; less than none where some are counted twice.
  package var missing: Int {
    answers.records + errors.records - inIncidents.records - ofOtherClients.records - unknown.records
  }

  /// Takes a record as it comes.
  mutating func expect(_ event: Event) {
    if Self.isAnswer(event) { answers.add(event.position) } else if Self.isError(event) { errors.add(event.position) }
  }

  private static func isAnswer(_ event: Event) -> Bool {
    event.side == .apache && event.isProvisioning && event.http?.isAccess == true && event.http?.status != 200
  }

  private static func isError(_ event: Event) -> Bool {
    event.side == .openXchange && event.isProvisioning && event.level <= .error
  }

  /// Takes what became of records; `nil` stands for an incident.
  mutating func tell(_ evidence: some Sequence<Evidence>, in list: CorrelationAction.List?) {
    for event in evidence.lazy.map(\.event.event) where Self.isAnswer(event) || Self.isError(event) {
      switch list {
      case nil: inIncidents.add(event.position)
      case .otherClients: ofOtherClients.add(event.position)
      case .suspected: unknown.add(event.position)
      }
    }
  }
}
