/// How far correlation looks around a record before it decides: what lies beyond is forgotten, whatever comes.
///
/// Times are distances from the horizon, before which nothing new can come. Further windows stand where they are used: a request's
/// records (``Folding``), ghosts 7 days, Apache's blocks a day.
enum CorrelationWindows {
  /// A report is decided when its candidates are there, and all reports that compete for them.
  static let reportMs = 2 * Linker.windowMs
  /// An unlinked failure of Open-Xchange's is decided when all reports are that it could belong to.
  static let failureMs = reportMs + Linker.windowMs
  /// A call is nobody's when all reports are decided that it could be behind.
  static let exchangeMs = reportMs + ExchangeLinker.windowMs + ExchangeLinker.timeoutMsMax
  /// What is decided is put in the order of time when nothing decided later can lie before it; a call's error may stand before the call.
  static let derivationMs = exchangeMs + ExchangeFolding.reachMs - ExchangeFolding.exchangeMsMax
  /// What is decided goes on rivalling for so long.
  static let rivalMs = reportMs + 3 * Linker.windowMs
  /// Failures of unknown callers that are kept until the caller's subadmin is known: it hardly ever takes long.
  static let undecidedMax = 4096
  /// Records between two decisions, at the least: so many are compared in one go, and one answer more or less depends on nothing else.
  /// They are what an answer takes in memory where few lie in a window, some 6 KB each.
  static let eventsMin = 512
}
