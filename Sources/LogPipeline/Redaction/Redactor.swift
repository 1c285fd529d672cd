/// Takes the secrets out of assembled log records.
///
/// Values are replaced by ``Placeholder``s, never keys, and everything else stays byte for byte. The forms it knows are
/// those in which PHP, Plesk, OX, their command lines and SOAP write credentials; each has a file `SecretScanner+….swift`.
/// Where a limit keeps a text from being checked, the rest of the record is withheld: a limit never lets a secret through.
///
/// A record without any trigger word costs one quick look and its copy. All is done by hand-written loops and not by
/// expressions, because an expression may miss at the seam of two pieces what is longer than the seam.
package struct Redactor: ~Copyable {
  /// What was met so far.
  package private(set) var findings = RedactionFindings()

  private let hash: KeyedHash
  private let limits: RedactionLimits

  package init(hash: KeyedHash) {
    self.init(hash: hash, limits: RedactionLimits())
  }

  init(hash: KeyedHash, limits: RedactionLimits) {
    self.hash = hash
    self.limits = limits
  }

  /// The assembled record without its secrets.
  ///
  /// - Parameter record: At most ``RedactionLimits/recordBytesMax`` bytes are looked at; the rest is withheld.
  /// - Complexity: O(*n*) for a record without trigger words; else at most ``RedactionLimits/workPerByte`` times that.
  package mutating func redact(_ record: RawSpan) -> RedactedText {
    var place = 0
    return redact(record, moving: &place)
  }

  /// The text without its secrets.
  package mutating func redact(_ text: String) -> RedactedText {
    var place = 0
    return redact(Array(text.utf8), moving: &place)
  }

  /// The assembled record without its secrets.
  ///
  /// - Parameter place: A place in the record, which becomes that in the result; what lies within a secret is where its placeholder begins.
  mutating func redact(_ record: RawSpan, moving place: inout Int) -> RedactedText {
    redact(unsafe record.withUnsafeBytes { unsafe Array($0) }, moving: &place)
  }

  mutating func redact(_ record: [UInt8], moving place: inout Int) -> RedactedText {
    var scanner = SecretScanner(record, limits: limits)
    guard scanner.mayHoldSecrets else { return Self.text(of: record, moving: &place) }
    let secrets = scanner.secrets()
    let checkedEnd = scanner.checkedEnd
    guard !secrets.isEmpty || checkedEnd < record.count else { return Self.text(of: record, moving: &place) }
    var output: [UInt8] = []
    output.reserveCapacity(record.count)
    var position = 0
    let start = place
    for secret in secrets {
      output += record[position..<secret.lowerBound]
      if secret.lowerBound < start { place = output.count }
      output += replacement(for: record[secret])
      if secret.upperBound <= start { place = output.count + start - secret.upperBound }
      position = secret.upperBound
    }
    if position < checkedEnd { output += record[position..<checkedEnd] }
    if checkedEnd < record.count {
      findings.withheldCount += 1
      place = min(place, output.count)
      output += Placeholder.withheld
    }
    return Self.text(of: output, moving: &place)
  }

  /// The text of bytes without secrets.
  private static func text(of bytes: [UInt8], moving place: inout Int) -> RedactedText {
    let text = String(escapingInvalid: bytes)
    // A byte that is no UTF-8 takes more than one in the text.
    if text.utf8.count > bytes.count { place = String(escapingInvalid: Array(bytes.prefix(place))).utf8.count }
    return RedactedText(redacted: text)
  }

  private mutating func replacement(for secret: ArraySlice<UInt8>) -> [UInt8] {
    let plain = SecretScanner.unescaped(secret)
    findings.replacedCount += 1
    if plain.elementsEqual("secret".utf8) { findings.usesExamplePassword = true }
    return Placeholder.bytes(for: plain, hash: hash)
  }
}
