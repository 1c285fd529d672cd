/// Outages: nothing listens behind Apache, and then Apache refuses for a while. That is one trouble of the installation's, whoever met it and
/// whatever they wanted: where the calls came from decides about other failures of transport only.
enum Outages {
  private static let outage = "transport.unavailable"
  private static let causes: Set = [outage, "transport.penalty"]

  /// The outage that a cause belongs to: Apache's block comes of one, also where no other record of it was read.
  static func outage(of cause: String) -> String? { causes.contains(cause) ? outage : nil }
}
