extension Linker {
  /// A failure with what is compared of it, gathered once.
  struct Party {
    let failure: Failure
    let fields: Fields
    let texts: [FaultText]
    let exceptionIDs: Set<String>
    let isFromPHP: Bool
    let names: Identifiers.Names
    /// The address that the call came from, as Apache or Open-Xchange saw it.
    var caller: String?
    /// The texts' bytes: most comparisons end at the first ones.
    private let bytes: [[UInt8]]

    init(_ failure: Failure, caller: String? = nil) {
      self.failure = failure
      self.caller = caller
      fields = failure.fields
      texts = failure.faultTexts
      bytes = texts.map { Array($0.text.utf8) }
      names = Identifiers.Names(fields)
      exceptionIDs = Set(failure.exceptionIDs)
      isFromPHP = failure.events.contains { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }
    }

    var time: Instant { failure.time }
    var host: String { failure.host }

    /// How the texts agree, by the pair that agrees best.
    func agreement(with other: Party) -> FaultText.Agreement? {
      var best: FaultText.Agreement?
      for mine in bytes {
        for theirs in other.bytes {
          switch FaultText.agreement(mine, theirs) {
          case .equal?: return .equal
          case .partial?: best = .partial
          case nil: break
          }
        }
      }
      return best
    }
  }
}
