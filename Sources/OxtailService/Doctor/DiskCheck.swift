import Foundation

/// Whether there is room for an index to grow.
struct DiskCheck {
  /// A WAL and a transaction of one derivation fit in it.
  private static let bytesMin = 64 << 20
  private static let bytesGood = 1 << 30

  let finding: DoctorFinding

  init(besides path: String) {
    var directory = URL(filePath: path).deletingLastPathComponent()
    // The index's own directory may not be there yet.
    while !FileManager.default.fileExists(atPath: directory.path(percentEncoded: false)), directory.path() != "/" {
      directory.deleteLastPathComponent()
    }
    let place = directory.path(percentEncoded: false)
    var status = statvfs()
    guard unsafe statvfs(place, &status) == 0 else {
      finding = DoctorFinding(.machine, "disk space", .warning, "cannot be told for \(place)")
      return
    }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    let text = "\(free >> 20) MiB free in \(place)"
    finding = DoctorFinding(
      .machine, "disk space", free < Self.bytesMin ? .error : free < Self.bytesGood ? .warning : .ok, text,
      next: free < Self.bytesGood ? ["make room, or name another place with db: in the configuration"] : [])
  }
}
