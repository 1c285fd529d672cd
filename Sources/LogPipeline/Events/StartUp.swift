/// How the records of Open-Xchange's begin that it writes while it starts, and at no other time: its activators' words, and those of the
/// admin service once it is there.
///
/// Only the message's first bytes are looked at, so that the millions of other records cost one comparison.
enum StartUp {
  private static let texts = [
    "starting bundle: com.openexchange.", "Starting bundle: com.openexchange.", "Admindaemon successfully started",
  ].map { Array($0.utf8) }
  /// One of these is in every such record.
  static let words = ["tarting bundle: com.openexchange.", "Admindaemon successfully started"].map { Array($0.utf8) }

  /// - Parameters:
  ///   - text: A record of Open-Xchange's.
  ///   - messageStart: Where its head ends; the message may stand in the line below.
  static func begins(_ text: RawSpan, messageStart: Int) -> Bool {
    var start = messageStart
    while start < text.byteCount, text[start] == UInt8(ascii: "\n") || text[start] == UInt8(ascii: "\r") { start += 1 }
    return texts.contains { text.starts(with: $0, at: start) }
  }
}
