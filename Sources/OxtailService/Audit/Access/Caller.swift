/// Who asks Apache to be let in.
struct Caller {
  var name: String
  var range: AddressRange?

  init(_ host: PleskAddress) {
    name = host.name
    range = host.range
  }

  private init(name: String, range: AddressRange?) {
    self.name = name
    self.range = range
  }

  /// Somebody whom no list can name: an address that is kept for documentation.
  static let stranger = Caller(name: "stranger.invalid", range: AddressRange("203.0.113.254"))

  /// Whether a word of a list, such as `192.168`, `all` or `.example`, means this caller; `nil` where only Apache can tell.
  func fits(_ word: String) -> Bool? {
    let word = word.lowercased()
    if word == "all" { return true }
    if word.hasPrefix("env=") || word.contains("%{") { return nil }
    if let listed = AddressRange(word) { return range.map(listed.contains) }
    let domain = word.hasPrefix(".") ? String(word.dropFirst()) : word
    return name.lowercased() == domain || name.lowercased().hasSuffix("." + domain)
  }

  /// Whether any of the words does.
  func fitsAny(_ words: [String]) -> Bool? {
    let answers = words.map(fits)
    return answers.contains(true) ? true : answers.contains(nil) ? nil : false
  }
}
