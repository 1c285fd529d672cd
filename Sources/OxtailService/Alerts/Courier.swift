import Crypto
import Foundation
import IncidentStore
import LogPipeline
import PatternFiles

/// Brings messages to receivers by the system's own programs: sendmail, curl, or the user's. Secrets go through standard input, never through
/// arguments, which everybody on the machine can read.
///
/// An HTTP client of our own (async-http-client) would more than double a clean build for what are a few requests a day.
package struct Courier: Sendable {
  /// Receivers of this form are addresses, comma between them: who gets a report.
  package static let addressPrefix = "mailto:"
  private static let sendmailPlaces = ["/usr/sbin/sendmail", "/usr/lib/sendmail"]
  /// A receiver that does not answer holds up all others for so long.
  private static let seconds = (connect: 5, webhook: 15, mail: 30, command: 30)

  private let receivers: [AlertReceiver]
  private let sendmail: String?
  private let environment: [String: String]

  package init(_ configuration: Configuration, environment: [String: String]) {
    receivers = configuration.receivers
    sendmail = configuration.sendmail?.value
    self.environment = environment
  }

  /// - Returns: Why it did not arrive, in one line without any secret; `nil` where it did.
  package func send(_ delivery: Delivery, now: Instant) -> String? {
    if delivery.receiver.hasPrefix(Self.addressPrefix) {
      let addresses = delivery.receiver.dropFirst(Self.addressPrefix.count).split(separator: ",").map(String.init)
      return mail(delivery.content, to: addresses, from: nil)
    }
    guard let receiver = receivers.first(where: { $0.name.value == delivery.receiver }) else {
      return "no receiver of this name is configured any more"
    }
    switch receiver.way {
    case .mail: return mail(delivery.content, to: receiver.mail.map(\.value), from: receiver.from?.value)
    case .webhook: return post(delivery, receiver, now)
    case .command:
      return run(
        receiver.command.map(\.value), delivery.content, seconds: Self.seconds.command,
        environment.merging(["OXTAIL_ALERT_KEY": delivery.key]) { $1 })
    }
  }

  // MARK: Mail

  private func mail(_ content: [UInt8], to addresses: [String], from: String?) -> String? {
    let places = sendmail.map { [$0] } ?? Self.sendmailPlaces
    guard let program = places.first(where: FileManager.default.isExecutableFile) else {
      return "there is no \(places[0]): install a mail server or msmtp-mta, or name a program under sendmail:"
    }
    let sender = from.map { ["-f", $0] } ?? []
    return run([program, "-i"] + sender + ["--"] + addresses, content, seconds: Self.seconds.mail, environment)
  }

  // MARK: Webhook

  private func post(_ delivery: Delivery, _ receiver: AlertReceiver, _ now: Instant) -> String? {
    guard let curl = ["/usr/bin/curl", "/usr/local/bin/curl"].first(where: FileManager.default.isExecutableFile) else {
      return "there is no /usr/bin/curl: install curl"
    }
    let address: String
    let settings: String
    do throws(PatternLoadError) {
      address = try Self.line(receiver.webhookFile?.value) ?? receiver.webhook?.value ?? ""
      settings = Self.settings(delivery, address: address, secret: try Self.line(receiver.secretFile?.value), now)
    } catch {
      return "\(error.path): \(error.errors.first?.message ?? "cannot be used")"
    }
    let arguments = [
      "-q", "--silent", "--show-error", "--output", "/dev/null", "--write-out", "%{http_code}", "--proto",
      "=http,https",
      "--connect-timeout", "\(Self.seconds.connect)", "--max-time", "\(Self.seconds.webhook)", "--config", "-",
    ]
    do {
      let curl = try ChildProcess(
        [curl] + arguments, input: Array(settings.utf8), environment: environment, seconds: Self.seconds.webhook + 5)
      guard curl.status == 0 else {
        let words = curl.errors.split(separator: "\n").first.map(String.init) ?? "curl ended with \(curl.status ?? -1)"
        return words.replacing(address, with: "…")
      }
      return curl.output.hasPrefix("2") ? nil : "HTTP \(curl.output)"
    } catch {
      return "curl cannot be started: \(error.localizedDescription)"
    }
  }

  /// As curl reads its settings.
  static func settings(_ delivery: Delivery, address: String, secret: String?, _ now: Instant) -> String {
    let body = String(decoding: delivery.content, as: UTF8.self)
    let stamp = String(now.ms / 1000)
    var headers = [
      "Content-Type: application/json", "User-Agent: oxtail", "Idempotency-Key: \(delivery.key)",
      "X-Oxtail-Timestamp: \(stamp)",
    ]
    if let secret { headers.append("X-Oxtail-Signature: sha256=\(signature(stamp, body, secret: secret))") }
    let values = [("url", address), ("request", "POST")] + headers.map { ("header", $0) } + [("data-raw", body)]
    return values.map { "\($0) = \"\(quoted($1))\"\n" }.joined()
  }

  /// Of the time stamp, a dot and the body, so that nobody can send the same again later.
  static func signature(_ stamp: String, _ body: String, secret: String) -> String {
    let key = SymmetricKey(data: Array(secret.utf8))
    return Hashes.hex(HMAC<SHA256>.authenticationCode(for: Array("\(stamp).\(body)".utf8), using: key))
  }

  private static func quoted(_ text: String) -> String {
    text.escaping { sign in
      switch sign {
      case "\\", "\"": "\\\(sign)"
      case "\n": "\\n"
      case "\r": "\\r"
      default: nil
      }
    }
  }

  /// The first line of a file that nobody else could have written.
  private static func line(_ path: String?) throws(PatternLoadError) -> String? {
    guard let path else { return nil }
    return try TrustedFile.text(of: path).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  // MARK: Programs

  private func run(_ command: [String], _ input: [UInt8], seconds: Int, _ environment: [String: String]) -> String? {
    do {
      let child = try ChildProcess(command, input: input, environment: environment, seconds: seconds)
      if child.status == 0 { return nil }
      let words = (child.errors + child.output).split(separator: "\n").first.map { ": \($0)" } ?? ""
      guard let status = child.status else { return "\(command[0]) did not end within \(seconds) s and was stopped" }
      return "\(command[0]) ended with \(status)\(words)"
    } catch {
      return "\(command[0]) cannot be started: \(error.localizedDescription)"
    }
  }
}
