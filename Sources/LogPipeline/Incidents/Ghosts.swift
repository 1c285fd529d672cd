/// Ghosts: Plesk gave up waiting and recorded a failure, Open-Xchange finished the work, and the retry fails because the object is there.
/// Both are one incident, whose cause is the first's.
struct Ghosts {
  /// A retry comes the same day, or when the customer calls; after a week it is another story.
  private static let windowMs: Int64 = 7 * 86_400_000
  /// The same where only the domain tells whose it was.
  private static let domainWindowMs: Int64 = 3_600_000
  /// Attempts that are remembered for one subject: the last one counts, unless it contradicts.
  private static let attemptsMax = 8
  /// Subjects whose attempts are remembered: at 50,000 time-outs an hour those of the last hours, some 30 MB.
  private static let subjectsMax = 100_000
  /// Failures that leave open whether the work was done.
  private static let unfinished: Set = ["transport.timeout", "transport.proxy-error"]
  /// Failures that prove that the object exists.
  static let proofs: Set = ["context.exists", "context.mapping-taken", "user.exists", "user.mail-taken"]

  private struct Attempt {
    var time: Instant
    var names: Identifiers.Names
    var incident: Int
    /// Tells which of two at one time was looked at last.
    var order: Int
  }

  /// By subject, in the order of time.
  private var attempts: [String: [Attempt]] = [:]
  private var orderCount = 0

  /// The incident of the last unfinished attempt for the same subject, for a proof.
  ///
  /// - Parameter draft: Drafts come in the order of time.
  func parent(of draft: OccurrenceDraft) -> Int? {
    guard !attempts.isEmpty, Self.proofs.contains(draft.finding.cause) else { return nil }
    let names = Identifiers.Names(draft.occurrence.fields)
    let time = draft.occurrence.time
    let candidates = Self.keys(draft).compactMap { key in
      attempts[key]?.last { attempt in
        let comparison = Identifiers.compare(attempt.names, names)
        // Plesk cuts a mailbox's name; that of its domain is left, where many mailboxes are.
        let isSameDomainOnly = draft.occurrence.fields[.mailbox] != nil && !comparison.shared.contains(.mailbox)
        return attempt.time < time && comparison.conflict == nil
          && time - attempt.time <= (isSameDomainOnly ? Self.domainWindowMs : Self.windowMs)
      }
    }
    return candidates.max { ($0.time, $0.order) < ($1.time, $1.order) }?.incident
  }

  /// Remembers an unfinished attempt.
  mutating func learn(_ draft: OccurrenceDraft, incident: Int) {
    guard Self.unfinished.contains(draft.finding.cause) else { return }
    let attempt = Attempt(
      time: draft.occurrence.time, names: Identifiers.Names(draft.occurrence.fields), incident: incident,
      order: orderCount)
    orderCount += 1
    for key in Self.keys(draft) {
      attempts[key, default: []].append(attempt)
      if attempts[key, default: []].count > Self.attemptsMax { attempts[key]?.removeFirst() }
    }
    if attempts.count > Self.subjectsMax { forget() }
  }

  /// Keeps the later half.
  private mutating func forget() {
    let orders = attempts.values.compactMap(\.last?.order).sorted()
    let middle = orders[orders.count / 2]
    attempts = attempts.filter { ($0.value.last?.order ?? 0) >= middle }
  }

  /// Who it is about, on which host: a mailbox and its domain where there is one, else the domain or the context.
  private static func keys(_ draft: OccurrenceDraft) -> [String] {
    let fields = draft.occurrence.fields
    func key(_ field: Field, _ value: String) -> String {
      "\(draft.occurrence.host) \(field.rawValue) \(value.asciiLowercased)"
    }
    guard let mailbox = fields[.mailbox]?.string else {
      return [Field.domain, .contextName, .contextID].compactMap { field in fields[field].map { key(field, $0.string) }
      }
    }
    let domain = mailbox.lastIndex(of: "@").map { key(.domain, String(mailbox[mailbox.index(after: $0)...])) }
    return [key(.mailbox, mailbox)] + (domain.map { [$0] } ?? [])
  }
}
