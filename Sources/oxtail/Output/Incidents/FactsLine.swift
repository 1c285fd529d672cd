import LogPipeline

/// What must be known in three seconds: whose it is, whether to retry, since when, and who else is hit.
struct FactsLine {
  var owner: CauseSpec.Owner
  var retry: CauseSpec.Retry
  var since: SafeText?
  var whoElse: SafeText

  func lines(width: Int) -> [StyledText] {
    var segments = [
      Self.segment("OWNER", SafeText(owner.rawValue), .strong), Self.segment("RETRY", retry.words, retry.style),
    ]
    if let since { segments.append(Self.segment("SINCE", since, .strong)) }
    segments.append(Self.segment("WHO ELSE", whoElse.cut(to: width - 9), .strong))
    return StyledText.lines(of: segments, width: width)
  }

  private static func segment(_ label: SafeText, _ value: SafeText, _ style: Style) -> StyledText {
    (label + " ").styled(.quiet) + value.styled(style)
  }
}
