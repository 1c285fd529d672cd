import LogPipeline

/// `oxtail.balance/1`: whether every failed answer and every error of provisioning stands somewhere.
package struct BalanceDocument: Codable, Sendable {
  package var schema = "oxtail.balance/1"
  /// Answers of the provisioning services other than 200, and errors of provisioning in Open-Xchange's log.
  package var answers: Int
  package var errors: Int
  package var inIncidents: Int
  package var ofOtherClients: Int
  package var unknown: Int
  package var isEven: Bool

  enum CodingKeys: String, CodingKey {
    case schema, answers, errors, unknown
    case inIncidents = "in_incidents"
    case ofOtherClients = "of_other_clients"
    case isEven = "is_even"
  }

  package init(_ balance: Balance) {
    answers = balance.answers.records
    errors = balance.errors.records
    inIncidents = balance.inIncidents.records
    ofOtherClients = balance.ofOtherClients.records
    unknown = balance.unknown.records
    isEven = balance.isEven
  }
}
