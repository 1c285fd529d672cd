import Foundation
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// Mails, byte by byte.
struct MailMessageTests {
  private static func mail(text: String = "words\n", html: String? = nil, subject: String = "s") -> MailMessage {
    MailMessage(
      from: nil, to: ["ops@example.org", "root"], subject: subject, date: Instant(ms: 1_652_776_399_000), key: "0a1b",
      list: "reports", machine: "plesk1.example", text: text, html: html)
  }

  private func lines(_ mail: MailMessage) -> [Substring] {
    String(decoding: mail.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func `a mail says who wrote it, that nobody did, and which it is`() {
    let head = Array(lines(Self.mail()).prefix { !$0.isEmpty })
    #expect(
      head == [
        "From: oxtail@plesk1.example", "To: ops@example.org, root", "Subject: s",
        "Date: Tue, 17 May 2022 08:33:19 +0000",
        "Message-ID: <0a1b@plesk1.example>", "List-Id: <reports.oxtail.plesk1.example>",
        "Auto-Submitted: auto-generated", "Precedence: bulk", "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
      ])
    #expect(lines(Self.mail()).suffix(3) == ["", "words", ""])
  }

  @Test func `HTML stands beside the text, the better form last`() {
    let lines = lines(Self.mail(html: "<p a=\"b\">x"))
    #expect(lines.contains("Content-Type: multipart/alternative; boundary=\"=_0a1b\""))
    #expect(lines.count { $0 == "--=_0a1b" } == 2 && lines.suffix(2) == ["--=_0a1b--", ""])
    let types = lines.filter { $0.hasPrefix("Content-Type: text/") }
    #expect(types == ["Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8"])
    #expect(lines.contains("<p a=3D\"b\">x"))
  }

  /// As a mail program reads it.
  private func decoded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "=") else {
        bytes.append(byte)
        continue
      }
      if rest.first == 10 {
        rest.removeFirst()
      } else {
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest.removeFirst(2)
      }
    }
    return bytes
  }

  @Test(arguments: Seeded.seeds(1..<41))
  func `text survives its way, in short lines of ASCII`(seed: Int) {
    var random = Seeded(seed)
    let pieces = ["a", " ", "=", "\n", ".", "From ", "ü", "█", "\t", "long words ", "\u{1F600}", "x  \n"]
    let text = (0..<200).map { _ in random.pick(pieces) }.joined() + "\n"
    let encoded = QuotedPrintable.text(text)
    #expect(decoded(encoded + "\n") == Array(text.utf8), "seed \(seed)")
    for line in encoded.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.utf8.count <= 76 && line.utf8.allSatisfy { $0 < 0x7F }, "\(line)")
      #expect(!line.hasSuffix(" ") && !line.hasPrefix(".") && !line.hasPrefix("From "), "\(line)")
    }
  }

  @Test func `a subject beyond ASCII is words of 75 characters`() {
    let subject = String(repeating: "Größe ", count: 20)
    let encoded = MailMessage.encoded(subject)
    let words = encoded.split(separator: "\n ")
    #expect(words.allSatisfy { $0.count <= 75 && $0.hasPrefix("=?utf-8?B?") })
    let bytes = words.flatMap { Array(Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) ?? Data()) }
    #expect(String(decoding: bytes, as: UTF8.self) == subject)
  }

  @Test(arguments: [
    ("ops@example.org", true), ("root", true), ("a.b+c@x-y.example", true), ("-oQ/tmp", false), ("a b@x", false),
    ("a@x\nBcc: y@z", false), ("", false), ("a@-x", false), ("|/bin/sh", false), ("a@x, b@y", false),
  ])
  func `only an address is an address`(text: String, isAddress: Bool) {
    #expect(MailMessage.isAddress(text) == isAddress)
  }
}
