import Crypto
import LogPipeline

/// The hashes that LogPipeline is handed.
package enum Hashes {
  /// HMAC with a key of its own: placeholders of two runs have nothing in common.
  package static func keyed(by key: SymmetricKey = SymmetricKey(size: .bits256)) -> KeyedHash {
    KeyedHash { bytes in Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key)) }
  }

  /// - Parameter key: At least 32 bytes.
  package static func keyed(byBytes key: [UInt8]) -> KeyedHash { keyed(by: SymmetricKey(data: key)) }

  package static let sha256 = Digest { bytes in Array(SHA256.hash(data: bytes)) }

  /// Of the text's bytes alone, as other programs compute it.
  package static func sha256(of text: String) -> [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

  /// In lower case.
  package static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
