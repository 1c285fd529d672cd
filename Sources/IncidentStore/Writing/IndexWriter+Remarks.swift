import GRDB
import LogPipeline

extension IndexWriter {
  /// Keeps what somebody said of incidents, and says anew where they stand.
  ///
  /// - Parameter ids: Whole ids, as incidents have them now.
  package func add(_ remark: Remark, about ids: [String]) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.write { database in
        for id in ids { try RemarkRows.insert(remark, about: id, in: database) }
        try Standings(database: database).judge(ids)
      }
    }
  }
}
