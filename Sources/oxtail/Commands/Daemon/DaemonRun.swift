import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import Logging
import OxtailService

/// A daemon's life from its start to its end.
final class DaemonRun {
  private let command: DaemonCommand
  private let environment = ProcessInfo.processInfo.environment
  private let manager: ServiceManager
  private let signals: ServiceSignals
  private var log: Logger

  init(_ command: DaemonCommand) {
    self.command = command
    manager = ServiceManager(environment: environment)
    let log = Self.logger(.info)
    // First of all: whatever starts a thread must find the signals blocked.
    signals = ServiceSignals { log.warning("ended before everything was read; the rest is read at the next start") }
    self.log = log
  }

  private static func logger(_ level: Logger.Level) -> Logger {
    let isForPeople = Terminal.isTerminal(STDERR_FILENO)
    return Logger(label: "oxtail") { _ in
      ServiceLogHandler(level: level, isForPeople: isForPeople) { StandardOutput.writeError($0) }
    }
  }

  /// - Throws: ``CommandError`` where it cannot begin.
  func run() throws {
    var settings = try DaemonSettings(command, environment: environment)
    log.logLevel = settings.logLevel
    try command.index.makeDirectory(of: settings.indexPath, isOurs: command.index.database == nil)
    let writer = try CommandError.wrapping { () throws(StoreError) in
      try IndexWriter(
        path: settings.indexPath, words: "oxtail daemon (process \(getpid()))", isShared: settings.isShared
      ) { Hashes.sha256([String(decoding: $0, as: UTF8.self)]) }
    }
    let hash = try CommandError.wrapping { () throws(StoreError) in try IndexKey.hash(besides: settings.indexPath) }
    log.notice("following \(settings.patterns.map(\.path).joined(separator: ", ")) into \(settings.indexPath)")
    let door = door(besides: settings)
    defer { door?.shut() }
    manager.ready()
    var pruning: Pruning?
    while signals.stop == nil, !writer.isLost {
      let session = try CommandError.wrapping { () throws(StoreError) in
        try DaemonSession(
          settings, writer: writer, hash: hash, polls: command.poll, bell: signals.bell, manager: manager, log: log)
      }
      var next: DaemonSettings?
      session.run { [self] in
        door?.answer { request in
          switch request {
          case .remark(let remark): return remark.apply(to: writer, hash)
          case .list(let change): return change.answer(writer)
          case .prune(let request):
            var next = Pruning(before: Instant(ms: request.beforeMs))
            if let pruning, pruning.before == next.before { next = pruning }
            let answer = session.prune(&next, in: writer)
            pruning = next.isDone ? nil : next
            return answer
          }
        }
        if signals.takeReload() { next = reloaded(settings) }
        return signals.stop != nil || next != nil || writer.isLost
      }
      if let next {
        settings = next
        log.logLevel = next.logLevel
      }
    }
    manager.stopping()
    guard !writer.isLost else {
      // Not what a restart does not mend: systemd starts it again, with a new index.
      log.error(
        "\(settings.indexPath): was removed or replaced while it was written; what the logs still hold is read again at the next start"
      )
      throw ExitCode(74)
    }
    log.notice("told to stop; everything that was read is kept")
    if let stop = signals.stop, ServiceSignals.status(stop) != 0 { throw ExitCode(ServiceSignals.status(stop)) }
  }

  /// - Returns: `nil` where nobody can be heard; the daemon does all else without it.
  private func door(besides settings: DaemonSettings) -> RemarkDoor? {
    do throws(RemarkDoor.Trouble) {
      return try RemarkDoor(besides: settings.indexPath, isShared: settings.isShared) { [bell = signals.bell] in
        bell.ring()
      }
    } catch {
      log.warning(
        "\(RemarkDoor.path(of: settings.indexPath)): \(error.words); resolve, mute, inventory import, db prune and the like have to wait for the daemon's end"
      )
      return nil
    }
  }

  /// - Returns: `nil` where the new settings cannot be used; the old ones stay then, and that is said.
  private func reloaded(_ settings: DaemonSettings) -> DaemonSettings? {
    manager.reloading()
    defer { manager.ready() }
    do throws(CommandError) {
      let next = try DaemonSettings(command, environment: environment)
      if next.indexPath != settings.indexPath {
        log.warning("the index stays \(settings.indexPath) until the next start; \(next.indexPath) was configured")
      }
      log.notice("settings were read again")
      return next
    } catch {
      log.error("settings cannot be used, the old ones stay: \(error.line.string.dropFirst("oxtail: ".count))")
      return nil
    }
  }
}
