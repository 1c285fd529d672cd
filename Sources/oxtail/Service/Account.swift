import Foundation

/// Whoever runs this, and where.
enum Account {
  /// The machine's own name; `nil` where it has none. Nobody else is asked for it.
  static var host: String? {
    var bytes = [CChar](repeating: 0, count: 256)
    let result = unsafe gethostname(&bytes, bytes.count - 1)
    let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return result == 0 && !name.isEmpty ? name : nil
  }

  /// The login name, or the number where the system knows none.
  static var name: String {
    guard let entry = unsafe getpwuid(geteuid()) else { return String(geteuid()) }
    return unsafe String(cString: entry.pointee.pw_name)
  }
}
