import IncidentStore
import LogPipeline

/// Makes messages of what became of incidents, rule by rule.
package struct AlertPlanner {
  private let configuration: Configuration
  /// What a receiver is given of a message.
  private let content: (AlertMessage, AlertReceiver) -> (title: String, bytes: [UInt8])

  package init(
    _ configuration: Configuration,
    content: @escaping (AlertMessage, AlertReceiver) -> (title: String, bytes: [UInt8])
  ) {
    self.configuration = configuration
    self.content = content
  }

  /// Makes what is due, and keeps it.
  ///
  /// - Returns: How many messages were made.
  package func plan(_ reader: IndexReader, _ file: DeliveryFile, now: Instant) throws(StoreError) -> Int {
    var count = 0
    for rule in configuration.alerts {
      let progress = try file.progress(of: rule.name.value)
      let newest = try reader.newestNews()
      guard progress == nil || newest > progress?.news ?? 0 else { continue }
      let news = try reader.news(rule.query, after: progress?.news ?? 0).filter { $0.id <= newest }
      let (told, next) = rule.decide(news, newest: newest, progress, now: now)
      guard next != progress else { continue }
      let deliveries = told.isEmpty ? [] : deliveries(AlertMessage(rule: rule.name.value, told, made: now), rule)
      try file.add(deliveries, rule: (rule.name.value, next))
      count += deliveries.count
    }
    return count
  }

  private func deliveries(_ message: AlertMessage, _ rule: AlertRule) -> [Delivery] {
    rule.to.compactMap { name in configuration.receivers.first { $0.name.value == name.value } }.map { receiver in
      delivery(message, to: receiver)
    }
  }

  package func delivery(_ message: AlertMessage, to receiver: AlertReceiver) -> Delivery {
    let (title, bytes) = content(message, receiver)
    return Delivery(key: message.key, receiver: receiver.name.value, title: title, content: bytes, made: message.made)
  }

  /// What would have been sent, had it run all the time: news comes when it happened, and each rule keeps to its cool-down and quiet hours.
  ///
  /// - Parameter until: The end of what is looked at, by which the last message is out.
  package func preview(_ reader: IndexReader, since: Instant, until: Instant) throws(StoreError) -> [(
    rule: AlertRule, message: AlertMessage
  )] {
    var messages: [(rule: AlertRule, message: AlertMessage)] = []
    for rule in configuration.alerts {
      var news = try reader.news(rule.query, since: since).filter { $0.time < until }.sorted { $0.time < $1.time }
      // Numbers in the order in which it happened; nothing is late where somebody looked all the time.
      for index in news.indices { (news[index].id, news[index].isLate) = (Int64(index + 1), false) }
      var progress = RuleProgress(news: 0, sent: Instant(ms: .min / 2))
      // Each minute with something new or something that waits is a look.
      var (read, now) = (0, since)
      while read < news.count || progress.news < Int64(read) {
        if progress.news == Int64(read) { now = max(now, news[read].time) }
        while read < news.count, news[read].time <= now { read += 1 }
        let waiting = Array(news[Int(progress.news)..<read])
        let (told, next) = rule.decide(waiting, newest: Int64(read), progress, now: now)
        if !told.isEmpty { messages.append((rule, AlertMessage(rule: rule.name.value, told, made: now))) }
        progress = next
        guard now < until else { break }
        now = now + Self.lookMs
      }
    }
    return messages.sorted { $0.message.made < $1.message.made }
  }

  /// The timer's.
  private static let lookMs: Int64 = 30_000
}
