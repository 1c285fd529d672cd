// Follows logs into an index, and measures that: Benchmarks/README.md.
//
//   follow index DB PATH…          until SIGTERM, as a daemon does
//   follow latency SECONDS RATE    from a record's write to its row's commit
//   follow sustained SECONDS MB    whether so many MB a second are kept up with, and the largest memory
//   follow idle FILES SECONDS      CPU time while nothing is written, and how long the first look takes
import Foundation

let arguments = CommandLine.arguments.dropFirst().map { String($0) }
switch (arguments.first, arguments.dropFirst().compactMap { Int($0) }) {
case ("index", _) where arguments.count >= 3: try FollowIndex(arguments[1], Array(arguments[2...])).run()
case ("latency", let numbers) where numbers.count == 2: try FollowLatency(seconds: numbers[0], rate: numbers[1]).run()
case ("sustained", let numbers) where numbers.count == 2:
  try FollowSustained(seconds: numbers[0], megabytes: numbers[1]).run()
case ("idle", let numbers) where numbers.count == 2: try FollowIdle(files: numbers[0], seconds: numbers[1]).run()
default:
  print("usage: follow index DB PATH… | latency SECONDS RATE | sustained SECONDS MB | idle FILES SECONDS")
  exit(64)
}
