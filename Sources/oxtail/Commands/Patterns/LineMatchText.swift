import LogPipeline
import PatternFiles

/// Lays out what the patterns make of a line.
struct LineMatchText {
  private(set) var lines: [String] = []
  private let line: String

  /// - Parameter line: The line that was matched, without its secrets.
  init(_ match: LineMatch, line: String) {
    self.line = line
    for (index, part) in line.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      lines.append((index == 0 ? "line      " : "          ") + PatternsOutput.safe(String(part)))
    }
    section(
      "layout", match.heads.map { "\($0.layout.id): \(headText($0.reading))" }, none: "no layout takes it for a head")
    section("cause", claimLines(match.claims), none: "no text of the catalogue is in it")
    section("fields", match.rules.flatMap { [$0.rule.id] + captureLines($0.captures) }, none: "no field rule matches")
    for miss in match.nearMisses { add(miss) }
  }

  private mutating func section(_ title: String, _ content: [String], none: String) {
    for (index, text) in (content.isEmpty ? [none] : content).enumerated() {
      lines.append(PatternsOutput.padded(index == 0 ? title : "", 10) + text)
    }
  }

  private func headText(_ reading: HeadReading) -> String {
    "\(reading.level.rawValue), \(reading.time ?? "a date that does not exist")"
  }

  private func claimLines(_ claims: [Claim]) -> [String] {
    claims.enumerated().flatMap { index, claim in
      let winner = index == 0 && claims.count > 1 ? " (wins)" : ""
      let rank = "layer \(claim.layer.rawValue), \(claim.literalLength) literal characters\(winner)"
      let bare = claim.isBare ? ["   without its code: counts only in the context of the APS package"] : []
      return ["\(index + 1). \(PatternsOutput.safe(claim.id)): \(rank)"] + bare + captureLines(claim.captures)
    }
  }

  private func captureLines(_ captures: [String: String]) -> [String] {
    captures.sorted { $0.key < $1.key }.map { "   \($0.key) = \(PatternsOutput.safe($0.value))" }
  }

  // MARK: Near misses

  private mutating func add(_ miss: NearMiss) {
    lines.append("")
    lines.append(
      "near miss \(PatternsOutput.safe(miss.id)) (\(PatternsOutput.safe(miss.place.file)):\(miss.place.line))")
    lines += PatternsOutput.caret(in: miss.expression, at: miss.matchedTo, label: "matched up to here")
    let (text, offset) = Self.lineAround(miss.lineOffset, in: line)
    lines += PatternsOutput.caret(in: text, at: offset, label: "byte \(miss.lineOffset)")
    if let remark = miss.remark { lines.append("    " + PatternsOutput.safe(remark)) }
  }

  /// The line of a text that holds a byte, and the byte's offset in it.
  private static func lineAround(_ offset: Int, in text: String) -> (String, Int) {
    let bytes = Array(text.utf8)
    let newline = UInt8(ascii: "\n")
    let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
    let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    return (String(decoding: bytes[start..<end], as: UTF8.self), offset - start)
  }
}
