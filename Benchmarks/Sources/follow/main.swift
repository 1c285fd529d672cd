// Measures `oxtail daemon`, which lies beside this program, from outside: Benchmarks/README.md.
//
//   follow latency SECONDS RATE    from a record's write to its row's commit
//   follow sustained SECONDS MB    whether so many MB a second are kept up with
//   follow stop MB                 how soon it ends when it is told to, while so many MB a second are written
//   follow burst MB                memory and time for what comes all at once
//   follow idle FILES SECONDS      CPU time while nothing is written, and how long the first look takes
//   follow restart FILES EVENTS    from a start after a kill to the commit of a new event
//   follow prune INDEX DAYS        how long pruning keeps a daemon from committing; changes the index
import Foundation

let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
switch (CommandLine.arguments.dropFirst().first, numbers.count) {
case ("latency", 2): try FollowLatency(seconds: numbers[0], rate: numbers[1]).run()
case ("sustained", 2): try FollowSustained(seconds: numbers[0], megabytes: numbers[1]).run()
case ("stop", 1): try FollowStop(megabytes: numbers[0]).run()
case ("burst", 1): try FollowBurst(megabytes: numbers[0]).run()
case ("idle", 2): try FollowIdle(files: numbers[0], seconds: numbers[1]).run()
case ("restart", 2): try FollowRestart(files: numbers[0], events: numbers[1]).run()
case ("prune", 1): try FollowPrune(database: CommandLine.arguments[2], keptDays: numbers[0]).run()
default:
  print(
    """
    usage: follow latency SECONDS RATE | sustained SECONDS MB | stop MB | burst MB | idle FILES SECONDS | restart FILES EVENTS
           follow prune INDEX DAYS
    """)
  exit(64)
}
