import Foundation

/// Tells on standard error how far the reading is.
///
/// On a terminal one line that is drawn again and again, from the first second on; elsewhere, and only if it was asked for,
/// a line every ten percent.
final class ProgressBar {
  enum Mode {
    case off, line, bar
  }

  private static let barWidth = 24
  private static let delay = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)

  private let mode: Mode
  private let isAsked: Bool
  private let start = ContinuousClock.now
  private var lastDrawn: ContinuousClock.Instant?
  private var lastTenth = 0

  init(isAsked: Bool, isQuiet: Bool, isTerminal: Bool) {
    self.isAsked = isAsked
    mode = isTerminal ? (isQuiet && !isAsked ? .off : .bar) : (isAsked ? .line : .off)
  }

  /// - Parameter total: 0 if it is not known.
  func update(_ done: Int, _ total: Int) {
    switch mode {
    case .off: break
    case .line: writeLine(done, total)
    case .bar: draw(done, total)
    }
  }

  /// Takes the bar away.
  func finish() {
    guard lastDrawn != nil else { return }
    lastDrawn = nil
    StandardOutput.writeError("\r\u{1B}[K")
    Signals.endBar()
  }

  private func draw(_ done: Int, _ total: Int) {
    let now = ContinuousClock.now
    guard isAsked || now - start >= Self.delay else { return }
    if let lastDrawn, now - lastDrawn < Self.interval { return }
    if lastDrawn == nil { Signals.beginBar() }
    lastDrawn = now
    StandardOutput.writeError("\r\u{1B}[K" + Self.text(done, total))
  }

  private func writeLine(_ done: Int, _ total: Int) {
    guard total > 0, done * 10 / total > lastTenth else { return }
    lastTenth = done * 10 / total
    StandardOutput.writeError("oxtail: read \(Self.amount(done, total))\n")
  }

  /// `reading ━━━━━━──────  45 %  312 MB of 690 MB`
  static func text(_ done: Int, _ total: Int) -> String {
    guard total > 0 else { return "reading  \(SafeText.size(done).string)" }
    let filled = min(barWidth, done * barWidth / total)
    let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: barWidth - filled)
    return "reading \(bar) \(amount(done, total))"
  }

  private static func amount(_ done: Int, _ total: Int) -> String {
    "\(min(100, done * 100 / total)) %  \(SafeText.size(done).string) of \(SafeText.size(total).string)"
  }
}
