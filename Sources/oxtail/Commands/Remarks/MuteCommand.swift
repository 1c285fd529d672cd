import ArgumentParser
import LogPipeline

/// Keeps quiet about incidents.
struct MuteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mute", abstract: "Keep quiet about incidents, for a time or as long as they do not grow.",
    usage: "oxtail mute <id>... [--until <end>] [-m <text>] [--db <file>]",
    discussion: """
      Without --until it holds until oxtail reopen. A date and a number are counted in the times of the records: without \
      new logs nothing ends. \(RemarkArguments.kept)

      EXAMPLES
        oxtail mute OX-7K2M9 --until 2026-12-24
        oxtail mute OX-7K2M9 --until 7d -m 'migration runs'
        oxtail mute OX-7K2M9 --until escalating

      \(RemarkArguments.exitCodes)
      """)

  @OptionGroup var asked: RemarkArguments

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What ends it: a date, a number of further failures, or 'escalating': more in a day than ever before.",
      valueName: "end"))
  var until: String?

  func run() throws {
    try asked.say(.mute) { times throws(CommandError) in
      try until.map { text throws(CommandError) in try Self.end(text, times) }
    }
  }

  /// - Parameter times: Of the time at which it is said.
  static func end(_ text: String, _ times: TimeArgument) throws(CommandError) -> Remark.MuteEnd {
    if text == "escalating" { return .escalating }
    if let count = Int(text), count > 0 { return .failures(count) }
    let length = TimeArgument.length(text[...]).map { times.now + $0 }
    guard let time = length ?? times.instant(text) else {
      throw .usage(
        "--until \(text)", "is neither a date nor a number of failures",
        next: "write 2026-12-24, 7d, 20 or escalating")
    }
    guard time > times.now else {
      throw .usage(
        "--until \(text)", "is over already: \(time.iso8601) is past", next: "name a time that is to come, such as 7d")
    }
    return .time(time)
  }
}
