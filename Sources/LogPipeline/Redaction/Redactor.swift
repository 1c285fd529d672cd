/// Takes the secrets out of assembled log records.
///
/// Values are replaced by ``Placeholder``s, never keys, and everything else stays byte for byte. The forms it knows are
/// those in which PHP, Plesk, OX, their command lines and SOAP write credentials; each has a file `SecretScanner+….swift`.
/// Where a limit keeps a text from being checked, the rest of the record is withheld: a limit never lets a secret through.
///
/// A record without any trigger word costs one search by one expression and its copy. The others are scanned by hand-written
/// loops, because an expression may miss at a seam what is longer than the seam.
package struct Redactor: ~Copyable {
  /// What was met so far.
  package private(set) var findings = RedactionFindings()

  private let hash: KeyedHash
  private let gate: Expression
  private var scratch: MatchScratch
  private let limits: RedactionLimits

  package init(hash: KeyedHash) {
    self.init(hash: hash, limits: RedactionLimits(), scratch: MatchScratch())
  }

  init(hash: KeyedHash, limits: RedactionLimits, scratch: consuming MatchScratch) {
    self.hash = hash
    self.limits = limits
    self.scratch = scratch
    do {
      gate = try Expression(Self.gateText)
    } catch {
      preconditionFailure("the redactor's gate: \(error.reason) at \(error.offset)")
    }
  }

  /// A record without any of these holds no form of a secret that the scanner would find.
  static let gateText = #"""
    (?i)pass|p[-_]?wd?\b|kennwort|secret|token|cred|auth|[-_]?key\b|settings_|db_|cookie|sess(?:ion)?id|identified|priv|envelope|->|&(?:amp;)*gt;|\\u003[ce]|::[\w{]|\): ?[\w{]|#\d|:\\*/\\*/|[\s'";,\[(\\]-p
    """#

  /// The assembled record without its secrets.
  ///
  /// - Parameter record: At most ``RedactionLimits/recordBytesMax`` bytes are looked at; the rest is withheld.
  /// - Complexity: O(*n*) for a record without trigger words; else at most ``RedactionLimits/workPerByte`` times that.
  package mutating func redact(_ record: RawSpan) -> RedactedText {
    let bytes = unsafe record.withUnsafeBytes { unsafe Array($0) }
    return redact(bytes, triggered: isTriggered(record))
  }

  /// The text without its secrets.
  package mutating func redact(_ text: String) -> RedactedText {
    let bytes = Array(text.utf8)
    return unsafe redact(bytes, triggered: isTriggered(bytes.span.bytes))
  }

  /// A limit counts as a trigger: the scanner has the last word.
  private mutating func isTriggered(_ record: RawSpan) -> Bool {
    record.byteCount > limits.recordBytesMax || scratch.forEachMatch(of: gate, in: record) { _ in false } != .noMatch
  }

  private mutating func redact(_ record: [UInt8], triggered: Bool) -> RedactedText {
    guard triggered else { return RedactedText(redacted: String(escapingInvalid: record)) }
    var scanner = SecretScanner(record, limits: limits)
    let secrets = scanner.secrets()
    let checkedEnd = scanner.checkedEnd
    guard !secrets.isEmpty || checkedEnd < record.count else {
      return RedactedText(redacted: String(escapingInvalid: record))
    }
    var output: [UInt8] = []
    output.reserveCapacity(record.count)
    var position = 0
    for secret in secrets {
      output += record[position..<secret.lowerBound]
      output += replacement(for: record[secret])
      position = secret.upperBound
    }
    if position < checkedEnd { output += record[position..<checkedEnd] }
    if checkedEnd < record.count {
      findings.withheldCount += 1
      output += Placeholder.withheld
    }
    return RedactedText(redacted: String(escapingInvalid: output))
  }

  private mutating func replacement(for secret: ArraySlice<UInt8>) -> [UInt8] {
    let plain = SecretScanner.unescaped(secret)
    findings.replacedCount += 1
    if plain.elementsEqual("secret".utf8) { findings.usesExamplePassword = true }
    return Placeholder.bytes(for: plain, hash: hash)
  }
}
