import LogPipeline

/// What imported lists know of a name, as JSON has it.
package struct ListedNames: Codable, Sendable {
  @Null package var domain: String?
  @Null package var contextName: String?
  @Null package var contextID: Int?
  @Null package var subadmin: String?
  @Null package var customer: String?

  enum CodingKeys: String, CodingKey {
    case domain, subadmin, customer
    case contextName = "context_name"
    case contextID = "context_id"
  }

  package init(_ object: KnownObject) {
    domain = object.domain
    contextName = object.contextName
    contextID = object.contextID
    subadmin = object.subadmin
    customer = object.customer
  }
}
