/// Counts what comes out of one file on disk, through all layers of compression together, so that nesting multiplies nothing.
package final class ExpansionBudget {
  private let limits: ExpansionLimits
  private let file: any MeasuredStream
  private var expanded = 0

  package init(_ file: any MeasuredStream, limits: ExpansionLimits = .standard) {
    self.file = file
    self.limits = limits
  }

  /// Takes `count` more bytes into account.
  func spend(_ count: Int) { expanded += count }

  /// Whether no more may come out.
  var isSpent: Bool {
    let byRatio = file.offset.multipliedReportingOverflow(by: limits.ratioMax)
    let allowed = byRatio.overflow ? limits.bytesMax : min(limits.bytesMax, max(limits.freeBytes, byRatio.partialValue))
    return expanded >= allowed
  }
}
