import Foundation
import GRDB

extension StoreError {
  /// Runs `body` and turns what SQLite says into words for the user.
  static func wrapping<Value>(_ path: String, _ body: () throws -> Value) throws(StoreError) -> Value {
    do {
      return try body()
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    } catch {
      throw StoreError(.failed, path: path, "\(error)")
    }
  }

  private init(_ error: DatabaseError, path: String) {
    let words = error.message ?? "\(error.resultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, path: path, "is busy: try again")
    case .SQLITE_NOTADB:
      self.init(.unusable, path: path, "is no index of oxtail: name another --db")
    case .SQLITE_CORRUPT:
      self.init(.unusable, path: path, "reads damaged (\(words)): keep the file, and try again before anything else")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
      self.init(
        .permissionDenied, path: path, "cannot be opened (\(words)): look at the rights of the file and its directory")
    case .SQLITE_FULL:
      self.init(
        .failed, path: path, "cannot be written, the disk is full: nothing was lost, make room and run it again")
    default:
      self.init(.failed, path: path, "failed (\(words)): nothing was lost, run it again")
    }
  }
}
