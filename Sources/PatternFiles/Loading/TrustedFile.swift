import LogPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads files that only root or the current user can have written: an expression, or a setting, decides what a root process
/// does with every line of a log.
package enum TrustedFile {
  /// The catalogue has some 400 KiB in all.
  static let bytesMax = 4 * 1024 * 1024

  /// - Throws: ``PatternLoadError``, also for a file that somebody else could have written.
  package static func text(of path: String) throws(PatternLoadError) -> String {
    // What is asked about the file is asked of the descriptor: the name may mean another file a moment later.
    // O_NONBLOCK: a FIFO must not hold us.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw openError(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw PatternLoadError(code: .unreadable, path: path, message: "is no regular file; it must be one")
    }
    try checkTrust(status, path)
    return try decoded(try bytes(of: descriptor, path), path)
  }

  private static func openError(_ path: String, _ code: Int32) -> PatternLoadError {
    if code == ENOENT {
      return PatternLoadError(code: .missing, path: path, message: "no such file")
    }
    return PatternLoadError(
      code: .unreadable, path: path,
      message: "cannot be read (error \(code) of the system); oxtail's user must be allowed to read it")
  }

  private static func checkTrust(_ status: stat, _ path: String) throws(PatternLoadError) {
    let mode = String(status.st_mode & 0o7777, radix: 8)
    if status.st_mode & 0o002 != 0 {
      throw PatternLoadError(
        code: .untrusted, path: path,
        message: "is writable by everybody (mode \(mode)) and therefore not trusted; run `chmod o-w` on it")
    }
    if status.st_uid != 0, status.st_uid != geteuid() {
      throw PatternLoadError(
        code: .untrusted, path: path,
        message: "belongs to user \(status.st_uid), neither to root nor to you (\(geteuid())), and is therefore not "
          + "trusted; run `chown` on it")
    }
  }

  private static func bytes(of descriptor: Int32, _ path: String) throws(PatternLoadError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw openError(path, errno) }
      if count == 0 { return bytes }
      bytes += chunk.prefix(count)
      guard bytes.count <= bytesMax else {
        throw PatternLoadError(
          code: .invalid, path: path,
          message: "is longer than \(bytesMax / 1024 / 1024) MiB; split it into several files")
      }
    }
  }

  private static func decoded(_ bytes: [UInt8], _ path: String) throws(PatternLoadError) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) { return text }
    // The line with the first byte that cannot stand in a text.
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if part.contains(0) || String(validating: part, as: UTF8.self) == nil { break }
      line += 1
    }
    let error = PatternError(file: path, line: line, message: "holds bytes that are no UTF-8; save the file as UTF-8")
    throw PatternLoadError(code: .invalid, path: path, errors: [error])
  }
}
