/// Faults with which Open-Xchange answered, and which no text of the catalogue understands.
extension Recogniser {
  /// PHP prints the code that the answer bears. Codes of its own, such as `HTTP` and `Client`, say that none came, or none that it could read.
  private static let answeredCode = Array("soap:Server".utf8)
  private static let unknownFaultCause = "soap.unknown-fault"

  /// What stands for the first fault of a text of which wrappers alone are known.
  ///
  /// - Returns: `nil` also where PHP made the fault itself, and where the catalogue has no such cause.
  mutating func unknownFault(in text: RedactedText, bytes: [UInt8], beside found: [Finding]) -> Finding? {
    guard found.allSatisfy({ $0.layer == .wrapper }), catalogue.compiledCause(Self.unknownFaultCause) != nil
    else { return nil }
    var finding: Finding?
    scratch.forEachMatch(of: Self.soapFault, in: RawSpan(_elements: bytes.span)) { ranges in
      guard let code = ranges.groups[1], let message = ranges.groups[2],
        let fault = FaultText(text.piece(message))?.text
      else { return true }
      if bytes[code].elementsEqual(Self.answeredCode) {
        let start = message.lowerBound
        finding = Finding(
          cause: Self.unknownFaultCause, layer: .wrapper, depth: 0, literalLength: 0, offset: start, captures: [:],
          text: fault, lead: text.piece(start..<start), tail: fault, isCoded: true)
      }
      return false
    }
    return finding
  }
}
