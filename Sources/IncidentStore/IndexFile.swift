#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The index's file before SQLite sees it.
enum IndexFile {
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

  /// Root leaves what it makes beside somebody's index to that somebody, who has to write it later.
  static func giveToOwner(of index: String, _ path: String) {
    var status = stat()
    guard geteuid() == 0, unsafe stat(index, &status) == 0 else { return }
    _ = unsafe chown(path, status.st_uid, status.st_gid)
  }

  static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
