import Foundation

/// Where the logs lie on a host on which nothing else is configured.
package enum DefaultSources {
  /// `/usr/local/psa` is Plesk's root, on Debian and Ubuntu `/opt/psa`; newer builds log to `/var/log/plesk`. `sw-cp-server` is the web
  /// server of Plesk's own panel.
  static let plesk = [
    "/usr/local/psa/admin/logs/panel.log", "/opt/psa/admin/logs/panel.log", "/var/log/plesk/panel.log",
    "/var/log/sw-cp-server",
  ]
  static let openXchange = ["/var/log/open-xchange"]
  /// Apache's on a host of Open-Xchange; anybody else's Apache is not our business.
  static let apache = [
    "/var/log/apache2/access.log", "/var/log/apache2/error.log", "/var/log/apache2/other_vhosts_access.log",
    "/var/log/httpd/access_log", "/var/log/httpd/error_log", "/var/log/httpd/ssl_access_log",
    "/var/log/httpd/ssl_error_log",
  ]

  /// Those that are there, each once: with its links resolved, because what is followed is the file and not the name.
  ///
  /// - Parameter root: Before all paths; tests have one of their own.
  package static func found(root: String = "") -> [String] {
    let openXchange = resolved(openXchange, root)
    var seen: Set<String> = []
    return (resolved(plesk, root) + openXchange + (openXchange.isEmpty ? [] : resolved(apache, root)))
      .filter { seen.insert($0).inserted }
  }

  private static func resolved(_ paths: [String], _ root: String) -> [String] {
    paths.compactMap { path in
      guard let resolved = unsafe realpath(root + path, nil) else {
        // What lies in a directory that may not be entered may be there.
        return errno == EACCES ? root + path : nil
      }
      defer { unsafe free(resolved) }
      return unsafe String(cString: resolved)
    }
  }
}
