import LogPipeline
import OxtailService

/// What an audit says beside its result.
struct AuditTalk {
  let result: AuditResult
  let talk: TalkOptions

  var diagnostics: Diagnostics {
    var diagnostics = Diagnostics()
    if talk.verbose { for file in result.files { diagnostics.say("read \(file.file), of \(file.host)") } }
    for file in result.skipped where file.exitCode != 0 || talk.verbose { say(file, in: &diagnostics) }
    if !talk.verbose, !talk.quiet { addSkipped(to: &diagnostics) }
    if result.files.isEmpty, Self.exitCode(result.skipped) == nil {
      diagnostics.say("no configuration file of Plesk, Apache or Open-Xchange in what was named")
      diagnostics.addDetail("Copy them there by host: case/plesk1/panel.ini, case/ox1/proxy_http.conf, …")
    }
    return diagnostics
  }

  private func say(_ file: SkippedFile, in diagnostics: inout Diagnostics) {
    let next = Self.nextStep(file)
    let skipped: SafeText = file.exitCode == 0 ? "skipped " : ""
    let tail: SafeText = next.isEmpty ? "" : "; \(next)"
    diagnostics.say("\(skipped)\(file.file): \(file.reason)\(tail)")
  }

  /// One line a reason: /etc has links by the thousand.
  private func addSkipped(to diagnostics: inout Diagnostics) {
    let skipped = result.skipped.filter { $0.exitCode == 0 && Self.isWorthSaying($0) }
    for reason in skipped.map(\.reason).uniqued() {
      let files = skipped.filter { $0.reason == reason }
      guard files.count > 1 else {
        say(files[0], in: &diagnostics)
        continue
      }
      let next = Self.nextStep(files[0])
      let tail: SafeText = next.isEmpty ? "" : "; \(next)"
      let names = SafeText.list(files.map { SafeText($0.file) }, max: 3)
      diagnostics.say("skipped \(files.count) files, \(reason): \(names)\(tail); -v names all")
    }
  }

  /// The largest of what the files that were named ask for.
  static func exitCode(_ skipped: [SkippedFile]) -> Int32? { skipped.map(\.exitCode).filter { $0 != 0 }.max() }

  /// What somebody may believe to have been looked at.
  private static func isWorthSaying(_ file: SkippedFile) -> Bool {
    !["no configuration file", "a copy that no program reads"].contains(file.reason)
  }

  private static func nextStep(_ file: SkippedFile) -> SafeText {
    switch file.reason {
    case "no such file": "check the name, or name the directory above it"
    case "its name is not UTF-8": "rename it"
    case "permission denied": "run as root, or copy what you may read"
    case "no configuration file" where file.isNamed: "name panel.ini, Apache's configuration or Open-Xchange's etc"
    case "a link that leads out of what was named": "name what it leads to as well"
    default: ""
    }
  }
}
