import LogPipeline

/// Texts that somebody who wants an expression to take for ever would write into a log.
///
/// Each is as long as a subject may be; see ``MatchLimits/subjectBytesMax``.
package enum AdversarialSubjects {
  package struct Subject: Sendable {
    package let name: String
    package let bytes: [UInt8]
  }

  package static let all: [Subject] = repeated.map { subject($0.name, $0.head, $0.unit) } + [invalidUTF8, mixedBytes]

  /// The first half of a sample, repeated.
  static func firstHalf(of sample: String) -> Subject {
    subject("the first half of a sample, repeated", "", String(sample.prefix(max(1, sample.count / 2))))
  }

  private static func subject(_ name: String, _ head: String, _ unit: String) -> Subject {
    var bytes = Array(head.utf8)
    while bytes.count < MatchLimits.subjectBytesMax { bytes += unit.utf8 }
    return Subject(name: name, bytes: Array(bytes.prefix(MatchLimits.subjectBytesMax)))
  }

  /// A head that stands once, then a unit to the end.
  private static let repeated: [(name: String, head: String, unit: String)] = [
    ("letters", "", "a"), ("capitals", "", "A"), ("digits", "", "1"), ("dots", "", "."), ("colons", "", ":"),
    ("blanks", "", " "), ("tabs", "", "\t"), ("newlines", "", "\n"), ("double quotes", "", "\""),
    ("single quotes", "", "'"), ("opening brackets", "", "["), ("closing brackets", "", "]"),
    ("nested parentheses", "", "("), ("closing parentheses", "", ")"), ("slashes", "", "/"), ("backslashes", "", "\\"),
    ("at signs", "", "a@"), ("words with dots", "", "a."), ("words with underscores", "", "a_1"),
    ("words and blanks", "", "aaaa "), ("frames of PHP", "", "#0 "), ("frames of Java", "", "\tat a.b.C.d(E.java:1)\n"),
    ("causes of causes", "", "Caused by: "), ("classes of causes", "", "Caused by: a.b.c.D: "),
    ("fault heads", "", "SoapFault exception: [HTTP] "), ("codes", "", "[HTTP] [WSDL] "),
    ("quoted words", "", "'a' \"b\" "), ("escaped quotes", "", "\\\"\\'&quot;"), ("markup", "", "<a:b c=\"d\">"),
    ("addresses", "", "https://a.b/c?d=e&"), ("mailboxes", "", "a@b.example, "),
    ("beginnings of failures", "", "Unable to install application Open-Xchange on a: Maximum number of "),
    ("contexts", "", "Context 1 Database context mapping "), ("class names", "", "com.openexchange.admin."),
    ("a head of Plesk, then letters", "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [", "panel"),
    (
      "a head of Open-Xchange, then a class",
      "2017-03-02T07:00:00,001+0000 ERROR [OXWorker-0000112] com", ".openexchange"
    ),
    ("a head of Open-Xchange, then brackets", "2017-03-02T07:00:00,001+0000 ERROR [OXWorker", "] a.b(c"),
    ("a head of java.util.logging, then a class", "Nov 23, 2013 7:55:06 PM com.", "a.b$"),
  ]

  /// Bytes that begin a character and never end it.
  private static let invalidUTF8 = Subject(
    name: "invalid UTF-8",
    bytes: (0..<MatchLimits.subjectBytesMax).map { [0xC3, 0x28, 0xF0, 0x9F, 0x92, 0xFF, 0x80, 0x61][$0 % 8] })

  /// NUL and every other byte in turn.
  private static let mixedBytes = Subject(
    name: "every byte in turn", bytes: (0..<MatchLimits.subjectBytesMax).map { UInt8(truncatingIfNeeded: $0 &* 7) })
}
