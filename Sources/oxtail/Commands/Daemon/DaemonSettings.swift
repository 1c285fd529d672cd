import Foundation
import LogPipeline
import LogTail
import Logging
import OxtailService

/// What a daemon does, until it is told to read its settings again.
struct DaemonSettings {
  let catalogue: Catalogue
  let options: ScanOptions
  let patterns: [FollowPattern]
  let indexPath: String
  /// Whether the index is for a group of readers: that of a service is.
  let isShared: Bool
  let logLevel: Logger.Level

  /// - Throws: ``CommandError``, also where there is nothing to follow.
  init(_ command: DaemonCommand, environment: [String: String]) throws(CommandError) {
    let configuration = try command.index.configuration.load()
    catalogue = try command.patterns.catalogue(configuration)
    var options = command.reading.options([], configuration)
    options.machine = Account.host
    self.options = options
    patterns =
      command.paths.isEmpty
      ? configuration.sourcesToFollow.flatMap(\.patterns)
      : command.paths.map { FollowPattern(path: IndexCommand.absolute($0)) }
    // systemd names the directory that it made for the service.
    let state = environment["STATE_DIRECTORY"].flatMap { $0.split(separator: ":").first.map(String.init) }
    let named = command.index.database ?? configuration.database?.value
    let path = IndexCommand.absolute(named ?? state.map { $0 + "/oxtail.db" } ?? command.index.path(configuration))
    indexPath = path
    isShared = state.map { path.hasPrefix($0 + "/") } ?? (path == IndexOptions.daemonPath)
    logLevel = Logger.Level(command.logLevel ?? configuration.logLevel?.value ?? .standard)
    guard !patterns.isEmpty else {
      throw CommandError(
        "daemon", "nothing to follow: no sources are configured, and no logs lie in the usual places",
        next: "`oxtail config init` writes a configuration to name them in", exitCode: 66)
    }
  }
}

extension ConfiguredSource {
  /// As a follower is told.
  var patterns: [FollowPattern] {
    paths.map { FollowPattern(path: $0.value, followsLinks: followsLinks?.value ?? false) }
  }
}

extension Logger.Level {
  init(_ level: ServiceLogLevel) {
    switch level {
    case .debug: self = .debug
    case .info: self = .info
    case .notice: self = .notice
    case .warning: self = .warning
    case .error: self = .error
    }
  }
}
