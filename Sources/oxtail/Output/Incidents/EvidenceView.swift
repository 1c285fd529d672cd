import LogPipeline

/// A record as evidence: where it stands, when it was written and what it says.
struct EvidenceView {
  let evidence: Evidence
  /// The cause that it speaks for: a record may hold other texts as well, and even forged ones.
  let cause: String?
  let zone: ShownZone

  /// Less of a path than this names no file.
  static let placeWidthMin = 20

  private var dated: DatedEvent { evidence.event }

  /// `SampleLogs/06/plesk-06a/panel.log:73`
  var place: SafeText { "\(dated.file):\(dated.event.position.line)" }

  /// `plesk-06a  08:33:19.247  error  SampleLogs/…/panel.log:73`
  ///
  /// - Parameter day: The day that the reader knows already; another one is said.
  /// - Returns: Two lines where one has no room for the place.
  func head(width: Int, day: SafeText? = nil) -> [StyledText] {
    let shownDay = zone.date(dated.time)
    let day: SafeText = shownDay == day ? "" : "\(shownDay) "
    let fixed: SafeText =
      "\(dated.host)  \(day)\(zone.millisecond(dated.time))\(dated.hourWords)  \(dated.event.level.rawValue)  "
    let room = width - fixed.width
    guard room < Self.placeWidthMin else {
      return [fixed.styled(.plain) + place.shortenedPath(to: room).styled(.quiet)]
    }
    let words = fixed.wrapped(to: width).map { $0.styled(.plain) }
    return words + [StyledText.blanks(2) + place.shortenedPath(to: width - 2).styled(.quiet)]
  }

  /// The record's first line, cut so that the words by which its cause was recognised can be seen.
  func excerpt(width: Int) -> StyledText {
    let line = SafeText(dated.event.summary.string)
    if let fault { return excerpt(of: fault, in: line, width: width) }
    guard let finding = proof ?? dated.finding else { return line.cut(to: width).styled(.plain) }
    let match = SafeText(finding.text.firstLine.string)
    guard !match.isEmpty, let range = line.string.firstRange(of: match.string) else {
      return hiddenExcerpt(width: width) ?? line.cut(to: width).styled(.plain)
    }
    let before = SafeText(joining: String(line.string[..<range.lowerBound]))
    let after = SafeText(joining: String(line.string[range.upperBound...]))
    return Self.joined(before, match, after, width: width)
  }

  /// What nobody understands says more than the wrapper around it.
  private func excerpt(of fault: SafeText, in line: SafeText, width: Int) -> StyledText {
    guard let range = line.string.firstRange(of: fault.string) else {
      return Self.joined("…", fault, "", width: width)
    }
    let before = SafeText(joining: String(line.string[..<range.lowerBound]))
    let after = SafeText(joining: String(line.string[range.upperBound...]))
    return Self.joined(before, fault, after, width: width)
  }

  private var fault: SafeText? { dated.event.unexplainedFault.map { SafeText($0.firstLine.string) } }

  /// The line below the record's first one that shows the cause.
  private func hiddenExcerpt(width: Int) -> StyledText? {
    guard hiddenProof != nil, let proof else { return nil }
    let match = SafeText(proof.text.firstLine.string)
    let rest = SafeText(String(proof.tail.firstLine.string.dropFirst(proof.text.firstLine.string.count)))
    return Self.joined("…\(proof.lead.string)", match, rest, width: width)
  }

  /// The words by which the cause was recognised, where they stand below the record's first line.
  var hiddenProof: SafeText? {
    if let fault, !SafeText(dated.event.summary.string).string.contains(fault.string) { return "…\(fault)" }
    guard let proof, !dated.event.summary.string.contains(proof.text.firstLine.string) else { return nil }
    return "…\(proof.tail.firstLine.string)"
  }

  private var proof: Finding? { dated.event.findings.first { $0.cause == cause } }

  /// The columns of `; exceptionId 1-2` at a text's beginning, and of the `…` behind it: one of it cut short finds nothing.
  private static func exceptionID(in text: SafeText) -> Int {
    let lead = "; exceptionId ".utf8
    let bytes = text.string.utf8
    guard bytes.starts(with: lead) else { return 0 }
    var rest = bytes.dropFirst(lead.count)
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    // A `Regex` for that alone would take a twentieth of the time of a whole page.
    func skipNumber() -> Bool {
      let digits = rest.prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return !digits.isEmpty
    }
    guard skipNumber(), rest.popFirst() == UInt8(ascii: "-"), skipNumber() else { return 0 }
    return bytes.count - rest.count + SafeText.ellipsis.width
  }

  /// What stands before the match gives way first, and then what stands behind it.
  private static func joined(_ before: SafeText, _ match: SafeText, _ after: SafeText, width: Int) -> StyledText {
    let overflow = before.width + match.width + after.width - width
    guard overflow > 0 else { return StyledText(before) + match.styled(.match) + StyledText(after) }
    let room = max(0, width - match.width)
    // A little of what follows says more than the beginning of a long sentence.
    let behind = min(after.width, max(room / 3, room - before.width, min(exceptionID(in: after), room)))
    let head = room - behind >= before.width ? before : before.cutAtStart(to: room - behind)
    let shownMatch = match.cut(to: max(1, width - head.width))
    guard shownMatch.width == match.width else { return StyledText(head) + shownMatch.styled(.match) }
    let tail = after.cut(to: max(0, width - head.width - shownMatch.width))
    return StyledText(head) + shownMatch.styled(.match) + StyledText(tail)
  }
}
