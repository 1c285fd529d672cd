import Foundation
import LogTail

/// Where Plesk and Open-Xchange write their logs when nobody says otherwise.
package enum DefaultPlaces {
  /// Newer Plesk, Plesk on Debian and Ubuntu, Plesk elsewhere; Open-Xchange; Apache on Debian and on Red Hat, where the provisioning calls arrive.
  package static let all = [
    "/var/log/plesk/panel.log", "/opt/psa/admin/logs/panel.log", "/usr/local/psa/admin/logs/panel.log",
    "/var/log/open-xchange/open-xchange.log.0",
  ]

  /// A place, and what this user may do with it.
  package struct Found: Equatable, Sendable {
    package var path: String
    package var isReadable: Bool
    /// The command by which whoever administers the host lets this user read it; never more than reading.
    package var grant: String?

    package init(path: String, isReadable: Bool, grant: String? = nil) {
      self.path = path
      self.isReadable = isReadable
      self.grant = grant
    }
  }

  /// Those of `places` that are there, each file once: older names of a place may be links to the newer one.
  ///
  /// - Parameter user: Whom a command lets read.
  package static func found(among places: [String] = all, user: String = NSUserName()) -> [Found] {
    var known: Set<String> = []
    return places.compactMap { place in
      let path = URL(filePath: place).resolvingSymlinksInPath().path(percentEncoded: false)
      guard known.insert(path).inserted else { return nil }
      if unsafe access(path, R_OK) == 0 { return Found(path: path, isReadable: true) }
      switch errno {
      case EACCES: return Found(path: path, isReadable: false, grant: grant(path, user))
      default: return nil
      }
    }
  }

  /// The directories above must be open too, and files that a rotation makes.
  private static func grant(_ path: String, _ user: String) -> String {
    let directory = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
      .replacing(/\/$/, with: "")
    return "setfacl -m u:\(user):rx \(directory) && setfacl -m u:\(user):r \(directory)/* "
      + "&& setfacl -d -m u:\(user):r \(directory)"
  }
}
