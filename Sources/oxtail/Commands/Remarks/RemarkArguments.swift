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
      64 usage             74 writing failed
    """
  static let kept =
    "It is kept whatever is indexed later, and told by incidents, show and reports. A daemon that holds the index keeps it, for root, its own user and where it is a service its group."

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
    for (option, value, bytesMax) in [
      ("-m", text, RemarkRequest.textBytesMax), ("--ticket", ticket, RemarkRequest.ticketBytesMax),
    ] {
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
    let now = now
    let time = try at.map { text throws(CommandError) in
      try TimeArgument(now: now, zone: .utc).pastTime("--at", text)
    }
    let end = try muteEnd?(TimeArgument(now: time ?? now, zone: .utc))
    let path = try index.askedPath()
    let ids = try wholeIDs()
    let request = RemarkRequest(
      verb, ids: ids, time: time ?? now, author: Self.author(ProcessInfo.processInfo.environment), text: text,
      ticket: ticket, muteEnd: end)
    try keep(request, in: path)
    try tell(ids, end)
  }

  /// Hands it to the daemon that writes the index, or writes it where there is none.
  private func keep(_ request: RemarkRequest, in path: String) throws(CommandError) {
    let outcome = RemarkCall.say(request, of: path)
    switch outcome {
    case .answered(let answer) where answer.code == .kept: return
    case .answered(let answer): throw CommandError(answer, path)
    case .denied: throw .notHeard(path)
    case .nobody, .cut: break
    }
    // A daemon that ended meanwhile may have kept it: what is kept once is not kept twice.
    try CommandError.wrapping { () throws(StoreError) in
      let writer = try IndexWriter.forRemarks(path: path, words: "oxtail \(request.verb) (process \(getpid()))")
      guard let remark = request.remark(try IndexKey.hash(besides: path)) else {
        throw StoreError(.failed, path: path, "what was said cannot be kept: say less at once")
      }
      try writer.add(remark, about: request.ids)
    }
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

  /// - Parameter muteEnd: What was said to end it.
  private func tell(_ ids: [String], _ muteEnd: Remark.MuteEnd?) throws {
    let reader = try index.reader()
    var page = Page(width: Terminal.pageWidth())
    for id in ids {
      guard let incident = try CommandError.wrapping({ () throws(StoreError) in try reader.incident(id) }) else {
        continue
      }
      page.add("\(id)  ", "\(incident.standing(in: .utc)), \(incident.cause.id): \(incident.cause.title)")
    }
    try StandardOutput.write(page.text(.plain))
    let newest = try CommandError.wrapping { () throws(StoreError) in try reader.newestRecord() }
    if case .time(let end) = muteEnd, let newest, newest >= end {
      let words: SafeText = "a record of \(ShownZone.utc.minute(newest)) was read, and --until counts in such times"
      StandardOutput.writeError(
        "oxtail: muted no longer: \(words.string); name a later one, or look with oxtail doctor whose clock is wrong\n")
    }
  }
}
