import CAllocationCount
import Glibc

/// What this process has used so far, and what that is less than later.
struct Usage {
  /// Of user and system together.
  var cpuSeconds: Double
  /// Of this thread.
  var allocations: Int

  static var now: Usage {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return Usage(
      cpuSeconds: times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000 },
      allocations: oxtail_allocation_count())
  }

  static func - (left: Usage, right: Usage) -> Usage {
    Usage(cpuSeconds: left.cpuSeconds - right.cpuSeconds, allocations: left.allocations - right.allocations)
  }
}
