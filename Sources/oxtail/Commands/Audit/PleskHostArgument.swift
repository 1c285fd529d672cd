import ArgumentParser
import OxtailService

/// Reads `NAME=ADDRESS`.
enum PleskHostArgument {
  static func host(_ argument: String) throws -> PleskAddress {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let host = PleskAddress(name: parts[0], address: parts[1]) else {
      throw ValidationError("NAME=ADDRESS is expected, for instance 'plesk17=192.0.2.17'")
    }
    return host
  }
}
