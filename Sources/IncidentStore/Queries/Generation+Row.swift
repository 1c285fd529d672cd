import Foundation
import GRDB

extension Generation {
  init(row: Row) throws {
    guard let state = ValuePacker.text(row["state"]) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    self.init(host: row["host"], side: row["side"], family: row["family"], name: row["name"], state: state)
    id = row["id"]
    ladder = try JSONText.decoded([Rung].self, row["ladder"])
    anchor = Array(row["anchor"] as Data)
    offset = row["offset"]
    line = row["line"]
    size = row["size"]
    records = row["records"]
    firstMs = row["first_ms"]
    lastMs = row["last_ms"]
  }
}
