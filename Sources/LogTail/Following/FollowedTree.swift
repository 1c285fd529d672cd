/// The files that are followed, as they lie there now.
package protocol FollowedTree: AnyObject {
  func look() -> Look

  /// Opens what was seen. Another file may have got the name by now: ask the file itself.
  func open(_ sighting: Sighting) throws(UnreadablePath) -> any FollowedFile
}
