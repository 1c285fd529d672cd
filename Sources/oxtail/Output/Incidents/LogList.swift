import LogPipeline
import OxtailService

/// The logs in which an incident's records stand, each with its whole path, which other places have no room for.
struct LogList {
  let sources: [SourceReport]

  func add(to page: inout Page) {
    guard !sources.isEmpty else { return }
    page.add(SafeText("LOGS").styled(.quiet))
    let indent = StyledText.blanks(Page.commandIndent)
    var shown: Set<[SafeText]> = []
    for source in sources {
      let path = SafeText(source.file)
      let remark: SafeText = "# \(source.side.words) on \(source.host), \(source.clockWords)"
      // Every generation of a rotated log was read under its name.
      guard shown.insert([path, remark]).inserted else { continue }
      if path.width + remark.width + 4 + Page.commandIndent <= page.width {
        page.add(indent + StyledText(path) + StyledText("    \(remark)", .quiet))
      } else {
        page.add(remark.wrapped(to: page.width - Page.commandIndent).map { indent + $0.styled(.quiet) })
        page.add(indent + StyledText(path))
      }
    }
  }
}

extension SourceReport {
  /// `UTC+02:00 as the records say`
  var clockWords: SafeText {
    let offset = offsetMinutes.map { IncidentDocument.Source.offset(minutes: $0) } ?? ""
    return "UTC\(offset) \(isZoneBorrowed ? "as the host's other logs" : zone.words)"
  }
}

extension SourceClock.Knowledge {
  /// How a clock's distance from UTC is known.
  var words: SafeText {
    switch self {
    case .head: "as the records say"
    case .configured: "as configured"
    case .uniqid: "by Plesk's request ids"
    case .correlated: "by failures that stand on both sides"
    case .assumed: "assumed, --timezone-of tells"
    }
  }
}
