import TestSupport

@testable import LogPipeline

/// What the shipped patterns make of a text that is one record, and the id of its layout.
///
/// - Returns: `nil` if it is no single record, or one that does not matter.
func firstEvent(of text: String) -> (event: Event, layout: String)? {
  let layouts = Shipped.catalogue.layouts
  let records = frame(text)
  guard records.count == 1, let head = records[0].record.head else { return nil }
  let layout = layouts[head.layout]
  let bytes = records[0].bytes
  var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
  let event = recogniser.event(
    for: records[0].record, text: RawSpan(_elements: bytes.span), layout: layout, source: 0)
  return event.map { ($0, layout.spec.id) }
}
