import OxtailService

/// What was found, one dotted line each, with what to do below it.
struct DoctorView {
  private static let indent: SafeText = "  "

  let document: DoctorDocument

  func page(width: Int) -> Page {
    var page = Page(width: width)
    for area in DoctorFinding.Area.allCases {
      let findings = document.findings.filter { $0.area == area }
      guard !findings.isEmpty else { continue }
      page.addGap()
      page.add(SafeText(area.rawValue.uppercased()).styled(.quiet))
      for finding in findings { add(finding, to: &page) }
    }
    page.addGap()
    page.add(StyledText(summary))
    return page
  }

  private func add(_ finding: DoctorFinding, to page: inout Page) {
    let (word, style): (SafeText, Style) =
      switch finding.verdict {
      case .ok: ("[OK]", .good)
      case .warning: ("[WARNING]", .caution)
      case .error: ("[ERROR]", .bad)
      }
    let room = page.width - Self.indent.width - word.width - 2
    let thing = SafeText(finding.thing).shortenedPath(to: room - 3)
    let dots = SafeText(joining: String(repeating: ".", count: room - thing.width))
    page.add(
      StyledText(Self.indent + thing + " ") + dots.styled(.quiet) + StyledText(" ") + word.styled(style))
    let below = Self.indent.width * 2
    for line in SafeText(finding.text).wrapped(to: page.width - below) { page.add(.blanks(below) + StyledText(line)) }
    // Commands are there to be copied: they stay in one line.
    for step in finding.next { page.add(.blanks(below) + SafeText("→ ").styled(.quiet) + StyledText(SafeText(step))) }
  }

  private var summary: SafeText {
    let errors = document.findings.count { $0.verdict == .error }
    let warnings = document.findings.count { $0.verdict == .warning }
    if errors + warnings == 0 { return "All is well." }
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { SafeText.count($0.0, $0.1) }
    return parts.joined(separator: ", ") + ". Nothing was changed."
  }
}
