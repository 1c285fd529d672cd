extension Event {
  /// What a fault in a record of Plesk's says, where patterns understand no more than the wrapper around it; `nil` for every other record.
  ///
  /// The failure keeps the wrapper's cause: Plesk says that an order failed, and Open-Xchange's record may still tell why.
  package var unexplainedFault: RedactedText? {
    guard side == .plesk, kind == .failure, findings.allSatisfy({ $0.layer == .wrapper }) else { return nil }
    return faultTexts.first?.text
  }
}
