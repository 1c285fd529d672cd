import CZlib
import Foundation
import GRDB

/// Compresses single values that SQL does not look into: some occurrences, some incidents, the state of a reading. What most of them have in common stands
/// in a dictionary, as one alone has little that repeats.
///
/// A value is a BLOB of its length in four bytes, the lowest first, and a zlib stream; TEXT is what was not worth it.
@safe final class ValuePacker {
  /// Shorter ones gain nothing.
  static let usualMin = 64
  /// A reading's state is written with every commit, and mostly short.
  static let stateMin = 4 << 10
  /// No value is longer.
  private static let bytesMax = 64 << 20
  /// As wide as a value and the dictionary mostly are: a state of its own for each costs more than the rest.
  private static let windowBits: Int32 = 13
  private static let memoryLevel: Int32 = 6

  // On the heap, because zlib's state points back at it.
  private let stream: UnsafeMutablePointer<z_stream>

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib refuses to start (\(status)): out of memory, or another version than built for")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// - Parameter min: In bytes; what is shorter stays as it is.
  func packed(_ text: String, min: Int = ValuePacker.usualMin) -> DatabaseValue {
    guard text.utf8.count >= min else { return text.databaseValue }
    var input = Array(text.utf8)
    guard input.count <= Self.bytesMax else { return text.databaseValue }
    unsafe deflateReset(stream)
    _ = unsafe Self.dictionary.withUnsafeBufferPointer {
      unsafe deflateSetDictionary(stream, $0.baseAddress, UInt32($0.count))
    }
    let capacity = Int(unsafe deflateBound(stream, UInt(input.count)))
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: 4 + capacity) { space, used in
      for place in 0..<4 { unsafe space[place] = UInt8(truncatingIfNeeded: input.count >> (8 * place)) }
      let status = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe stream.pointee.next_in = input.baseAddress
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = space.baseAddress.map { unsafe $0 + 4 }
        unsafe stream.pointee.avail_out = UInt32(capacity)
        return unsafe deflate(stream, Z_FINISH)
      }
      used = status == Z_STREAM_END ? 4 + capacity - Int(unsafe stream.pointee.avail_out) : 0
    }
    return packed.isEmpty || packed.count >= input.count ? text.databaseValue : Data(packed).databaseValue
  }

  /// - Returns: `nil` for anything that was not packed by this.
  static func text(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .string(let text): text
    case .blob(let data): unpacked(Array(data)).map { String(decoding: $0, as: UTF8.self) }
    default: nil
    }
  }

  private static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
    guard packed.count > 4 else { return nil }
    let count = (0..<4).reduce(0) { $0 | Int(packed[$1]) << (8 * $1) }
    guard count <= bytesMax else { return nil }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer {
      unsafe inflateEnd(stream)
      unsafe stream.deinitialize(count: 1)
      unsafe stream.deallocate()
    }
    guard unsafe inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    var (input, isWhole) = (packed, false)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { space, used in
      let status = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe stream.pointee.next_in = input.baseAddress.map { unsafe $0 + 4 }
        unsafe stream.pointee.avail_in = UInt32(input.count - 4)
        unsafe stream.pointee.next_out = space.baseAddress
        unsafe stream.pointee.avail_out = UInt32(count)
        guard unsafe inflate(stream, Z_FINISH) == Z_NEED_DICT else { return Z_DATA_ERROR }
        // Of another dictionary than this stream was made with, zlib says so.
        let known = unsafe dictionary.withUnsafeBufferPointer {
          unsafe inflateSetDictionary(stream, $0.baseAddress, UInt32($0.count))
        }
        return known == Z_OK ? unsafe inflate(stream, Z_FINISH) : known
      }
      isWhole = unsafe status == Z_STREAM_END && stream.pointee.avail_out == 0
      used = isWhole ? count : 0
    }
    return isWhole ? bytes : nil
  }

  /// What occurrences and incidents have in common; what is most usual stands at the end, where zlib finds it nearest.
  ///
  /// It is part of the format: a value can be read with the one that it was written with, and no other.
  private static let dictionary = Array(
    """
    {"cause":{"affects":"context","explain":"The ","grade":"S","id":"limit.contexts","isDerived":false,"kind":"capacity","owner":"ox-admin","oxLogs":"always",\
    "retry":"useless","title":"The "},"count":1,"fingerprint":"v1:","firstSeen":{"ms":16},"foldedText":"","id":"OX-","isConfirmed":true,"lastSeen":{"ms":16},\
    "number":1,"operation":"install","owningEntity":"subadmin ","recoveredAt":{"ms":1},"regressedAt":{"ms":1},"remedy":{"check":[\
    "/opt/open-xchange/sbin/listcontext -A oxadminmaster -P {password} --csv | grep -c ","/opt/open-xchange/sbin/listuser -c  -A oxadmin -P {password}"],\
    "explain":"The ","fix":["# Ask whether ","/opt/open-xchange/sbin/change -A oxadminmaster -P {password} -u  -e "],"links":[\
    "https://oxpedia.org/wiki/index.php?title=Reseller_Bundle","https://documentation.open-xchange.com/7.10.5/middleware/command_line_tools/"],"next":[]},\
    "state":"open"}\
    17:transport.timeout18:user.module-access14:context.exists11:user.exists13:context.no-id26:access.authentication-failed22:storage.filestore-full\
    6:remove7:disable6:enable11:displayname9:loginname6:reason14:context_admin4:user8:property8:maxQuota6:object5:limit5:quota9:filestore4:host\
    30:this one is a retry of the other: another call of : another program made that call: another subject: another operation: weaker: \
    10:time-window10:exact-name11:consequence5:rival4:time6:medium3:low6:strong\
    43:the fault text equals the exception's message35:the request came from PHP's SOAP client14:same domain  domain12:same mailbox  mailbox13:same context  context\
    18:1 other call would fit as well other calls would fit as well is stated to use subadmin \
    52:Apache answered 200, and the call began 0.9 s before24:PHP's SOAP client called calls for  elsewhere too0,\
    /open-xchange.log.0:4: called from another Plesk host's address, 192.0.2.\
    7:install9:configure6:change6:create6:delete9:enableAll4:verb6:change7:missing5:found+12:not-expected~1,\
    6:domain7:mailbox8:subadmin12:context_name10:context_id12:subscription3:instance3:address11:192.0.2.6:status3:2555:field2:id\
    7:service21:OXResellerUserService7:service24:OXResellerContextService4:verb6:create+5:found+\
    0,~7:support,0,+11:http-status4:high99,4,47:Apache answered 500, 0.9 s after the call began45:the same service, OXResellerUserService42:the same service, \
    OXResellerContextService33:the same program, PHP-SOAP/7.4.29:the same client, 192.0.2.0,4,75,15,10,0,~\
    12:exception-id5:exact100,1,44:both carry exceptionId -0,1,100,0,3,/var/log/open-xchange/open-xchange.log.0:1: another exceptionId~~1,6:report,16,0,~4:root0,~~
    """.utf8)
}
