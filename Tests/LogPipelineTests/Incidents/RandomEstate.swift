import TestSupport

@testable import LogPipeline

/// Logs of several Plesk and Open-Xchange hosts, made of a seed: bursts of failures, equal texts at the same second, clocks that
/// are some seconds off, records that are missing, other callers, texts that nobody knows.
struct RandomEstate {
  struct File {
    var name: String
    var host: String
    var side: Side
    var records: [String]
  }

  private(set) var files: [File] = []

  init(seed: Int) {
    var random = Seeded(seed)
    let plesk = (0...random.number(3)).map { Host("plesk\($0)", &random) }
    let ox = (0...random.number(3)).map { Host("ox\($0)", &random) }
    var written: [String: [(time: Double, record: String)]] = [:]
    var time = 0.0
    for number in 0..<(20 + random.number(60)) {
      // Mostly within the same second, sometimes minutes later.
      time += random.happens(oneIn: 6) ? Double(60 + random.number(600)) : Double(random.number(3)) * 0.4
      let (caller, callee) = (random.pick(plesk), random.pick(ox))
      let failure = RandomFailure(number, &random)
      if failure.isReported {
        let at = time + 0.5 + caller.skew
        written[caller.name, default: []] += failure.report(at: at, isObsidian: caller.isNew).map { (at, $0) }
      }
      if failure.isLogged {
        let at = time + callee.skew
        written[callee.name, default: []] += failure.log(at: at, hasThreads: callee.isNew).map { (at, $0) }
      }
    }
    for host in plesk + ox {
      let records = written[host.name, default: []].enumerated()
        .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element.record)
      // A rotation in the middle.
      let cut = random.number(records.count + 1)
      let side: Side = host.name.hasPrefix("plesk") ? .plesk : .openXchange
      for (name, part) in [("log.1", records[..<cut]), ("log", records[cut...])] where !part.isEmpty {
        files.append(File(name: "\(host.name)/\(name)", host: host.name, side: side, records: Array(part)))
      }
    }
  }

  /// The estate with its files read in the order of `order`.
  func estate(_ order: (inout [File]) -> Void = { _ in }) -> Estate {
    var files = files
    order(&files)
    var estate = Estate()
    for file in files { estate.add(file.records, to: file.name, host: file.host, side: file.side) }
    return estate
  }

  private struct Host {
    var name: String
    /// Seconds that its clock is ahead.
    var skew: Double
    /// Whether it writes the newer of two layouts, with ids of requests or threads.
    var isNew: Bool

    init(_ name: String, _ random: inout Seeded) {
      self.name = name
      skew = random.happens(oneIn: 2) ? 0 : Double(random.number(19) - 9)
      isNew = random.happens(oneIn: 2)
    }
  }
}

/// One failed call, as each side writes it.
private struct RandomFailure {
  var isReported: Bool
  var isLogged: Bool
  private let number: Int
  private let subject: String
  private let text: String
  private let isWrapped: Bool
  private let isDoubled: Bool
  private let agent: String?

  init(_ number: Int, _ random: inout Seeded) {
    self.number = number
    subject = random.pick(["a.example", "b.example", "info@c.example", "jobs@c.example"])
    text = random.pick([
      "Maximum number of contexts reached: 100", "No usable or suitable filestore found", "Authentication failed",
      "Cannot map '\(subject)' to the newly created context. This mapping is already in use.",
      "ContextID 19 does not belong to reseller\(random.number(3))", "Something that nobody has seen before",
      "The displayname is already used; exceptionId 7-\(2 * random.number(20))",
    ])
    isReported = !random.happens(oneIn: 5)
    isLogged = !isReported || !random.happens(oneIn: 4)
    isWrapped = random.happens(oneIn: 2)
    isDoubled = random.happens(oneIn: 3)
    agent = random.happens(oneIn: 4) ? random.pick(["Billing/1.0", nil]) : "PHP-SOAP/8.1"
  }

  func report(at time: Double, isObsidian: Bool) -> [String] {
    let messages =
      isWrapped
      ? (isDoubled ? [Written.fault(text)] : []) + [Written.wrapper("c.example", Written.fault(text))]
      : [Written.bare(subject, isLogged ? text : "Forbidden")]
    return messages.map { message in
      isObsidian ? Written.obsidian(time, request: number, message) : Written.plesk17(time, message)
    }
  }

  func log(at time: Double, hasThreads: Bool) -> [String] {
    let inner = [Written.exception(text)]
    let origins = isDoubled ? [Written.storage, Written.contexts] : [Written.contexts]
    return origins.map { origin in
      hasThreads
        ? Written.ox(
          time, thread: "T\(number % 7)", from: origin, tracking: "\(number)-1", agent: agent, exceptions: inner)
        : Written.jul(time, from: origin, exceptions: inner)
    }
  }
}
