import OxtailService

/// What was found, one dotted line each, with what to do below it.
struct DoctorView {
  private static let indent = 2

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
    let outcome = CheckOutcome(finding.verdict)
    page.check(
      SafeText(finding.thing).shortenedPath(to: page.width - CheckOutcome.warning.tag.width - Page.dotsMin - 2), outcome
    )
    let text = SafeText(finding.text).wrapped(to: page.width - Self.indent)
    page.add(text.map { .blanks(Self.indent) + StyledText($0) })
    // Commands are there to be copied: they stay in one line.
    for step in finding.next { page.add(.blanks(Self.indent) + StyledText("→ ", .quiet) + StyledText(SafeText(step))) }
  }

  private var summary: SafeText {
    let errors = document.findings.count { $0.verdict == .error }
    let warnings = document.findings.count { $0.verdict == .warning }
    if errors + warnings == 0 { return "All is well." }
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }.map { SafeText.count($0.0, $0.1) }
    return parts.joined(separator: ", ") + ". Nothing was changed."
  }
}

extension CheckOutcome {
  fileprivate init(_ verdict: DoctorFinding.Verdict) {
    switch verdict {
    case .ok: self = .ok
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}
