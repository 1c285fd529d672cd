/// One text by which a cause is known, with the samples that prove it.
package struct TextSpec: Sendable {
  /// How specific a kind of text is; the first wins over the later ones.
  package enum Layer: String, Codable, CaseIterable, Sendable, Comparable {
    /// A SOAP fault's text or the message of an exception.
    case fault
    case cxf, http, warning, wrapper

    package static func < (left: Layer, right: Layer) -> Bool { left.rank < right.rank }

    package var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  package struct Sample: Sendable {
    package var text: String
    package var captures: [String: String]

    package init(text: String, captures: [String: String]) {
      self.text = text
      self.captures = captures
    }
  }

  package var sides: [Side]
  package var layer: Layer
  /// The code that PHP's SoapClient puts before the text in brackets: `HTTP`, `WSDL`, `Client`, `VersionMismatch`.
  package var code: String?
  package var regex: String
  package var matches: [Sample]
  package var refuses: [String]
  package var place: PatternPlace

  package init(
    sides: [Side], layer: Layer = .fault, code: String? = nil, regex: String, matches: [Sample] = [],
    refuses: [String] = [], place: PatternPlace = .none
  ) {
    self.sides = sides
    self.layer = layer
    self.code = code
    self.regex = regex
    self.matches = matches
    self.refuses = refuses
    self.place = place
  }
}
