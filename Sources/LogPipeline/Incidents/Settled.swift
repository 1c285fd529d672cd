/// A failure, or a call, about which all is decided that records near it can decide.
enum Settled {
  /// What Plesk reports, with Open-Xchange's record and Apache's of it.
  ///
  /// - Parameter rejected: Where nothing is linked, what was looked at.
  case report(Failure, Failure?, Link?, ExchangeLinker.Bridge?, rejected: [String])
  /// What only Open-Xchange shows, and Apache perhaps.
  case failure(Failure, ExchangeLinker.Bridge?)
  /// A call, in the order of their starts.
  ///
  /// - Parameter isTaken: Whether it stands behind one of the other two.
  case exchange(Exchange, isTaken: Bool)
}
