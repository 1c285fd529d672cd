import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// What commands that say something of incidents are given.
struct RemarkArguments: ParsableArguments {
  /// For their help.
  static let exitCodes = """
    EXIT CODES
      0 said               66 no index            77 permission denied
      1 no such incident   75 another one writes  78 no index of oxtail
      64 usage
    """
  static let kept = "It is kept whatever is indexed later, and told by incidents, show and reports."

  /// A note is a sentence or two; more belongs into a ticket.
  static let textBytesMax = 4096
  static let ticketBytesMax = 200

  @Argument(help: ArgumentHelp("The incidents' ids.", valueName: "id"))
  var ids: [String] = []

  @Option(name: .customShort("m"), help: ArgumentHelp("A note. Passwords are taken out of it.", valueName: "text"))
  var text: String?

  @Option(help: ArgumentHelp("The ticket that speaks of it.", valueName: "ticket"))
  var ticket: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("When it was so, if not now: -2h, yesterday.", valueName: "time"))
  var at: String?

  @OptionGroup(title: "Index") var index: IndexOptions

  func validate() throws {
    if ids.isEmpty { throw ValidationError("no incident; name its id, such as OX-7K2M9") }
    for (option, value, bytesMax) in [("-m", text, Self.textBytesMax), ("--ticket", ticket, Self.ticketBytesMax)] {
      guard let value else { continue }
      if value.allSatisfy(\.isWhitespace) {
        throw ValidationError("\(option) is empty; write something or leave it out")
      }
      if value.utf8.count > bytesMax { throw ValidationError("\(option) is longer than \(bytesMax) bytes; say less") }
    }
  }

  private var now: Instant { Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// - Parameter muteEnd: What ends it, of the time at which it is said.
  func say(
    _ verb: Remark.Verb, muteEnd: ((TimeArgument) throws(CommandError) -> Remark.MuteEnd?)? = nil
  ) throws {
    let times = TimeArgument(now: now, zone: .utc)
    let time = try at.map { text throws(CommandError) in
      guard let time = times.instant(text) else {
        throw .usage(
          "--at \(text)", "is no time that is understood", next: "write it as one of \(TimeArgument.forms)")
      }
      return time
    }
    let end = try muteEnd?(times)
    let path = try index.askedPath()
    let ids = try wholeIDs()
    let author = Self.author(ProcessInfo.processInfo.environment)
    try CommandError.wrapping { () throws(StoreError) in
      let writer = try IndexWriter.forRemarks(path: path, words: "oxtail \(verb.rawValue) (process \(getpid()))")
      var redactor = Redactor(hash: try IndexKey.hash(besides: path))
      try writer.add(
        Remark(
          verb, time: time ?? times.now, author: author, text: text.map { redactor.redact($0) },
          ticket: ticket.map { redactor.redact($0).string }, muteEnd: end), about: ids)
    }
    try tell(ids)
  }

  /// All of them are known before anything is said of one.
  private func wholeIDs() throws(CommandError) -> [String] {
    let reader = try index.reader()
    var whole: [String] = []
    for id in ids {
      let id = try FoundIncident.wholeID(id, reader)
      if !whole.contains(id) { whole.append(id) }
    }
    return whole
  }

  /// Who is at the keyboard, also behind sudo.
  static func author(_ environment: [String: String]) -> String {
    ["SUDO_USER", "LOGNAME", "USER"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "uid \(getuid())"
  }

  private func tell(_ ids: [String]) throws {
    let reader = try index.reader()
    for id in ids {
      guard let incident = try CommandError.wrapping({ () throws(StoreError) in try reader.incident(id) }) else {
        continue
      }
      let line: SafeText = "\(id)  \(incident.standing(in: .utc)), \(incident.cause.id): \(incident.cause.title)"
      try StandardOutput.write(line.string + "\n")
    }
  }
}
