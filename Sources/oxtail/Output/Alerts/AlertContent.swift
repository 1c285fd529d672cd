import Foundation
import OxtailService

/// What a receiver is given of a message: a mail, or JSON.
enum AlertContent {
  static func content(_ message: AlertMessage, _ receiver: AlertReceiver) -> (title: String, bytes: [UInt8]) {
    let words = AlertText(message: message, zone: .utc)
    let title = "[oxtail] \(words.title.string)"
    switch receiver.way {
    case .mail:
      let mail = MailMessage(
        from: receiver.from?.value, to: receiver.mail.map(\.value), subject: title, date: message.made,
        key: message.key, list: "alerts", machine: Account.host ?? "localhost", text: words.text)
      return (title, mail.bytes)
    case .webhook, .command:
      let document = AlertDocument(message, receiver: receiver.name.value, text: "\(title)\n\(words.text)")
      guard let text = try? PlainJSON.text(document, isPretty: false) else {
        preconditionFailure("an alert that is no JSON")
      }
      return (title, Array(text.utf8))
    }
  }
}
