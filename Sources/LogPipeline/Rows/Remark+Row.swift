extension Remark {
  /// A remark of columns that were written from one.
  ///
  /// - Returns: `nil` for a verb of a later version.
  package init?(
    storedVerb: String, time: Instant, author: String, text: String?, ticket: String?, muteEnd: String?
  ) {
    guard let verb = Verb(rawValue: storedVerb) else { return nil }
    self.init(
      verb, time: time, author: author, text: text.map(RedactedText.init(stored:)), ticket: ticket,
      muteEnd: muteEnd.flatMap(MuteEnd.init(rowText:)))
  }
}

extension Remark.MuteEnd {
  /// `@1448668800000`, `20` or `escalating`.
  package var rowText: String {
    switch self {
    case .time(let time): "@\(time.ms)"
    case .failures(let count): "\(count)"
    case .escalating: "escalating"
    }
  }

  package init?(rowText: String) {
    if rowText == "escalating" {
      self = .escalating
    } else if rowText.hasPrefix("@"), let ms = Int64(rowText.dropFirst()) {
      self = .time(Instant(ms: ms))
    } else if let count = Int(rowText) {
      self = .failures(count)
    } else {
      return nil
    }
  }
}
