import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// A report on its way to people's mailboxes.
struct ReportMail {
  let report: PeriodReport
  let zone: ShownZone
  let problemsFirst: Bool
  /// Addresses.
  let to: [String]

  private static let textWidth = 78

  /// Keeps the mail beside the index and sends it. What cannot be sent stays there, and that is said.
  func send(from index: String, _ configuration: Configuration) throws(CommandError) {
    try CommandError.wrapping { () throws(StoreError) in
      let file = try DeliveryFile(besides: index)
      try file.add([delivery])
      // Whoever sends just now sends this one too.
      guard let turn = try file.turn() else { return }
      defer { withExtendedLifetime(turn) {} }
      try AlertsDeliverCommand.send(file, Courier(configuration, environment: ProcessInfo.processInfo.environment))
    }
  }

  /// The same report to the same people has the same key, and with it the same Message-ID.
  private var delivery: Delivery {
    let words = ReportWords(report: report, zone: zone)
    let text = ReportText(report: report, zone: zone, problemsFirst: problemsFirst).page(width: Self.textWidth).text(
      .plain)
    let html = ReportHTML(report: report, zone: zone, problemsFirst: problemsFirst, isMail: true).text
    let key = AlertMessage.key(["report"] + to + [html])
    let title = "[oxtail] \(title(words).string)"
    let now = AlertsDeliverCommand.now
    let mail = MailMessage(
      from: nil, to: to, subject: title, date: now, key: key, list: "reports", machine: Account.host ?? "localhost",
      text: text, html: html)
    return Delivery(
      key: key, receiver: Courier.addressPrefix + to.joined(separator: ","), title: title, content: mail.bytes,
      made: now)
  }

  /// `2022-05-17: 12 failures, 3 incidents`
  private func title(_ words: ReportWords) -> SafeText {
    let totals = report.figures.totals
    return report.isEmpty
      ? "\(words.period): \(words.nothingFailed)"
      : "\(words.period): \(SafeText.count(totals.failures, "failure")), \(SafeText.count(totals.incidents, "incident"))"
  }
}
