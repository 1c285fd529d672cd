import LogPipeline

extension KeyedHash {
  /// The same placeholders in every run: FNV-1a in place of an HMAC.
  package static let repeatable = KeyedHash { bytes in
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9
    return (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(56 - 8 * $0)) }
  }
}
