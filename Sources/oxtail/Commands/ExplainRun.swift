import ArgumentParser
import Foundation
import LogPipeline
import OxtailService

/// One explanation from the text to the exit code.
struct ExplainRun {
  /// More is no single error; what lies beyond is not looked at.
  static let textBytesMax = 256 * 1024

  let words: [String]
  let configuration: ConfigurationOptions
  let patterns: PatternOptions
  let view: ViewOptions

  func run() throws {
    try checkForm()
    try show(explanation())
  }

  func explanation() throws -> Explanation {
    Explainer.explain(try text(), catalogue: try patterns.catalogue(configuration.load()))
  }

  func show(_ explanation: Explanation) throws {
    try checkForm()
    if explanation.causes.isEmpty { return try sayNothingKnown(explanation) }
    try write(explanation)
    if explanation.usesExamplePassword {
      StandardOutput.writeError(
        "oxtail: the password of the wiki page's examples is in use in this text: change it (it is not shown here)\n")
    }
  }

  private func checkForm() throws(CommandError) {
    guard view.output == .csv || view.output == .jsonl else { return }
    throw .usage("explain", "-o \(view.output.rawValue) has no rows to show", next: "use table, text, json or md")
  }

  // MARK: Text

  private func text() throws -> String {
    let text = words == ["-"] ? try standardInput() : words.joined(separator: " ")
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw CommandError.usage(
        "explain", "the text is empty", next: "give the error in quotes, or pipe it into `oxtail explain -`")
    }
    if words.count == 1, words[0].utf8.count < 1024, FileManager.default.fileExists(atPath: words[0]) {
      throw CommandError.usage(
        "\(words[0])", "is a file, not an error",
        next: "`oxtail scan` reads logs, `oxtail explain -` reads one error from standard input")
    }
    return text
  }

  private func standardInput() throws -> String {
    do {
      let data = try FileHandle.standardInput.read(upToCount: Self.textBytesMax + 1) ?? Data()
      if data.count > Self.textBytesMax {
        StandardOutput.writeError(
          "oxtail: standard input: longer than one error, only its first 256 KiB are looked at; `oxtail scan -` reads logs\n"
        )
      }
      return String(decoding: data.prefix(Self.textBytesMax), as: UTF8.self)
    } catch {
      throw CommandError(
        "standard input", "cannot be read", next: "pipe the error into `oxtail explain -`", exitCode: 74)
    }
  }

  // MARK: Answer

  private func write(_ explanation: Explanation) throws {
    switch view.output {
    case .json: try StandardOutput.write(PlainJSON.text(ExplanationDocument(explanation), isPretty: true) + "\n")
    case .md: try StandardOutput.write(ExplanationMarkdown(explanation: explanation).text)
    case .table, .text, .csv, .jsonl:
      let detail: IncidentBlock.Detail = view.output == .text ? .full : .brief
      let page = ExplanationView(explanation: explanation, detail: detail).page(width: Terminal.pageWidth())
      try view.show(page)
    }
  }

  private func sayNothingKnown(_ explanation: Explanation) throws {
    if view.output == .json {
      try StandardOutput.write(PlainJSON.text(ExplanationDocument(explanation), isPretty: true) + "\n")
    }
    let line = SafeText(explanation.text.firstLine.string).cut(to: 200)
    var diagnostics = Diagnostics()
    diagnostics.say("explain: no known failure in: \(line)")
    diagnostics.addDetail("The logs may know more:   oxtail scan DIR")
    diagnostics.addDetail("What patterns make of it: oxtail patterns match '…'")
    if !explanation.text.string.contains(where: \.isWhitespace) {
      diagnostics.addDetail("Whose name it may be:     oxtail trace …")
    }
    StandardOutput.writeError(diagnostics.text)
    throw ExitCode(1)
  }
}
