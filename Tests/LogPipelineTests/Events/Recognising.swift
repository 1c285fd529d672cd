import TestSupport
import Testing

@testable import LogPipeline

/// Frames a log and recognises its records, as a scan does.
func recognise(_ text: String, side: Side, catalogue: Catalogue = Shipped.catalogue) -> [Event?] {
  var recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: .repeatable))
  return recognise(text, side: side, with: &recogniser)
}

func recognise(_ text: String, side: Side, with recogniser: inout Recogniser) -> [Event?] {
  recognise(Array(text.utf8), side: side, with: &recogniser)
}

func recognise(_ bytes: [UInt8], side: Side, with recogniser: inout Recogniser) -> [Event?] {
  let layouts = recogniser.catalogue.layouts.restricted(to: side)
  return frame(bytes, layouts: layouts).map { framed in
    guard let head = framed.record.head else { return nil }
    return recogniser.event(
      for: framed.record, text: RawSpan(_elements: framed.bytes.span), layout: layouts[head.layout], source: 0)
  }
}

/// One record of Plesk's, at ERR if nothing else is said.
func plesk(_ message: String, level: String = "ERR") -> Event? {
  recognise("[2017-09-19 12:29:41] \(level) [panel] \(message)\n", side: .plesk).first ?? nil
}

/// One record of Open-Xchange's, of an admin class and at ERROR if nothing else is said.
func openXchange(
  _ lines: String, level: String = "ERROR",
  at place: String = "com.openexchange.admin.rmi.impl.OXContext.create(OXContext.java:1210)"
) -> Event? {
  recognise("2020-05-21T11:58:37,985+0200 \(level) [OXWorker-0000020] \(place)\n\(lines)\n", side: .openXchange).first
    ?? nil
}

extension Event {
  var causes: [String] { findings.map(\.cause) }
}
