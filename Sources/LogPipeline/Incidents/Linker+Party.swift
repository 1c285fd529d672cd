extension Linker {
  /// A failure with what is compared of it, gathered once.
  ///
  /// Thousands of them stand in several lists at once, which share what never changes of each.
  struct Party {
    private let gathered: Gathered
    /// The address that the call came from, as Apache or Open-Xchange saw it.
    var caller: String?

    private final class Gathered {
      let failure: Failure
      let fields: Fields
      let texts: [FaultText]
      let exceptionIDs: Set<String>
      let isFromPHP: Bool
      let names: Identifiers.Names
      /// The texts' bytes: most comparisons end at the first ones.
      let bytes: [[UInt8]]

      init(_ failure: Failure) {
        self.failure = failure
        fields = failure.fields
        texts = failure.faultTexts
        bytes = texts.map { Array($0.text.utf8) }
        names = Identifiers.Names(fields)
        exceptionIDs = Set(failure.exceptionIDs)
        isFromPHP = failure.events.contains { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }
      }
    }

    init(_ failure: Failure, caller: String? = nil) {
      gathered = Gathered(failure)
      self.caller = caller
    }

    var failure: Failure { _read { yield gathered.failure } }
    var fields: Fields { gathered.fields }
    var texts: [FaultText] { gathered.texts }
    var exceptionIDs: Set<String> { gathered.exceptionIDs }
    var isFromPHP: Bool { gathered.isFromPHP }
    var names: Identifiers.Names { gathered.names }
    var time: Instant { failure.time }
    var host: String { failure.host }

    /// How the texts agree, by the pair that agrees best.
    func agreement(with other: Party) -> FaultText.Agreement? {
      var best: FaultText.Agreement?
      for mine in gathered.bytes {
        for theirs in other.gathered.bytes {
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
