import GRDB
import LogPipeline

/// What lists call the subject of a failure, for conditions and counts: the same that views show.
extension NameBook {
  /// Of `ox_failure f`, for a key as JSON calls it; NULL where lists do not say it.
  static func expression(_ key: String) -> String {
    "oxtail_listed('\(key)', f.host, f.domain, f.mailbox, f.context_name, f.context_id, f.subscription, f.subadmin)"
  }

  /// Makes ``expression(_:)`` known to a connection.
  func register(in queue: DatabaseQueue) {
    let function = DatabaseFunction("oxtail_listed", argumentCount: 8, pure: true) { [weak queue] values in
      func text(_ place: Int) -> String? { String.fromDatabaseValue(values[place]) }
      var names = SubjectNames([:])
      (names.domain, names.mailbox, names.contextName, names.contextID) = (text(2), text(3), text(4), text(5))
      (names.subscription, names.subadmin) = (text(6), text(7))
      // Whoever calls it is in the middle of a statement.
      let object = try queue?.unsafeReentrantRead { try self.object(names, on: text(1), $0) }
      return switch text(0) {
      case "domain": object?.domain
      case "context_name": object?.contextName
      case "context_id": object?.contextID.map(String.init)
      case "subadmin": object?.subadmin
      case "customer": object?.customer
      default: nil
      }
    }
    queue.inDatabase { $0.add(function: function) }
  }
}
