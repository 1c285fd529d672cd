/// An open directory.
final class SystemDirectory {
  let descriptor: Int32
  /// Names of links that are followed.
  var linkNames: Set<String> = []

  init(_ path: String) throws(UnreadablePath) { descriptor = try POSIX.openDirectory(path) }

  deinit { POSIX.close(descriptor) }
}
