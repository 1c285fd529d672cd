import Foundation
import LogPipeline
import PatternFiles

/// Reads the text of a configuration file. Every mistake is told, with its place and what was perhaps meant.
struct ConfigurationDecoder {
  let problems: FileProblems
  /// What `~/` stands for; `nil` where nobody knows.
  private let home: String?

  /// - Throws: ``PatternLoadError`` `invalid` with every mistake, in the order of lines.
  static func decode(
    _ content: String, file: String, home: String?
  ) throws(PatternLoadError) -> Configuration {
    let problems = FileProblems(file: file)
    let configuration = ConfigurationDecoder(problems: problems, home: home).configuration(content)
    guard problems.errors.isEmpty else {
      throw PatternLoadError(
        code: .invalid, path: file,
        errors: problems.errors.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
    return configuration
  }

  private func configuration(_ content: String) -> Configuration {
    var configuration = Configuration(file: problems.file)
    guard var reader = MappingReader(text: content, what: "a configuration", problems: problems) else {
      return configuration
    }
    configuration.database = path(&reader, "db")
    configuration.patterns = reader.strings("patterns").compactMap(path)
    configuration.masterLogin = text(&reader, "master_login")
    configuration.logLevel = word(&reader, "log_level")
    configuration.sources = reader.mappings("sources").compactMap(source)
    configuration.installations = reader.mappings("installations").compactMap(installation)
    configuration.pleskHosts = reader.mappings("plesk_hosts").compactMap(pleskHost)
    configuration.sendmail = path(&reader, "sendmail")
    configuration.receivers = reader.mappings("receivers").compactMap(receiver)
    configuration.alerts = reader.mappings("alerts").compactMap(alert)
    check(configuration)
    reader.finish()
    return configuration
  }

  // MARK: Parts

  private func source(_ reader: MappingReader) -> ConfiguredSource? {
    var reader = reader
    if !reader.has("paths") {
      problems.add("`paths` is missing; expected a list of files, directories or patterns", at: reader.position)
    }
    var source = ConfiguredSource(paths: reader.strings("paths").compactMap(path))
    source.kind = word(&reader, "as")
    source.host = text(&reader, "host")
    source.zone = zone(&reader, "timezone")
    let position = reader.position(of: "follow_links")
    source.followsLinks = reader.flag("follow_links").map { Stated($0, line: position.line) }
    reader.finish()
    return source
  }

  private func installation(_ reader: MappingReader) -> Installation? {
    var reader = reader
    let name = neededText(&reader, "name")
    let nodes = names(&reader, "nodes")
    reader.finish()
    return name.map { Installation(name: $0, nodes: nodes) }
  }

  private func pleskHost(_ reader: MappingReader) -> PleskHost? {
    var reader = reader
    let host = neededText(&reader, "host")
    let addresses = reader.strings("addresses").compactMap(address)
    let subadmins = names(&reader, "subadmins")
    reader.finish()
    return host.map { PleskHost(host: $0, addresses: addresses, subadmins: subadmins) }
  }

  // MARK: Values

  func text(_ reader: inout MappingReader, _ key: String) -> Stated<String>? {
    let position = reader.position(of: key)
    return stated(reader.optionalString(key), position)
  }

  func neededText(_ reader: inout MappingReader, _ key: String) -> Stated<String>? {
    let position = reader.position(of: key)
    return stated(reader.string(key), position)
  }

  func names(_ reader: inout MappingReader, _ key: String) -> [Stated<String>] {
    reader.strings(key).compactMap { stated($0.text, $0.position) }
  }

  func stated(_ text: String?, _ position: TextPosition) -> Stated<String>? {
    guard let text else { return nil }
    guard text.contains(where: { !$0.isWhitespace }) else {
      problems.add("an empty text says nothing; write a name, or leave the key out", at: position)
      return nil
    }
    return Stated(text, line: position.line)
  }

  func word<Word: RawRepresentable & CaseIterable & Sendable>(
    _ reader: inout MappingReader, _ key: String
  ) -> Stated<Word>? where Word.RawValue == String {
    let position = reader.position(of: key)
    return reader.word(key, Word.self, optional: true).map { Stated($0, line: position.line) }
  }

  func zone(_ reader: inout MappingReader, _ key: String) -> Stated<NamedZone>? {
    let position = reader.position(of: key)
    guard let name = reader.optionalString(key) else { return nil }
    if let zone = ZoneTable.zone(named: name) { return Stated(zone, line: position.line) }
    problems.add(
      "the zone `\(name)` is not known\(ZoneTable.suggestion(for: name)); name one as Europe/Berlin, UTC or +02:00",
      at: position)
    return nil
  }

  func path(_ reader: inout MappingReader, _ key: String) -> Stated<String>? {
    let position = reader.position(of: key)
    return reader.optionalString(key).flatMap { path($0, position) }
  }

  /// A daemon's directory is not its reader's: a path means the same for everybody.
  private func path(_ text: String, _ position: TextPosition) -> Stated<String>? {
    if text.hasPrefix("/") { return Stated(text, line: position.line) }
    if text.hasPrefix("~/"), let home { return Stated(home + text.dropFirst(), line: position.line) }
    problems.add("the path `\(text)` must begin with / or ~/", at: position)
    return nil
  }

  private func address(_ text: String, _ position: TextPosition) -> Stated<String>? {
    var (four, six) = (in_addr(), in6_addr())
    if unsafe inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1 {
      return Stated(text, line: position.line)
    }
    problems.add("`\(text)` is no address such as 192.0.2.17 or 2001:db8::17", at: position)
    return nil
  }
}
