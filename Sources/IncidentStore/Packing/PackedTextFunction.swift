import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `record_text(pack, byte_count, data, id)`: by what the view `events` shows texts. Whatever else it is given, it says NULL.
@safe final class PackedTextFunction {
  static let name = "record_text"
  /// Of a longer pack nothing is shown: a value of a statement may not be as long either.
  private static let bytesMax = 4 << 20
  /// Neighbours are mostly asked for one after the other.
  private static let packsMax = 64

  private var known: [Int64: Known] = [:]

  /// What was unpacked of which bytes: a pack keeps its number when another record is added to it.
  private struct Known {
    var data: [UInt8]
    var count: Int
    var pack: EventPack?

    func isOf(_ other: UnsafeRawBufferPointer, count: Int) -> Bool {
      guard count == self.count, other.count == data.count, let theirs = other.baseAddress
      else { return false }
      return unsafe data.withUnsafeBytes { ours in
        unsafe ours.baseAddress.map { unsafe memcmp($0, theirs, ours.count) == 0 } ?? false
      }
    }
  }

  /// - Parameter database: Closes before the process ends, which gives up what the function keeps.
  static func register(in database: OpaquePointer) -> Bool {
    let context = unsafe Unmanaged.passRetained(PackedTextFunction()).toOpaque()
    // A view may call only what is innocuous.
    let status = unsafe sqlite3_create_function_v2(
      database, name, 4, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, context,
      { context, count, values in
        guard let context = unsafe context, let values = unsafe values, count == 4 else { return }
        let function = unsafe Unmanaged<PackedTextFunction>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
        unsafe function.call(context, values)
      }, nil, nil,
      { context in
        if let context = unsafe context { unsafe Unmanaged<PackedTextFunction>.fromOpaque(context).release() }
      })
    return status == SQLITE_OK
  }

  private func call(_ context: OpaquePointer, _ values: UnsafeMutablePointer<OpaquePointer?>) {
    let id = unsafe sqlite3_value_int64(values[0])
    let count = unsafe Int(sqlite3_value_int64(values[1]))
    let length = unsafe Int(sqlite3_value_bytes(values[2]))
    let data = unsafe UnsafeRawBufferPointer(start: sqlite3_value_blob(values[2]), count: length)
    let event = unsafe sqlite3_value_int64(values[3])
    guard let words = unsafe pack(id, data, count: count)?[event] else {
      unsafe sqlite3_result_null(context)
      return
    }
    unsafe words.text.withUnsafeBufferPointer { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        // SQLite copies it.
        let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        unsafe sqlite3_result_text(context, text.baseAddress, Int32(text.count), transient)
      }
    }
  }

  private func pack(_ id: Int64, _ data: UnsafeRawBufferPointer, count: Int) -> EventPack? {
    guard count > 0, count <= Self.bytesMax else { return nil }
    if let known = known[id], unsafe known.isOf(data, count: count) { return known.pack }
    let pack = unsafe Deflate.unpacked(data, count: count).flatMap(EventPack.init)
    if known.count >= Self.packsMax { known = [:] }
    known[id] = unsafe Known(data: Array(data), count: count, pack: pack)
    return pack
  }
}
