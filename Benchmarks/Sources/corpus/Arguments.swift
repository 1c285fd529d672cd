import Foundation

/// What the command line asks for.
enum Arguments {
  case pair(out: String, oxMiB: Int, pleskMiB: Int, oneIn: Int, seed: UInt64)
  case estate(out: String, hosts: Int, mib: Int, seed: UInt64)
  case busy(out: String, hours: Int, seed: UInt64)

  static let usage = """
    usage: corpus OUT OX_MIB PLESK_MIB ONE_IN [SEED]
           corpus --estate OUT HOSTS MIB [SEED]
           corpus --busy OUT HOURS [SEED]
    """

  init?(_ words: [String]) {
    if words.first == "--estate" {
      guard words.count >= 4, let hosts = Int(words[2]), hosts >= 2, let mib = Int(words[3]) else { return nil }
      self = .estate(out: words[1], hosts: hosts, mib: mib, seed: Self.seed(words.dropFirst(4)))
    } else if words.first == "--busy" {
      guard words.count >= 3, let hours = Int(words[2]), hours >= 1 else { return nil }
      self = .busy(out: words[1], hours: hours, seed: Self.seed(words.dropFirst(3)))
    } else {
      guard words.count >= 4, let oxMiB = Int(words[1]), let pleskMiB = Int(words[2]), let oneIn = Int(words[3]),
        oneIn > 0
      else { return nil }
      self = .pair(out: words[0], oxMiB: oxMiB, pleskMiB: pleskMiB, oneIn: oneIn, seed: Self.seed(words.dropFirst(4)))
    }
  }

  private static func seed(_ rest: ArraySlice<String>) -> UInt64 { rest.first.flatMap { UInt64($0) } ?? 1 }
}
