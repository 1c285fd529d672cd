/// Cascades: a step that fails only because one before it did hangs under that one's incident.
///
/// Plesk refuses a step while another one of the instance is going on, which is mostly the one that failed; and the users of a context whose
/// creation failed are missing their context.
struct Cascades {
  /// Failures that say that an earlier step still runs.
  private static let waiting: Set = ["plesk.busy"]
  /// Failures that say that something which an earlier step should have made is not there.
  private static let lacking: Set = ["context.missing", "context.no-id", "access.context-hidden"]
  /// A step that hangs is given up after hours; where no record names the instance, only what failed just before can be meant.
  private static let waitingMsMax: Int64 = 2 * 3_600_000
  private static let namelessMsMax: Int64 = 60_000
  /// Further steps of an order follow on the same day.
  private static let lackingMsMax: Int64 = 86_400_000
  /// Steps of a host that are remembered, the last ones: a step that waits follows soon.
  private static let attemptsMax = 256

  private struct Attempt {
    var time: Instant
    var names: Identifiers.Names
    var instance: String?
    /// Whether it was to make a context.
    var isCreation: Bool
    /// Whether trying again is harmless.
    var isSafe: Bool
    var incident: Int
  }

  /// By Plesk host, in the order of time; some more than are remembered, so that each does not move all others.
  private var attempts: [String: [Attempt]] = [:]

  /// The incident of the step because of which this one failed.
  ///
  /// - Parameter draft: Drafts come in the order of time.
  func parent(of draft: OccurrenceDraft) -> Int? {
    let cause = draft.finding.cause
    let (isWaiting, isLacking) = (Self.waiting.contains(cause), Self.lacking.contains(cause))
    guard isWaiting || isLacking, draft.occurrence.partner != nil,
      let earlier = attempts[draft.occurrence.host]?.suffix(Self.attemptsMax)
    else { return nil }
    let (time, names) = (draft.occurrence.time, Identifiers.Names(draft.occurrence.fields))
    let instance = Self.instance(draft.occurrence.fields)
    func fits(_ attempt: Attempt, within windowMs: Int64) -> Bool {
      attempt.time <= time && time - attempt.time <= windowMs
        && Identifiers.compare(attempt.names, names).conflict == nil
    }
    if isLacking {
      return earlier.last { attempt in
        attempt.isCreation && fits(attempt, within: Self.lackingMsMax)
          && !Identifiers.compare(attempt.names, names).shared.allSatisfy { $0 == .subadmin }
      }?.incident
    }
    if let instance, let named = earlier.last(where: { $0.instance == instance && $0.time <= time }),
      time - named.time <= Self.waitingMsMax
    {
      return named.incident
    }
    let near = earlier.filter { attempt in
      (instance == nil || attempt.instance == nil) && fits(attempt, within: Self.namelessMsMax)
    }
    // Of several that may be meant one that must not simply be tried again: to call that safe would be worse than to be wrong.
    return (near.last { !$0.isSafe } ?? near.last)?.incident
  }

  /// Remembers a failed step that is no consequence.
  ///
  /// - Parameter retry: What is advised for its cause.
  mutating func learn(_ draft: OccurrenceDraft, incident: Int, retry: CauseSpec.Retry?) {
    guard draft.occurrence.partner != nil, !Self.waiting.contains(draft.finding.cause) else { return }
    let fields = draft.occurrence.fields
    let attempt = Attempt(
      time: draft.occurrence.time, names: Identifiers.Names(fields), instance: Self.instance(fields),
      isCreation: draft.occurrence.operation == "install" && fields[.mailbox] == nil
        && !Ghosts.proofs.contains(draft.finding.cause) && !Self.lacking.contains(draft.finding.cause),
      isSafe: retry == .safe, incident: incident)
    attempts[draft.occurrence.host, default: []].append(attempt)
    if attempts[draft.occurrence.host]?.count == 2 * Self.attemptsMax {
      attempts[draft.occurrence.host]?.removeFirst(Self.attemptsMax)
    }
  }

  /// The number of Plesk's instance, which the name of a context ends with.
  private static func instance(_ fields: Fields) -> String? {
    if let named = fields[.instance]?.string ?? fields[.subscription]?.string { return named }
    guard let name = fields[.contextName]?.string, let last = name.lastIndex(of: "_") else { return nil }
    return String(name[name.index(after: last)...])
  }
}
