import IncidentStore
import LogPipeline

/// A list as it was read: the rows that are good, and what is wrong with the others.
package struct InventoryList: Sendable {
  package struct BadRow: Equatable, Sendable {
    /// 1-based.
    package var line: Int
    package var reason: String
  }

  package var kind: InventoryRow.Kind
  package private(set) var rows: [InventoryRow] = []
  /// The first ``badRowsMax`` of them.
  package private(set) var badRows: [BadRow] = []
  package private(set) var badRowCount = 0

  /// Whoever has more wrong rows has the wrong file, and a file of nothing else fills no memory.
  static let badRowsMax = 1_000
  /// Some hundred times what a large installation has.
  package static let rowsMax = 2_000_000

  private let header: InventoryHeader
  private var seen: [String: Int] = [:]

  /// Reads a list, row by row.
  ///
  /// - Parameters:
  ///   - kind: `nil` to tell it by the columns.
  ///   - columns: Columns that the user named, by the names of fields: host, domain, id, mailbox, owner, name, context, detail.
  ///   - context: The context of the users, as `listuser` does not say it.
  package init(
    _ bytes: [UInt8], kind: InventoryRow.Kind? = nil, columns: [String: String] = [:], context: Int? = nil
  ) throws(InventoryTrouble) {
    var reader = CSVReader(bytes)
    guard let first = reader.next() else { throw InventoryTrouble("it is empty; the first line must name the columns") }
    var named: [InventoryHeader.Field: String] = [:]
    for (name, column) in columns {
      guard let field = InventoryHeader.Field(rawValue: name == "instance" ? "id" : name == "customer" ? "owner" : name)
      else {
        throw InventoryTrouble(
          "there is no field '\(name)'; fields are host, domain, instance, mailbox, customer, id, name, owner, context, detail"
        )
      }
      named[field] = column
    }
    header = try InventoryHeader(first.cells, kind: kind, named: named)
    self.kind = header.kind
    var redactor = Redactor(hash: Hashes.keyed())
    while let row = reader.next(), rows.count < Self.rowsMax { add(row, context, &redactor) }
  }

  private mutating func add(_ row: CSVReader.Row, _ context: Int?, _ redactor: inout Redactor) {
    func bad(_ reason: @autoclosure () -> String) {
      badRowCount += 1
      if badRows.count < Self.badRowsMax { badRows.append(BadRow(line: row.line, reason: reason())) }
    }
    if let problem = row.problem { return bad(problem) }
    guard row.cells.count == header.count else {
      return bad("\(row.cells.count) cells, but the header has \(header.count)")
    }
    var result = InventoryRow(line: row.line, kind: kind)
    if let id = header.cell(.id, row.cells) {
      guard let number = Int(id), number >= 0 else { return bad("the id '\(id.prefix(40))' is no number") }
      result.id = number
    }
    if let id = header.cell(.context, row.cells) {
      guard let number = Int(id), number > 0 else { return bad("the context '\(id.prefix(40))' is no number") }
      result.contextID = number
    } else {
      result.contextID = kind == .users ? context : nil
    }
    func text(_ field: InventoryHeader.Field) -> RedactedText? {
      header.cell(field, row.cells).map { redactor.redact($0) }
    }
    result.name = text(.name)
    result.owner = text(.owner)
    result.host = text(.host)
    result.domain = text(.domain)
    result.mailbox = text(.mailbox)
    result.detail = text(.detail)
    if let reason = Self.missing(in: result) { return bad(reason) }
    let key = Self.key(result)
    if let line = seen[key] { return bad("the same as line \(line)") }
    seen[key] = row.line
    rows.append(result)
  }

  private static func missing(in row: InventoryRow) -> String? {
    switch row.kind {
    case .contexts, .admins, .users:
      return row.id == nil ? "no id" : row.name == nil ? "no name" : nil
    case .plesk:
      guard let domain = row.domain?.string else { return "no domain" }
      if domain.contains(where: { $0 == " " || $0 == "@" }) { return "'\(domain.prefix(60))' is no domain" }
      if let mailbox = row.mailbox?.string, mailbox.contains(" ") { return "'\(mailbox.prefix(60))' is no mailbox" }
      return nil
    }
  }

  private static func key(_ row: InventoryRow) -> String {
    switch row.kind {
    case .contexts, .admins: "\(row.id ?? 0)"
    case .users: "\(row.contextID ?? 0)/\(row.id ?? 0)"
    case .plesk:
      [row.host?.string ?? "", row.domain?.string.lowercased() ?? "", row.id.map(String.init) ?? "", row.address ?? ""]
        .joined(separator: "/")
    }
  }
}
