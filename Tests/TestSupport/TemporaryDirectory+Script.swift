import Foundation

extension TemporaryDirectory {
  /// A program for the shell.
  ///
  /// Another process writes it: while this one had it open, children that other tests start would have it open too, and what is open for writing
  /// cannot be run.
  ///
  /// - Returns: Its path.
  @discardableResult
  package func script(_ name: String, _ text: String) throws -> String {
    let source = try write(name + ".text", "#!/bin/sh\n\(text)\n")
    let install = Process()
    install.executableURL = URL(filePath: "/usr/bin/install")
    install.arguments = ["-m", "755", source, path + "/" + name]
    try install.run()
    install.waitUntilExit()
    return path + "/" + name
  }
}
