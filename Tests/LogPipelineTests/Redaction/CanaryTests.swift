import TestSupport
import Testing

@testable import LogPipeline

/// No output may hold a password that was put into the input, nor six bytes of it.
@Suite struct CanaryTests {
  /// Turns the chunks of a file into what would be stored of it. One way joins them, the other lets the
  /// framer assemble a record from them.
  typealias Store = ([ArraySlice<UInt8>]) -> [RedactedText]

  /// Runs `body` with every way there is from a file to the store.
  static func withStores(_ body: (Store) -> Void) {
    var redactor = Redactor(hash: testHash())
    var bytes: [UInt8] = []
    body { chunks in
      bytes.removeAll(keepingCapacity: true)
      for chunk in chunks { bytes += chunk }
      return unsafe [redactor.redact(bytes.span.bytes)]
    }
    // As a record of Plesk's, cut where the chunks are.
    let layouts = Shipped.catalogue.layouts.restricted(to: .plesk)
    let head = Array("[2017-09-19 12:29:41] ERR [panel] ".utf8)
    body { chunks in
      var cuts = [head.count]
      for chunk in chunks.dropLast() { cuts.append((cuts.last ?? 0) + chunk.count) }
      return frame(head + chunks.joined(), cuts: cuts, layouts: layouts).map { redactor.redact($0.text) }
    }
  }

  /// The forms that show a piece of the password after `cut` made inputs of them, each a list of chunks.
  static func leaks(_ forms: [CanaryForm], _ cut: (CanaryForm) -> [[ArraySlice<UInt8>]]) -> [String] {
    var leaks: [String] = []
    withStores { store in
      for form in forms {
        let pieces = form.pieces
        for chunks in cut(form) {
          let output = store(chunks).map(\.string).joined(separator: "\n")
          if pieces.contains(where: output.holds) {
            leaks.append("\(form.name)\n  in:  \(String(decoding: chunks.joined(), as: UTF8.self))\n  out: \(output)")
          }
        }
      }
    }
    return leaks
  }

  /// Where the password stands first.
  static func place(of form: CanaryForm) -> Range<Int>? {
    guard let range = form.text.ranges(of: form.written).first else { return nil }
    let start = form.text.utf8.distance(from: form.text.startIndex, to: range.lowerBound)
    return start..<start + form.written.utf8.count
  }

  static func report(_ leaks: [String]) -> Comment {
    Comment(rawValue: "\(leaks.count) leaks\n" + leaks.prefix(15).joined(separator: "\n"))
  }

  @Test func `there are at least 200 forms`() {
    #expect(Set(CanaryForm.all.map(\.text)).count >= 200)
  }

  @Test func `no form of a whole record shows the password`() {
    let leaks = Self.leaks(CanaryForm.all) { [[ArraySlice($0.text.utf8)]] }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no record that came in two chunks shows the password`() {
    let leaks = Self.leaks(CanaryForm.all) { form in
      let text = Array(form.text.utf8)
      guard let place = Self.place(of: form) else { return [] }
      let middle = place.lowerBound + place.count / 2
      return [[text[..<middle], text[middle...]]]
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no record that is cut inside the password shows the rest`() {
    let leaks = Self.leaks(CanaryForm.all) { form in
      let text = Array(form.text.utf8)
      guard let place = Self.place(of: form) else { return [] }
      return [6, place.count - 1].filter { $0 > 5 }.map { [text[..<(place.lowerBound + $0)]] }
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no element without its end tag shows the password`() {
    let leaks = Self.leaks(CanaryForm.all.filter(\.hasEndTag)) { form in
      guard let place = Self.place(of: form) else { return [] }
      let text = Array(form.text.utf8)
      let head = text[..<place.upperBound]
      let tail = form.text.utf8.dropFirst(place.upperBound)
      // Either all that follows is missing, or the tag itself.
      var cuts = [[head]]
      for closing in ["</", "&lt;/", "&amp;lt;/", "\\u003C/"] {
        let rest = String(decoding: tail, as: UTF8.self)
        guard let next = rest.ranges(of: closing).dropFirst().first else { continue }
        cuts.append([head, ArraySlice(rest[next.lowerBound...].utf8)])
      }
      return cuts
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no end of a password shows without the beginning of its element`() {
    let leaks = Self.leaks(CanaryForm.all.filter(\.namesItsEnd)) { form in
      let text = Array(form.text.utf8)
      guard let place = Self.place(of: form) else { return [] }
      return [[text[(place.lowerBound + 1)...]]]
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }
}
