import ArgumentParser
import LogPipeline
import LogTail
import OxtailService

/// A live view from the first look to the interrupt.
final class TailRun {
  private let showing: TailOptions
  private let tail: LiveTail
  private var view: TailView
  private let filter: TailFilter
  /// The first thing that standard output did not take.
  private var trouble: CommandError?

  init(logs: [FollowPattern], filter: TailFilter, showing: TailOptions, options: ScanOptions, catalogue: Catalogue) {
    self.showing = showing
    self.filter = filter
    view = TailView(zone: showing.zone, isRaw: showing.raw)
    tail = LiveTail(
      patterns: logs, catalogue: catalogue, options: options, history: showing.history, polls: showing.poll)
  }

  func run() throws {
    let interrupt = Signals.catchInterrupt()
    tail.run(
      until: {
        StandardOutput.endIfUnread()
        return interrupt.isCaught || trouble != nil
      }, hear: hear)
    if let trouble { throw trouble }
    filter.sayUndecided()
    if interrupt.isCaught { throw ExitCode(130) }
  }

  private func hear(_ news: TailNews) {
    guard trouble == nil else { return }
    do throws(CommandError) {
      switch news {
      case .note(let note): say(note)
      case .skipped(let file): if !showing.quiet { say("\(file.file): \(file.reason), not followed") }
      case .assumption(let words): if !showing.quiet { say(SafeText(words)) }
      case .record(let record) where showing.incidentsOnly || isKnown(record) || !filter.lets(record): return
      case .failure where showing.incidentsOnly: return
      case .failure(let occurrence, let incident) where !filter.lets(occurrence, of: incident): return
      case .incident(let incident) where !filter.lets(incident): return
      case .recovered(let incident) where !filter.lets(incident): return
      case .caughtUp(let incidents): try write(.caughtUp(incidents.filter(filter.lets)))
      default: try write(news)
      }
    } catch {
      trouble = error
    }
  }

  /// Whether a record's one line would be what it was before there was more of the record.
  private func isKnown(_ record: TailRecord) -> Bool {
    record.growth == .text && showing.output == .text && !showing.raw
  }

  private func write(_ news: TailNews) throws(CommandError) {
    switch showing.output {
    case .text: try StandardOutput.write(view.text(news, width: Terminal.pageWidth(), showing.palette))
    case .jsonl: try StandardOutput.write(TailJSON.text(news))
    }
  }

  private func say(_ note: FollowNote) {
    // What goes wrong is said in any case.
    let isNoise = if case .unreadable(_, .noSuchFile) = note { showing.quiet } else { false }
    if !isNoise { say(note.words(user: Account.name)) }
  }

  private func say(_ text: SafeText) {
    var words = Diagnostics()
    words.say(text)
    StandardOutput.writeError(words.text)
  }
}
