import IncidentStore
import LogPipeline

/// Of what whom to tell.
package struct AlertRule: Sendable {
  package var name: Stated<String>
  /// The names of receivers.
  package var to: [Stated<String>]
  package var on: [Stated<IncidentNews.What>] = []
  /// Terms as all questions take them: `owner:ox-admin`, `-host:test*`.
  package var terms: [Stated<String>] = []
  package var coolDown: Stated<TimeLength>?
  package var quietHours: Stated<QuietHours>?
  package var zone: Stated<NamedZone>?
  /// What the terms say.
  package var query = Query()

  package init(name: Stated<String>, to: [Stated<String>]) { (self.name, self.to) = (name, to) }

  /// What is told where the rule does not say it: what asks for somebody.
  package static let usualNews: [IncidentNews.What] = [.new, .regressed, .escalating]
  /// So that what belongs to one outage comes in one message, and the second is no flood.
  package static let usualCoolDownMs: Int64 = 5 * 60_000

  package var news: [IncidentNews.What] { on.isEmpty ? Self.usualNews : on.map(\.value) }
  private var coolDownMs: Int64 { coolDown?.value.ms ?? Self.usualCoolDownMs }
  /// A rule that is seen first tells of what happened in the last hour; all before that is history.
  private static let lookBackMs: Int64 = 3_600_000
  /// What happened less than that ago waits for the next look: the other side's record of a failure may be on its way, and with it the failure may be
  /// another one.
  static let settledMs: Int64 = 10_000

  /// Decides what is told now. What has to wait is decided again the next time.
  ///
  /// - Parameters:
  ///   - news: What the rule's query admits and was noted after its progress.
  ///   - newest: The last row of the outbox.
  ///   - progress: `nil` where the rule is seen first.
  /// - Returns: What is told, in one message; empty where nothing is.
  package func decide(_ news: [IncidentNews], newest: Int64, _ progress: RuleProgress?, now: Instant) -> (
    told: [IncidentNews], progress: RuleProgress
  ) {
    let progress = progress ?? RuleProgress(news: 0)
    let oldest = now.ms - (progress.news == 0 && progress.sent == nil ? Self.lookBackMs : Delivery.keptMs)
    let unsettled = news.first { now.ms - $0.time.ms < Self.settledMs && now >= $0.time }
    let end = max(progress.news, unsettled.map { $0.id - 1 } ?? newest)
    let wanted = news.filter {
      $0.id <= end && !$0.isLate && $0.time.ms >= oldest && self.news.contains($0.what) && !$0.isOver
    }
    guard !wanted.isEmpty else { return ([], RuleProgress(news: end, sent: progress.sent)) }
    if quietHours?.value.contains(now, zone?.value.rule ?? .utc) ?? false { return ([], progress) }
    if let sent = progress.sent, now < sent + coolDownMs { return ([], progress) }
    return (wanted, RuleProgress(news: end, sent: now))
  }
}
