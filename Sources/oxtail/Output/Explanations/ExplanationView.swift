import LogPipeline
import OxtailService

/// What is known of a pasted text, for people.
struct ExplanationView {
  let explanation: Explanation
  let detail: IncidentBlock.Detail

  /// - Precondition: Something is known.
  func page(width: Int) -> Page {
    var page = Page(width: width)
    guard let best = explanation.causes.first else { preconditionFailure("an explanation needs a cause") }
    add(best, fields: explanation.fields, to: &page)
    if detail == .brief {
      addOthers(to: &page)
    } else {
      for cause in explanation.causes.dropFirst() {
        page.addGap()
        page.addRule()
        add(cause, fields: [:], to: &page)
      }
    }
    return page
  }

  private func add(_ explained: ExplainedCause, fields: Fields, to page: inout Page) {
    let cause = explained.cause
    page.add(
      FactsLine(owner: cause.owner, retry: cause.retry, since: nil, whoElse: whoElse(explained))
        .lines(width: page.width))
    page.add(SafeText(cause.title).wrapped(to: page.width).map { $0.styled(.strong) })
    page.add(SafeText(cause.id).styled(.id))
    page.addGap()
    if !cause.isDerived { page.field("MATCHED", matched(explained.finding, width: page.fieldWidth)) }
    if let fault = explanation.unexplainedFault { page.field("UNKNOWN", SafeText(fault.string), .match) }
    addFields(explained.finding.captures.merging(fields) { first, _ in first }, to: &page)
    page.field("WHY", SafeText(explained.remedy.explain))
    page.steps("CHECK", explained.remedy.check)
    page.steps("FIX", explained.remedy.fix)
    page.steps("NEXT", explained.remedy.next)
    if let version = cause.fixedIn { page.field("FIXED IN", SafeText(version)) }
    page.field("KNOWN", cause.grade.words)
    page.links(explained.remedy.links)
  }

  private func whoElse(_ explained: ExplainedCause) -> SafeText {
    let subadmin = explained.finding.captures.text(.subadmin) ?? explanation.fields.text(.subadmin)
    return explained.cause.affects.words(hosts: [], subadmins: subadmin.map { [$0] } ?? [])
  }

  /// The text that was recognised, cut in the table.
  private func matched(_ finding: Finding, width: Int) -> [StyledText] {
    let text = SafeText(finding.text.string)
    return (detail == .full ? text.wrapped(to: width) : [text.cut(to: width)]).map { $0.styled(.match) }
  }

  private func addFields(_ fields: Fields, to page: inout Page) {
    let segments = fields.all.map { StyledText($0.cut(to: page.fieldWidth)) }
    page.field("FIELDS", StyledText.lines(of: segments, width: page.fieldWidth))
  }

  private func addOthers(to page: inout Page) {
    let others = explanation.causes.dropFirst()
    page.field(
      "ALSO",
      others.map { other in
        let id = SafeText(other.cause.id)
        return (id + "  ").styled(.id) + StyledText(SafeText(other.cause.title).cut(to: page.fieldWidth - id.width - 2))
      })
  }
}
