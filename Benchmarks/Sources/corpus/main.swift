import Foundation

// corpus OUT OX_MIB PLESK_MIB ONE_IN [SEED]: logs of one Open-Xchange server and one Plesk host. One record in ONE_IN of the
// Open-Xchange log is provisioning; half of those succeed, the other half fail with a stack of 10 to 30 frames and a report on the Plesk side.
// corpus --estate OUT HOSTS MIB [SEED]: one day of HOSTS hosts, rotated and gzipped, MIB in all before compression, of the same mix as
// one in 1000.
// corpus --busy OUT HOURS [SEED]: HOURS hours of one Open-Xchange server and four Plesk hosts, 50,000 failures in each.

guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
  print(Arguments.usage)
  exit(64)
}
switch arguments {
case .pair(let out, let oxMiB, let pleskMiB, let oneIn, let seed):
  var random = SplitMix(seed: seed)
  try PairCorpus(
    out: out, oxBytes: oxMiB << 20, pleskBytes: pleskMiB << 20, provisioning: Provisioning(oneIn: oneIn)
  ).write(&random)
case .estate(let out, let hosts, let mib, let seed):
  var random = SplitMix(seed: seed)
  try EstateCorpus(out: out, hosts: hosts, bytes: mib << 20, provisioning: Provisioning(oneIn: 1000)).write(&random)
case .busy(let out, let hours, let seed):
  var random = SplitMix(seed: seed)
  try BusyCorpus(out: out, hours: hours).write(&random)
}
