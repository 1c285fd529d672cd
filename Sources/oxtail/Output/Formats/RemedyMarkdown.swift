import LogPipeline

/// Explanation, commands and links as paragraphs of Markdown.
enum RemedyMarkdown {
  static func facts(_ cause: CauseSpec, since: SafeText?, whoElse: SafeText) -> String {
    var facts = ["**Owner** \(cause.owner.rawValue)", "**Retry** \(Markdown.inline(cause.retry.words))"]
    if let since { facts.append("**Since** \(Markdown.inline(since))") }
    return (facts + ["**Who else** \(Markdown.inline(whoElse))"]).joined(separator: " · ")
  }

  static func paragraphs(_ remedy: Remedy, next: Bool) -> [String] {
    commands("Check", remedy.check) + commands("Fix", remedy.fix) + (next ? commands("Next", remedy.next) : [])
      + links(remedy.links)
  }

  static func commands(_ title: String, _ texts: [String]) -> [String] {
    guard !texts.isEmpty else { return [] }
    return ["**\(title)**", Markdown.block(texts.map { SafeText($0) }, language: "sh")]
  }

  private static func links(_ links: [String]) -> [String] {
    links.isEmpty
      ? [] : ["**See** " + links.map { "<\(SafeText($0).string.filter(isAddress))>" }.joined(separator: ", ")]
  }

  private static func isAddress(_ character: Character) -> Bool {
    character != "<" && character != ">" && character != " "
  }
}
