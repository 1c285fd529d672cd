import Foundation
import OxtailService

/// The places that are followed when none is named.
enum DefaultLogs {
  /// Says which are there, and what would let this user read the others.
  ///
  /// - Returns: Those that may be read.
  static func find() throws(CommandError) -> [String] {
    let found = DefaultPlaces.found()
    var words = Diagnostics()
    for place in found where place.isReadable { words.say("following \(place.path)") }
    for place in found where !place.isReadable {
      words.say("\(place.path): may not be read; whoever administers this host can allow it, reading only:")
      words.addDetail(SafeText(place.grant ?? ""))
    }
    StandardOutput.writeError(words.text)
    let readable = found.filter(\.isReadable).map(\.path)
    guard readable.isEmpty else { return readable }
    guard found.isEmpty else {
      throw CommandError("the logs found here", "may not be read by you", next: "see above", exitCode: 77)
    }
    throw CommandError(
      "no log in the default places", "there is none of \(DefaultPlaces.all.joined(separator: ", "))",
      next: "name the files or directories to follow", exitCode: 66)
  }
}
