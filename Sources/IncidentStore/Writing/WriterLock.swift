#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Holds the lock file beside an index: whoever has it is the only process that writes.
///
/// The lock belongs to the open file, so it is gone with the process however that ends.
final class WriterLock {
  private let descriptor: CInt

  /// - Parameters:
  ///   - path: The index's.
  ///   - words: What a second writer is told of this one.
  /// - Throws: ``StoreError`` `busy` with the words of the other one.
  init(besides path: String, words: String) throws(StoreError) {
    let lockPath = path + ".lock"
    descriptor = unsafe open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(
        errno == EACCES || errno == EPERM ? .permissionDenied : .cannotCreate, path: lockPath,
        unsafe "cannot be opened: \(String(cString: strerror(errno)))")
    }
    IndexFile.giveToOwner(of: path, lockPath)
    guard Self.lock(descriptor) else {
      let holder = Self.contents(descriptor)
      close(descriptor)
      let next =
        holder.hasPrefix("oxtail daemon")
        ? "it reads new logs by itself; stop it for anything else, which loses nothing" : "try again when it is done"
      throw StoreError(
        .busy, path: path, "is being written by \(holder.isEmpty ? "another process" : holder): \(next)")
    }
    ftruncate(descriptor, 0)
    let bytes = Array(words.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  /// Waits a moment: a writer that has just ended may live on in a process that it started and that has not begun its program yet.
  private static func lock(_ descriptor: CInt) -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(10_000)
    }
    return false
  }

  deinit { close(descriptor) }

  private static func contents(_ descriptor: CInt) -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, 0) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
