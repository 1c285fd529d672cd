#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one file that calls the system: opening, reading and listing, with EINTR repeated.
enum POSIX {
  enum Kind {
    case regular(bytes: Int)
    case directory
    case other
  }

  /// What lies at `path`; links are followed, because the user or a package put them there.
  static func kind(of path: String) throws(UnreadablePath) -> Kind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw failure(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .regular(bytes: Int(status.st_size))
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// - Returns: The names in a directory without `.` and `..`, in the order of their bytes.
  static func names(in directory: String) throws(UnreadablePath) -> [String] {
    guard let stream = unsafe opendir(directory) else { throw failure(directory) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// O_NONBLOCK, so that a fifo that took the file's place does not hold us up.
  static func open(_ path: String) throws(UnreadablePath) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  /// - Returns: 0 at the end.
  static func read(
    _ descriptor: Int32, into buffer: inout [UInt8], at offset: Int, path: String
  ) throws(UnreadablePath) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if count >= 0 { return count }
      if errno != EINTR { throw failure(path) }
    }
  }

  /// Reads what is there from something that has no offsets, such as a pipe.
  static func readStream(_ descriptor: Int32, into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      if errno != EINTR { throw failure("-") }
    }
  }

  static func size(_ descriptor: Int32) -> Int {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  private static func failure(_ path: String) -> UnreadablePath {
    let reason: UnreadablePath.Reason =
      switch errno {
      case ENOENT, ENOTDIR: .noSuchFile
      case EACCES, EPERM: .permissionDenied
      default: .failed(errno: errno)
      }
    return UnreadablePath(path: path, reason: reason, isNamed: false)
  }
}
