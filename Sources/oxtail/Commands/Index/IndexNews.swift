import OxtailService

/// What `oxtail index` says of its run.
struct IndexNews {
  let outcome: IndexOutcome
  let path: String
  let isVerbose: Bool

  private var news: [IndexOutcome.FileNews] { outcome.files.filter { $0.newBytes > 0 } }

  var text: String {
    let lines = isVerbose ? outcome.files : news
    let same = outcome.files.count - news.count
    var text = lines.map { line($0).string + "\n" }.joined()
    if same > 0, !isVerbose { text += "\(SafeText.count(same, "file").string) without anything new\n" }
    let (incidents, sources) = (outcome.result.incidents.count, outcome.result.sources.count)
    let summary: SafeText =
      "\(path): \(SafeText.count(sources, "log")), \(SafeText.count(incidents, "incident")); `oxtail incidents` lists them"
    return text + summary.string + "\n"
  }

  private func line(_ file: IndexOutcome.FileNews) -> SafeText {
    guard file.newBytes > 0 else { return "same  \(file.file)" }
    let word = file.isNew ? "new " : "more"
    let lost: SafeText = file.lostBytes > 0 ? ", of which \(SafeText.size(file.lostBytes)) could not be kept" : ""
    return
      "\(word)  \(file.file): \(SafeText.count(file.newRecords, "record")), \(SafeText.size(file.newBytes))\(lost)"
  }
}
