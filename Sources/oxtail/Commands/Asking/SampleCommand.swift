import ArgumentParser
import Foundation
import LogPipeline
import OxtailService
import PatternFiles

/// Takes a record's words out of it and leaves its form.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Show a record's form without its contents, to be sent to oxtail's authors.",
    usage: "oxtail sample '<record>'|-",
    discussion: """
      Secrets are taken out as everywhere. Then only signs and words that stand in the built-in samples stay; of every \
      other word each letter becomes x and each digit 9. Read it before you send it.

      EXAMPLES
        oxtail sample - < record.txt
        oxtail search -g 'strange' -n 1 -o text | oxtail sample -

      EXIT CODES
        0 written   64 usage   78 bad configuration
      """)

  @Argument(help: ArgumentHelp("The record; - reads standard input.", valueName: "record"))
  var record: String

  func run() throws {
    if FileManager.default.fileExists(atPath: record) {
      throw CommandError.usage(
        SafeText(record), "is a file, not a record", next: "give one record of it, or pipe it into `oxtail sample -`")
    }
    var library = PatternLibrary()
    do throws(PatternLoadError) {
      for layer in try PatternLoader.layers(directories: []).layers { library.override(by: layer.library) }
    } catch {
      throw CommandError(error, list: "oxtail patterns lint")
    }
    var redactor = Redactor(hash: Hashes.keyed())
    let text = redactor.redact(record == "-" ? PatternsNewCommand.standardInput() : record)
    guard !text.isEmpty else {
      throw CommandError.usage("sample", "there is no record", next: "give one, or pipe it into `oxtail sample -`")
    }
    for line in RecordSkeleton(library).text(text).split(separator: "\n", omittingEmptySubsequences: false) {
      try StandardOutput.write(SafeText(line).string + "\n")
    }
  }
}
