import Foundation
import TestSupport

/// Runs of the program by a user who may not read everything: the tests' own, or `nobody` where that is root.
enum Unprivileged {
  private static let launcher: [String] =
    geteuid() == 0
    ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

  /// The program where everybody can reach it: a build directory may be its owner's alone.
  private static let copy: (directory: TemporaryDirectory, path: String)? = {
    guard let directory = try? TemporaryDirectory(),
      let path = try? directory.copy(Program.path, to: "oxtail")
    else { return nil }
    return (directory, path)
  }()

  static let isPossible: Bool = {
    guard launcher.first.map(FileManager.default.isExecutableFile) ?? true else { return false }
    return (try? run(["--version"], in: "/")).map { $0.status == 0 } ?? false
  }()

  static func run(_ arguments: [String], in directory: String) throws -> Program.Run {
    guard let copy else { throw CocoaError(.fileNoSuchFile) }
    return try Program.run(arguments, in: directory, program: copy.path, launcher: launcher)
  }
}
