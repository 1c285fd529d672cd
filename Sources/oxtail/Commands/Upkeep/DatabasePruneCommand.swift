import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Removes what is old.
struct DatabasePruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove records that are older than what is to be kept.",
    usage: "oxtail db prune --keep <length> [--db <file>]",
    discussion: """
      Logs stay known, so that a file that still lies there is not read again. Of an incident that went on since then \
      its first record stays: its id hangs on that, and so does what people said of it. Where a daemon writes the \
      index, the daemon removes them, between its looks at the logs.

      EXAMPLES
        oxtail db prune --keep 90d
        oxtail db prune --keep 52w --db case.db && oxtail db vacuum --db case.db

      EXIT CODES
        0 done                        74 reading or writing failed
        64 usage                      75 another process writes it
        66 no index                   77 permission denied
        78 no index, bad pattern or configuration
      """)

  @Option(help: ArgumentHelp("How much is kept: 90d, 12w, 36h.", valueName: "length"))
  var keep: String

  @OptionGroup(title: "Index") var index: IndexOptions
  @OptionGroup(title: "Patterns") var patterns: PatternOptions

  /// Where nobody else writes, long steps: each of them ends with a commit.
  private static let stepAlone = Duration.seconds(1)
  /// Before it is asked again, where it says why it removes nothing just now: it derives incidents.
  private static let pauseMicroseconds: UInt32 = 200_000
  /// How often in a row it may fail to answer.
  private static let cutsMax = 2

  func validate() throws {
    guard let ms = TimeArgument.length(keep[...]), ms > 0 else {
      throw ValidationError("'\(keep)' is no length of time; write 90d, 12w or 36h")
    }
  }

  func run() throws {
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    var pruning = Pruning(before: Instant(ms: now - (TimeArgument.length(keep[...]) ?? 0)))
    let path = try index.askedPath()
    let catalogue = try patterns.catalogue(index.configuration.load())
    var removed = try askDaemon(pruning.before, of: path)
    if removed == nil {
      try CommandError.wrapping { () throws(StoreError) in
        let writer = try IndexUpkeep.writer(path, "prune")
        while !pruning.isDone { try writer.prune(&pruning, for: Self.stepAlone) }
        if pruning.hasChanged { try IndexUpkeep.derive(writer, catalogue) }
      }
      removed = pruning.events
    }
    try StandardOutput.write(
      "\(SafeText.count(removed ?? 0, "record").string) before \(ShownZone.utc.second(pruning.before).string) UTC removed from \(SafeText(path).string)\n"
    )
  }

  /// Has the daemon that writes the index remove it, step by step.
  ///
  /// - Returns: How many records; `nil` where there is no daemon.
  private func askDaemon(_ time: Instant, of path: String) throws(CommandError) -> Int? {
    var cuts = 0
    while true {
      let outcome = RemarkCall.say(PruneRequest(before: time), of: path)
      if outcome != .cut { cuts = 0 }
      switch outcome {
      case .answered(let answer) where answer.code == .kept: return answer.removed ?? 0
      case .answered(let answer) where answer.code == .more:
        if !answer.message.isEmpty { usleep(Self.pauseMicroseconds) }
      case .answered(let answer):
        throw CommandError(
          "the daemon of \(SafeText(path))", SafeText(answer.message), next: "what is left stays; try again",
          exitCode: answer.code == .denied ? 77 : answer.code == .busy ? 75 : 74)
      case .denied:
        throw CommandError(
          SafeText(path), "its daemon may not be told anything by you", next: "run it as root or as the daemon's user",
          exitCode: 77)
      // Where it ended nobody listens any more, and what is left is for this process.
      case .cut where cuts < Self.cutsMax: cuts += 1
      case .cut:
        throw CommandError(
          "the daemon of \(SafeText(path))", "does not answer", next: "what is left stays; look at it, and try again",
          exitCode: 75)
      case .nobody: return nil
      }
    }
  }
}
