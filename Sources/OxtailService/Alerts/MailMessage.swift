import Foundation
import LogPipeline

/// A mail as the sendmail interface takes it: text, and HTML beside it where there is some.
package struct MailMessage: Sendable {
  package var from: String
  package var to: [String]
  package var subject: String
  package var date: Instant
  /// Tells the mail from every other; the same for the same content.
  package var key: String
  /// `reports` or `alerts`: by what a reader's program sorts.
  package var list: String
  /// The name of the machine that sends it.
  package var machine: String
  package var text: String
  package var html: String?

  package init(
    from: String?, to: [String], subject: String, date: Instant, key: String, list: String, machine: String,
    text: String, html: String? = nil
  ) {
    self.from = from ?? "oxtail@\(machine)"
    (self.to, self.subject, self.date, self.key, self.list) = (to, subject, date, key, list)
    (self.machine, self.text, self.html) = (machine, text, html)
  }

  /// Whether it can be given to sendmail and written into a head: `ops@example.org`, or `root` of this machine.
  package static func isAddress(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z0-9._+=~][A-Za-z0-9._+=~-]*(@[A-Za-z0-9][A-Za-z0-9.-]*)?/) != nil
  }

  package var bytes: [UInt8] {
    var lines = [
      "From: \(from)", "To: \(to.joined(separator: ", "))", "Subject: \(Self.encoded(subject))",
      "Date: \(Self.dated(date))", "Message-ID: <\(key)@\(machine)>", "List-Id: <\(list).oxtail.\(machine)>",
      "Auto-Submitted: auto-generated", "Precedence: bulk", "MIME-Version: 1.0",
    ]
    if let html {
      let boundary = "=_\(key)"
      lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
      for (type, content) in [("plain", text), ("html", html)] {
        lines += ["--\(boundary)"] + Self.part(type, content) + [""]
      }
      lines.append("--\(boundary)--")
    } else {
      lines += Self.part("plain", text)
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func part(_ type: String, _ content: String) -> [String] {
    [
      "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
      QuotedPrintable.text(content),
    ]
  }

  /// RFC 2047, where a subject holds more than ASCII.
  static func encoded(_ subject: String) -> String {
    guard subject.utf8.contains(where: { $0 >= 0x80 }) else { return subject }
    // A word has 75 characters at most: 39 bytes of text are 52 of base64.
    var words: [[UInt8]] = [[]]
    for character in subject {
      if words[words.count - 1].count + character.utf8.count > 39 { words.append([]) }
      words[words.count - 1] += Array(character.utf8)
    }
    return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\n ")
  }

  /// `Tue, 17 May 2022 08:33:19 +0000`
  static func dated(_ time: Instant) -> String {
    let day = time.ms.quotientRoundedDown(by: 86_400_000)
    // 1970-01-01 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(day - day.quotientRoundedDown(by: 7) * 7)]
    let parts = time.date.split(separator: "-")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekday), \(parts[2]) \(months[(Int(parts[1]) ?? 1) - 1]) \(parts[0]) \(time.timeOfDay) +0000"
  }
}
