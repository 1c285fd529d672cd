import LogPipeline
import OxtailService

/// What is known of a pasted text, to be pasted into a ticket.
struct ExplanationMarkdown {
  let explanation: Explanation

  var text: String {
    let paragraphs = explanation.causes.flatMap(paragraphs)
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  private func paragraphs(_ explained: ExplainedCause) -> [String] {
    let cause = explained.cause
    let subadmin = explained.finding.captures.text(.subadmin) ?? explanation.fields.text(.subadmin)
    let whoElse = cause.affects.words(hosts: [], subadmins: subadmin.map { [$0] } ?? [])
    return [
      "### \(Markdown.inline(SafeText(cause.title)))",
      RemedyMarkdown.facts(cause, since: nil, whoElse: whoElse),
      "\(Markdown.code(SafeText(cause.id))), \(cause.grade.words.string)",
      Markdown.block(
        [cause.isDerived ? nil : explained.finding.text, explanation.unexplainedFault].compactMap {
          $0.map { SafeText($0.string) }
        }),
      Markdown.inline(SafeText(explained.remedy.explain)),
    ] + RemedyMarkdown.paragraphs(explained.remedy, next: false)
  }
}
