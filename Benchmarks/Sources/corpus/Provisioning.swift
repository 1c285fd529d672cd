/// Decides what the next record of an Open-Xchange log is: one in `oneIn` is provisioning, half of those fail.
struct Provisioning {
  let oneIn: Int

  /// - Returns: The record, and the fault's text as Plesk is told it where the record is a failure.
  func next(_ clock: Clock, _ random: inout SplitMix) -> (record: String, fault: String?) {
    guard random.below(oneIn) == 0 else { return (OpenXchangeLog.noise(clock, &random), nil) }
    guard random.below(2) == 0 else { return (OpenXchangeLog.success(clock, &random), nil) }
    let failure = OpenXchangeLog.failure(clock, &random)
    return (failure.record, failure.fault)
  }
}
