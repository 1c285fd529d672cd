import Foundation

/// What standard output and standard error are connected to.
enum Terminal {
  private static let widthMin = 40
  /// Longer lines are hard to read.
  private static let widthMax = 120
  private static let widthDefault = 80

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns for pages: what COLUMNS says, else the terminal, else 80.
  static func pageWidth(environment: [String: String] = ProcessInfo.processInfo.environment) -> Int {
    let named = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let columns = named ?? size(STDOUT_FILENO)?.columns ?? widthDefault
    return min(max(columns, widthMin), widthMax)
  }

  /// - Returns: `nil` where there is no terminal.
  static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard isTerminal(descriptor), unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
