import LogTail
import OxtailService

/// What is followed when nothing is named: the configured sources, else the places where Plesk and Open-Xchange write.
enum UsualLogs {
  /// Says which logs are there and, where nothing is configured, what would let this user read the others.
  ///
  /// - Throws: ``CommandError`` 66 where there is none, 77 where none may be read.
  static func patterns(_ configuration: Configuration) throws(CommandError) -> [FollowPattern] {
    let sources = configuration.sourcesToFollow
    guard configuration.sources.isEmpty else { return sources.flatMap(\.patterns) }
    let places = sources.flatMap(\.paths).map(\.value)
    let closed = places.filter { FileAccess($0) == .forbidden }
    var words = Diagnostics()
    for place in places where !closed.contains(place) { words.say("following \(place)") }
    for place in closed {
      words.say("\(place): may not be read; whoever administers this host can allow it, reading only:")
      for command in AccessGrant.commands(for: place, user: Account.name) { words.addDetail(SafeText(command)) }
    }
    StandardOutput.writeError(words.text)
    guard places.count == closed.count else {
      return places.filter { !closed.contains($0) }.map { FollowPattern(path: $0) }
    }
    guard places.isEmpty else {
      throw CommandError("the logs found here", "may not be read by you", next: "see above", exitCode: 77)
    }
    throw CommandError(
      "tail", "nothing to follow: no sources are configured, and no logs lie in the usual places",
      next: "name files or directories; `oxtail config init` writes a configuration to name them in", exitCode: 66)
  }
}
