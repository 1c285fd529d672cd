import ArgumentParser
import Foundation
import LogPipeline
import PatternFiles

/// What is asked for: the terms and flags that lists, searches, reports and the live view share.
struct QueryOptions: ParsableArguments {
  /// For the help of the commands.
  static let terms = """
    A term is a word that has to stand somewhere, or key:value; keys are \
    \(Query.Key.allCases.map(\.rawValue).joined(separator: ", ")). A * in a value stands for anything, -key:value \
    excludes, and values of one key are alternatives.
    """

  @Argument(help: ArgumentHelp("Words and key:value that have to fit.", valueName: "term"))
  var terms: [String] = []

  @OptionGroup var filters: FilterOptions

  /// - Throws: A usage error that says what is wrong with which term.
  func query(zone: ShownZone) throws(CommandError) -> Query {
    var query = try filters.query(zone: zone)
    do throws(QueryError) {
      for term in terms { try query.add(term: term) }
    } catch {
      throw CommandError(error)
    }
    return query
  }
}

/// The flags alone, for commands whose arguments are something else.
struct FilterOptions: ParsableArguments {
  @Option(
    name: [.customShort("S"), .long], parsing: .unconditional,
    help: ArgumentHelp("From this time on: 7d, -1h, yesterday, '2 hours ago', 2026-05-17T08:30Z.", valueName: "time"))
  var since: String?

  @Option(
    name: [.customShort("U"), .long], parsing: .unconditional,
    help: ArgumentHelp("Before this time.", valueName: "time")
  )
  var until: String?

  @Option(parsing: .singleValue, help: ArgumentHelp("On this host (repeatable).", valueName: "host"))
  var host: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Whose task it is: ox-admin, plesk-admin, network, packager (repeatable).", valueName: "owner"),
    completion: .list(CauseSpec.Owner.allCases.map(\.rawValue)))
  var owner: [String] = []

  @Option(parsing: .singleValue, help: ArgumentHelp("Of this subadmin (repeatable).", valueName: "subadmin"))
  var subadmin: [String] = []

  func query(zone: ShownZone) throws(CommandError) -> Query {
    var query = Query()
    do throws(QueryError) {
      for name in host { try query.add(.host, name) }
      for name in owner { try query.add(.owner, name) }
      for name in subadmin { try query.add(.subadmin, name) }
    } catch {
      throw CommandError(error)
    }
    let times = TimeArgument(now: Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)), zone: zone.rule)
    query.since = try since.map { text throws(CommandError) in try times.time("--since", text) }
    query.until = try until.map { text throws(CommandError) in try times.time("--until", text) }
    if let since = query.since, let until = query.until { try Self.refuse(since, notBefore: until) }
    return query
  }

  static func refuse(_ since: Instant, notBefore until: Instant) throws(CommandError) {
    guard since >= until else { return }
    let isEmpty = since == until
    throw CommandError.usage(
      "--since \(since.iso8601)",
      isEmpty ? "is --until, too: nothing lies between them" : "is not before --until \(until.iso8601)",
      next: isEmpty ? "name a later --until" : "exchange them")
  }
}

extension CommandError {
  /// What is wrong with a term.
  init(_ error: QueryError) {
    switch error {
    case .unknownKey(let name, let term):
      let keys = Query.Key.allCases.map(\.rawValue)
      let nearest = Suggestion.nearest(to: name, among: keys)
      self = .usage(
        "\(term)", "there is no key '\(name)'",
        next: nearest.map { "did you mean `\($0):`?" }
          ?? "keys are \(keys.joined(separator: ", ")); a text with a colon in it goes into quotes: '\"\(term)\"'")
    case .unknownValue(let key, let value):
      let values = key.values ?? []
      let nearest = Suggestion.nearest(to: value, among: values)
      self = .usage(
        "\(key.rawValue):\(value)", "there is no such \(key.rawValue)",
        next: (nearest.map { "did you mean `\($0)`? " } ?? "") + "it is one of \(values.joined(separator: ", "))")
    case .noValue(let key):
      self = .usage("\(key.rawValue)", "the value is missing", next: "write \(key.rawValue):VALUE")
    }
  }
}
