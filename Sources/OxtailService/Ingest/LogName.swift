import LogTail

/// What a log's path says of it.
struct LogName {
  private let path: String

  init(_ path: String) { self.path = path }

  private var fileName: Substring { path.split(separator: "/").last ?? path[...] }

  /// Whether it is that of the log into which Open-Xchange 6.20 wrote its provisioning.
  var isAdminLog: Bool { fileName.hasPrefix("open-xchange-admin") }

  /// Whether it is that of a log, and of the generation that is being written.
  var mayBeLive: Bool { fileName.contains(".log") && RotatedName(path).number == 0 }
}
