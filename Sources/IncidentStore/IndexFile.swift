#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The index's file before SQLite sees it.
package enum IndexFile {
  /// Makes the file with mode 0600 unless it is there: SQLite would take the umask's, and gives the WAL the file's mode.
  ///
  /// - Parameter isShared: Whether the owner's group may read it: 0640.
  static func create(_ path: String, isShared: Bool) throws(StoreError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, isShared ? 0o640 : 0o600)
    guard descriptor >= 0 else {
      throw StoreError(
        errno == EACCES || errno == EPERM ? .permissionDenied : .cannotCreate, path: path,
        unsafe "cannot be made or opened: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// Makes a file beside an index that only its owner may read: whole or not at all, and on the disk before anything depends on it, whatever
  /// interrupts that.
  package static func keep(_ bytes: [UInt8], at path: String) throws(StoreError) {
    let draft = path + ".new"
    _ = unsafe unlink(draft)
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw notMade(path) }
    defer { close(descriptor) }
    let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    guard unsafe written == bytes.count && fsync(descriptor) == 0 && rename(draft, path) == 0 else {
      throw notMade(path)
    }
    // The name as well; file systems that cannot do that keep it in their own way.
    let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let names = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard names >= 0 else { return }
    fsync(names)
    close(names)
  }

  /// - Returns: Why, by the call that was refused last.
  private static func notMade(_ path: String) -> StoreError {
    StoreError(
      errno == EACCES || errno == EPERM ? .permissionDenied : .cannotCreate, path: path,
      unsafe "cannot be made: \(String(cString: strerror(errno)))")
  }

  /// Root leaves what it makes beside somebody's index to that somebody, who has to write it later.
  static func giveToOwner(of index: String, _ path: String) {
    var status = stat()
    guard geteuid() == 0, unsafe stat(index, &status) == 0 else { return }
    // Never what a link leads to: the directory is somebody else's.
    _ = unsafe lchown(path, status.st_uid, status.st_gid)
  }

  /// - Throws: ``StoreError`` `unusable` where something else than a file lies at the path.
  static func refuseOther(_ path: String) throws(StoreError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
    let what = status.st_mode & S_IFMT == S_IFDIR ? "is a directory: name the index in it" : "is no file: name another"
    throw StoreError(.unusable, path: path, "\(what) with --db")
  }

  /// Which file it is, whatever it is called; 0 for one of which that cannot be told, `nil` where none is there.
  static func number(_ path: String) -> UInt64? {
    var status = stat()
    if unsafe stat(path, &status) == 0 { return UInt64(status.st_ino) }
    return errno == ENOENT || errno == ENOTDIR ? nil : 0
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
