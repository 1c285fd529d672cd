import ArgumentParser
import OxtailService

/// Looks whether oxtail can do its work here.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look whether oxtail can do its work here, and say what to do. Changes nothing.",
    usage: "oxtail doctor [<path>...] [-o <form>] [<options>]",
    discussion: """
      Looks at the configuration and the patterns, at the beginning and the end of each live log (may it be read, which \
      program wrote it, debug mode, log level, zone and clock, are its failures understood), at the time that both sides \
      cover, at the index and the disk. Run it as the user whose logs are read.

      EXAMPLES
        oxtail doctor
        runuser -u oxtail -- oxtail doctor     as the service sees it
        oxtail doctor -o json | jq '.findings[] | select(.verdict != "ok")'

      EXIT CODES
        0 all is well        2 something does not work
        1 warnings           64 usage
      """)

  @Argument(
    help: ArgumentHelp(
      "Logs, or directories with logs; by default the configured sources, else the usual places.", valueName: "path"),
    completion: .file())
  var paths: [String] = []

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Output") var view: ViewOptions

  func run() throws {
    guard [.table, .text, .json].contains(view.output) else {
      throw CommandError.usage("doctor", "-o \(view.output.rawValue) has no rows to show", next: "use table or json")
    }
    let document = DoctorDocument(try DoctorRun(command: self).findings())
    if view.output == .json {
      try StandardOutput.write(PlainJSON.text(document, isPretty: true) + "\n")
    } else {
      try view.show(DoctorView(document: document).page(width: Terminal.pageWidth()))
    }
    switch document.verdict {
    case .ok: return
    case .warning: throw ExitCode(1)
    case .error: throw ExitCode(2)
    }
  }
}
