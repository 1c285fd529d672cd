import Logging

/// The daemon's own log: a line a message on standard error, for journald with the priority in front (sd-daemon(3)), for people with its name.
///
/// Every value passes ``SafeText`` on its way; what the daemon says of logs is redacted where it comes from.
struct ServiceLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let isForPeople: Bool
  private let write: @Sendable (String) -> Void

  init(level: Logger.Level, isForPeople: Bool, write: @escaping @Sendable (String) -> Void) {
    logLevel = level
    self.isForPeople = isForPeople
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    let text = values.reduce(SafeText(event.message.description)) { "\($0) \($1.key)=\($1.value.description)" }
    write(prefix(event.level) + text.string + "\n")
  }

  private func prefix(_ level: Logger.Level) -> String {
    if isForPeople { return "oxtail: " + (level >= .warning ? "\(level): " : "") }
    switch level {
    case .trace, .debug: return "<7>"
    case .info: return "<6>"
    case .notice: return "<5>"
    case .warning: return "<4>"
    case .error: return "<3>"
    case .critical: return "<2>"
    }
  }
}
