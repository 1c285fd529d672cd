/// Who is told, and by which way. Exactly one of mail, webhook and command is stated.
package struct AlertReceiver: Equatable, Sendable {
  package var name: Stated<String>
  package var mail: [Stated<String>] = []
  /// Whom mails are from; `oxtail@` and the machine's name by default.
  package var from: Stated<String>?
  package var webhook: Stated<String>?
  /// A file with the address, where that is a secret itself.
  package var webhookFile: Stated<String>?
  /// A file with the key by which requests are signed.
  package var secretFile: Stated<String>?
  /// A program with its arguments; no shell reads them.
  package var command: [Stated<String>] = []

  package init(name: Stated<String>) { self.name = name }

  package enum Way: Equatable, Sendable { case mail, webhook, command }

  package var way: Way { !mail.isEmpty ? .mail : command.isEmpty ? .webhook : .command }

  /// `mail to ops@example.org`, without what may be secret.
  package var words: String {
    switch way {
    case .mail: "mail to \(mail.map(\.value).joined(separator: ", "))"
    case .webhook: "webhook"
    case .command: "command \(command[0].value)"
    }
  }
}
