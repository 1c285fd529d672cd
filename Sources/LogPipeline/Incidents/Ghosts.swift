/// Ghosts: Plesk gave up waiting and recorded a failure, Open-Xchange finished the work, and the retry fails because the object is there.
/// Both are one incident, whose cause is the first's.
enum Ghosts {
  /// A retry comes the same day, or when the customer calls; after a week it is another story.
  private static let windowMs: Int64 = 7 * 86_400_000
  /// Failures that leave open whether the work was done.
  private static let unfinished: Set = ["transport.timeout", "transport.proxy-error"]
  /// Failures that prove that the object exists.
  static let proofs: Set = ["context.exists", "context.mapping-taken", "user.exists", "user.mail-taken"]

  /// Ties each proof to the last unfinished attempt for the same subject.
  ///
  /// - Complexity: O(*n* log *n*).
  static func tie(_ drafts: inout [OccurrenceDraft]) {
    var attempts: [String: [Int]] = [:]
    let order = drafts.indices.sorted { drafts[$0].occurrence.time < drafts[$1].occurrence.time }
    for index in order where unfinished.contains(drafts[index].finding.cause) {
      for key in keys(drafts[index]) { attempts[key, default: []].append(index) }
    }
    guard !attempts.isEmpty else { return }
    for index in drafts.indices where proofs.contains(drafts[index].finding.cause) {
      let candidates = keys(drafts[index]).compactMap { attempt(in: attempts[$0] ?? [], before: drafts[index], drafts) }
      drafts[index].parent = candidates.max { left, right in
        (drafts[left].occurrence.time, left) < (drafts[right].occurrence.time, right)
      }
    }
  }

  /// The last attempt of a list that lies before the proof and within the window.
  private static func attempt(in list: [Int], before proof: OccurrenceDraft, _ drafts: [OccurrenceDraft]) -> Int? {
    let time = proof.occurrence.time
    let end = list.partitionPoint { drafts[$0].occurrence.time >= time }
    return list[..<end].last { candidate in
      time - drafts[candidate].occurrence.time <= windowMs
        && Identifiers.compare(drafts[candidate].occurrence.fields, proof.occurrence.fields).conflict == nil
    }
  }

  /// Who it is about, on which host: a mailbox where there is one, else the domain or the context.
  private static func keys(_ draft: OccurrenceDraft) -> [String] {
    let fields = draft.occurrence.fields
    let names: [Field] = fields[.mailbox] == nil ? [.domain, .contextName, .contextID] : [.mailbox]
    return names.compactMap { field in
      fields[field].map { "\(draft.occurrence.host) \(field.rawValue) \($0.string.asciiLowercased)" }
    }
  }
}
