import OxtailService

/// One row for each object that only one side has.
enum InventoryCSV {
  static func text(_ document: InventoryDocument) -> String {
    let header = ["found", "id", "name", "owner", "context", "host", "domain", "mailbox"]
    let lists: [(String, [InventoryDocument.Object]?)] = [
      ("context only on Open-Xchange", document.openXchangeOnly), ("domain only in Plesk", document.pleskOnly),
      ("cannot be told", document.unclear),
      ("mailbox only in Plesk", document.mailboxesPleskOnly),
      ("user only on Open-Xchange", document.usersOpenXchangeOnly),
    ]
    let rows = lists.flatMap { words, objects in (objects ?? []).map { row(words, $0) } }
    return CSVTable.text([header] + rows)
  }

  private static func row(_ words: String, _ object: InventoryDocument.Object) -> [String] {
    let id = object.id.map(String.init) ?? ""
    let context = object.context.map(String.init) ?? ""
    return [
      words, id, object.name ?? "", object.owner ?? "", context, object.host ?? "", object.domain ?? "",
      object.mailbox ?? "",
    ]
  }
}
