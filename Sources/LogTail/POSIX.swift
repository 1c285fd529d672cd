#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one file that calls the system: opening, reading, with EINTR repeated, and listing.
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

  /// Whether it is a link that leads to nothing, or round in circles.
  static func isDeadLink(_ path: String) -> Bool {
    var status = stat()
    guard isLink(path), unsafe stat(path, &status) != 0 else { return false }
    return [ENOENT, ENOTDIR, ELOOP].contains(errno)
  }

  /// - Returns: The names in a directory without `.` and `..`, in the order of their bytes.
  static func names(in directory: String) throws(UnreadablePath) -> [String] {
    guard let stream = unsafe opendir(directory) else { throw failure(directory) }
    defer { unsafe closedir(stream) }
    return try unsafe names(stream, of: directory)
  }

  private static func names(_ stream: OpaquePointer, of directory: String) throws(UnreadablePath) -> [String] {
    var names: [String] = []
    while true {
      // An end and an error look the same but for that.
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure(directory) }
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

  // MARK: Following

  /// Opens a directory, to look at its names and to open what they lead to, whatever becomes of its own name.
  static func openDirectory(_ path: String) throws(UnreadablePath) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  /// - Returns: The names in an open directory, without `.` and `..`, in the order of their bytes.
  static func names(in directory: Int32, path: String) throws(UnreadablePath) -> [String] {
    let descriptor = openat(directory)
    guard descriptor >= 0, let stream = unsafe fdopendir(descriptor) else { throw failure(path) }
    defer { unsafe closedir(stream) }
    return try unsafe names(stream, of: path)
  }

  /// Another descriptor of the same directory, at its first name.
  private static func openat(_ directory: Int32) -> Int32 {
    unsafe Glibc.openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  /// What a name in a directory leads to; `nil` where it is gone, or a link that leads to nothing.
  static func status(of name: String, in directory: Int32, path: String, followsLink: Bool) throws(UnreadablePath)
    -> FileStatus?
  {
    var status = stat()
    if unsafe fstatat(directory, name, &status, followsLink ? 0 : AT_SYMLINK_NOFOLLOW) == 0 {
      return FileStatus(status)
    }
    if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
    throw failure(path)
  }

  /// Opens a file, and no link unless that is asked for.
  static func open(_ name: String, in directory: Int32, path: String, followsLink: Bool) throws(UnreadablePath) -> Int32
  {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (followsLink ? 0 : O_NOFOLLOW)
    let descriptor = unsafe Glibc.openat(directory, name, flags)
    guard descriptor >= 0 else { throw failure(path) }
    return descriptor
  }

  static func status(_ descriptor: Int32, path: String) throws(UnreadablePath) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(path) }
    return FileStatus(status)
  }

  /// Where the first byte at or behind `offset` lies that is no hole; `nil` where there is none or nobody knows.
  static func nextData(_ descriptor: Int32, from offset: Int) -> Int? {
    // SEEK_DATA, which Glibc hides behind _GNU_SOURCE.
    let place = lseek(descriptor, off_t(offset), 3)
    return place < 0 ? nil : Int(place)
  }

  /// Whether a name fits a pattern with `*`, `?` and `[…]`.
  static func fits(_ name: String, glob: String) -> Bool { unsafe fnmatch(glob, name, FNM_PERIOD) == 0 }

  /// Milliseconds of a clock that nobody sets.
  static var monotonicMs: Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000 + Int(time.tv_nsec) / 1_000_000
  }

  // MARK: Waking

  /// Lets this process open as many files as it may: in its first look a follower opens all of them.
  static func raiseDescriptorLimit() {
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard unsafe getrlimit(files, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    unsafe setrlimit(files, &limit)
  }

  /// - Returns: `nil` where the system has no more watches.
  static func openWatch() -> Int32? {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    return descriptor < 0 ? nil : descriptor
  }

  /// Watches a directory and what is written to the files in it.
  static func watch(_ path: String, with descriptor: Int32) -> Int32? {
    let mask =
      IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
    let watch = unsafe inotify_add_watch(descriptor, path, UInt32(mask))
    return watch < 0 ? nil : watch
  }

  static func unwatch(_ watch: Int32, with descriptor: Int32) { _ = inotify_rm_watch(descriptor, watch) }

  /// A pipe from this process to itself.
  ///
  /// - Returns: `nil` where the system has no more descriptors.
  static func openBell() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }

  /// Writes one byte; a pipe that is full rings already.
  static func ring(_ descriptor: Int32) {
    var byte: UInt8 = 0
    _ = unsafe Glibc.write(descriptor, &byte, 1)
  }

  /// Waits until one of the descriptors has something to say, or for so long, and takes what they say.
  ///
  /// - Returns: Which of them said something.
  static func wait(for descriptors: [Int32], ms: Int) -> Set<Int32> {
    var requests = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&requests, nfds_t(requests.count), Int32(clamping: ms)) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    let told = requests.filter { $0.revents != 0 }.map(\.fd)
    for descriptor in told {
      while unsafe Glibc.read(descriptor, &buffer, buffer.count) == buffer.count {}
    }
    return Set(told)
  }

  static func sleep(ms: Int) { _ = poll(nil, 0, Int32(clamping: ms)) }

  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  private static func failure(_ path: String) -> UnreadablePath {
    let reason: UnreadablePath.Reason =
      switch errno {
      case ENOENT where path.contains("\u{FFFD}"): .nameNotUTF8
      case ENOENT, ENOTDIR: .noSuchFile
      case EACCES, EPERM: .permissionDenied
      default: .failed(errno: errno)
      }
    return UnreadablePath(path: path, reason: reason, isNamed: false)
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .link
      case S_IFIFO: .fifo
      case S_IFCHR, S_IFBLK: .device
      default: .other
      }
    func ns(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
    self.init(
      key: FileKey(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)), kind: kind, size: Int(status.st_size),
      links: Int(status.st_nlink), stamp: Stamp(modifiedNs: ns(status.st_mtim), changedNs: ns(status.st_ctim)))
  }
}
