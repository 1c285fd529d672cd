/// Whose command line a line holds, as far as it decides what `-p` means.
enum CommandTool {
  /// OX's tools: `-P` and `-p` take a password.
  case openXchange
  /// `-psecret` without a blank.
  case mysql
  /// Some other tool: `-p` may take a path or a port.
  case other

  init?(line: ArraySlice<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text.holds("mysql") {
      self = .mysql
    } else if text.holds("open-xchange/sbin") || text.holds("-A ") || text.holds("-A'") || text.holds("-A\"")
      || text.holds("--adminuser") || Self.tools.contains(where: text.holds)
    {
      self = .openXchange
    } else if text.holds("/sbin/") || text.holds("/bin/") {
      self = .other
    } else {
      return nil
    }
  }

  private static let tools = [
    "createadmin", "changeadmin", "deleteadmin", "listadmin", "createcontext", "changecontext", "deletecontext",
    "listcontext", "createuser", "changeuser", "deleteuser", "listuser", "creategroup", "createresource",
    "enablecontext", "disablecontext", "existscontext", "getuserdata", "initresellerdb", "registerserver",
    "registerdatabase", "registerfilestore", "initconfigdb", "oxinstaller", "oxadminmaster", "oxrestore",
  ]
}
