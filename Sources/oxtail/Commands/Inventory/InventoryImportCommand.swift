import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Takes lists into the index.
struct InventoryImportCommand: ParsableCommand {
  /// Some hundred times what a large installation's list has.
  static let fileBytesMax = 512 * 1024 * 1024

  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take listcontext, listadmin, listuser --csv or a list of Plesk's into the index.",
    usage: "oxtail inventory import <file>... [--db <file>] [<options>]",
    discussion: """
      What a list is, its columns tell, in every version's order. A new list takes the place of the one with the same name, \
      which is the file's. A list that was made after a failure and shows what it was to make, or shows it no more after a \
      failed removal, proves that it was done: such incidents are recovered. Rows that cannot be used are named; the others are taken. \
      A daemon that writes the index keeps the lists, for root, its own user and where it is a service its group.

      EXAMPLES
        /opt/open-xchange/sbin/listcontext -A oxadminmaster -P … --csv > contexts.csv
        oxtail inventory import contexts.csv admins.csv
        oxtail inventory import users-19.csv --context 19
        oxtail inventory import plesk.csv --column host=Server --column domain=Site

      EXIT CODES
        0 done                        65 a row or a list cannot be used
        64 usage                      66 no such file
        73 cannot make the index      74 reading or writing failed
        75 another process writes it  77 permission denied
      """)

  @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file"), completion: .file())
  var paths: [String] = []

  @Option(help: ArgumentHelp("contexts, admins, users or plesk; by default the columns tell.", valueName: "kind"))
  var kind: InventoryRow.Kind?

  @Option(
    help: ArgumentHelp("What tells the list from others of its kind; by default its file's name.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The context of the users in a list.", valueName: "id"))
  var context: Int?

  @Option(
    name: .customLong("as-of"), parsing: .unconditional,
    help: ArgumentHelp(
      "When the lists were made; by default when their files were last written.", valueName: "time"))
  var asOf: String?

  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "Which column holds a field: host, domain, instance, mailbox, customer (repeatable).", valueName: "field=column"))
  var columns: [String] = []

  @OptionGroup(title: "Index") var index: IndexOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("nothing to import; name files, or - for standard input") }
    if let name, !(1...ListRequest.nameBytesMax).contains(name.utf8.count) {
      throw ValidationError("--name expects 1 to \(ListRequest.nameBytesMax) bytes")
    }
    if let context, context < 1 { throw ValidationError("--context expects the id of a context, not \(context)") }
    _ = try namedColumns()
  }

  private func namedColumns() throws -> [String: String] {
    var named: [String: String] = [:]
    for column in columns {
      let parts = column.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw ValidationError("--column expects FIELD=COLUMN, for instance 'host=Server'") }
      named[parts[0]] = parts[1]
    }
    return named
  }

  func run() throws {
    let asOf = try statedTime()
    let lists = try paths.map { try list($0, asOf) }
    let configuration = try index.configuration.load()
    let path = index.path(configuration)
    try index.makeDirectory(of: path, configuration)
    try ImportedList.keep(lists, in: path) { try StandardOutput.write($0.line.string + "\n") }
    let bad = lists.flatMap { list in list.list.badRows.map { (list.path, $0) } }
    var diagnostics = Diagnostics()
    let shown = bad.prefix(Self.badRowsMax)
    for (file, row) in shown { diagnostics.say("\(file):\(row.line): left out: \(row.reason)") }
    let more = lists.reduce(0) { $0 + $1.list.badRowCount } - shown.count
    if more > 0 { diagnostics.say("\(more) more rows were left out") }
    StandardOutput.writeError(diagnostics.text)
    if !bad.isEmpty { throw ExitCode(65) }
  }

  private func statedTime() throws(CommandError) -> Instant? {
    guard let asOf else { return nil }
    let times = TimeArgument(now: Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)), zone: .utc)
    return try times.pastTime("--as-of", asOf)
  }

  /// When a list was last written; `nil` for standard input, whose list proves no recovery then.
  private static func written(_ path: String) -> Instant? {
    guard path != "-", let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let date = attributes[.modificationDate] as? Date
    else { return nil }
    return Instant(ms: Int64(date.timeIntervalSince1970 * 1000))
  }

  /// More of them is another mistake than theirs.
  private static let badRowsMax = 50

  private func name(_ path: String) -> String {
    name ?? (path.split(separator: "/").last.map(String.init) ?? path)
  }

  private func list(_ path: String, _ asOf: Instant?) throws -> ImportedList {
    let bytes = try bytes(path)
    let columns = try namedColumns()
    do throws(InventoryTrouble) {
      let list = try InventoryList(bytes, kind: kind, columns: columns, context: context)
      let request = ListRequest(
        name: name(path), kind: kind, columns: columns, context: context, time: asOf ?? Self.written(path),
        byteCount: bytes.count)
      return ImportedList(path: path, bytes: bytes, list: list, request: request)
    } catch {
      throw CommandError("\(path)", "\(error.words)", next: "", exitCode: 65)
    }
  }

  private func bytes(_ path: String) throws(CommandError) -> [UInt8] {
    let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let handle else {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw CommandError(
        "\(path)", isThere ? "permission denied" : "no such file",
        next: isThere ? "run as a user who may read it" : "check the name", exitCode: isThere ? 77 : 66)
    }
    guard let data = try? handle.read(upToCount: Self.fileBytesMax + 1) ?? Data() else {
      throw CommandError("\(path)", "cannot be read", next: "name a CSV file", exitCode: 74)
    }
    guard data.count <= Self.fileBytesMax else {
      throw CommandError(
        "\(path)", "is longer than 512 MiB", next: "split it, with the header in each part", exitCode: 65)
    }
    return Array(data)
  }
}

extension InventoryRow.Kind: ExpressibleByArgument {
  /// `contexts of Open-Xchange`
  var words: SafeText {
    switch self {
    case .contexts: "contexts of Open-Xchange"
    case .admins: "subadmins of Open-Xchange"
    case .users: "users of Open-Xchange"
    case .plesk: "Plesk's list"
    }
  }
}
