import Foundation

// corpus OUT OX_MIB PLESK_MIB ONE_IN [SEED]: a day's logs of one Open-Xchange server and one Plesk host. One record in ONE_IN of the
// Open-Xchange log is provisioning; half of those succeed, the other half fail with a stack of 10 to 30 frames and a report on the Plesk side.

guard CommandLine.arguments.count >= 5, let oxMiB = Int(CommandLine.arguments[2]),
  let pleskMiB = Int(CommandLine.arguments[3]), let oneIn = Int(CommandLine.arguments[4])
else {
  print("usage: corpus OUT OX_MIB PLESK_MIB ONE_IN [SEED]")
  exit(64)
}
let out = CommandLine.arguments[1]
var random = SplitMix(seed: CommandLine.arguments.count > 5 ? UInt64(CommandLine.arguments[5]) ?? 1 : 1)
let ox = try LogWriter(out + "/ox1/open-xchange.log.0")
let plesk = try LogWriter(out + "/plesk1/panel.log")
let (oxBytes, pleskBytes) = (oxMiB << 20, pleskMiB << 20)
var clock = Clock(ms: 0)

while ox.bytesWritten < oxBytes {
  // Both files reach their end at the same hour of the fourth day.
  clock.ms = Int(Double(ox.bytesWritten) / Double(oxBytes) * 4 * 86_400_000)
  guard random.below(oneIn) == 0 else {
    try ox.write(OpenXchangeLog.noise(clock, &random))
    continue
  }
  guard random.below(2) == 0 else {
    try ox.write(OpenXchangeLog.success(clock, &random))
    continue
  }
  let failure = OpenXchangeLog.failure(clock, &random)
  try ox.write(failure.record)
  var later = clock
  later.ms += 200 + random.below(900)
  try plesk.write(PleskLog.failure(later, fault: failure.fault, &random))
  while Double(plesk.bytesWritten) / Double(pleskBytes) < Double(ox.bytesWritten) / Double(oxBytes) {
    later.ms += 1
    try plesk.write(PleskLog.noise(later, &random))
  }
}
try ox.close()
try plesk.close()
