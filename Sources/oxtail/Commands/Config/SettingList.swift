import LogPipeline
import OxtailService

/// All values that count, in the order of a configuration file.
struct SettingList {
  private(set) var settings: [Setting] = []
  private let file: String

  init(_ configuration: Configuration, index: IndexOptions, patterns: PatternOptions) {
    file = configuration.file ?? ""
    addIndex(configuration, index)
    for directory in configuration.patterns { add(directory, "patterns", index: count("patterns")) }
    for directory in patterns.directories {
      add([.key("patterns"), .item(count("patterns"))], directory, .option("--patterns"))
    }
    addMasterLogin(configuration, patterns)
    if let level = configuration.logLevel {
      add([.key("log_level")], level.value.rawValue, origin(level.line))
    } else {
      add([.key("log_level")], ServiceLogLevel.standard.rawValue, .builtIn)
    }
    for (index, source) in configuration.sources.enumerated() { add(source, [.key("sources"), .item(index)]) }
    if configuration.sources.isEmpty { addDefaultSources() }
    for (index, installation) in configuration.installations.enumerated() {
      let path: [Setting.Step] = [.key("installations"), .item(index)]
      add(path + [.key("name")], installation.name)
      add(path + [.key("nodes")], installation.nodes)
    }
    for (index, host) in configuration.pleskHosts.enumerated() {
      let path: [Setting.Step] = [.key("plesk_hosts"), .item(index)]
      add(path + [.key("host")], host.host)
      add(path + [.key("addresses")], host.addresses)
      add(path + [.key("subadmins")], host.subadmins)
    }
    if let sendmail = configuration.sendmail { add([.key("sendmail")], sendmail) }
    addAlerts(configuration)
  }

  // MARK: Parts

  private mutating func addIndex(_ configuration: Configuration, _ index: IndexOptions) {
    let origin: Setting.Origin =
      index.database != nil ? .option("--db") : configuration.database.map { self.origin($0.line) } ?? .builtIn
    add([.key("db")], index.path(configuration), origin)
  }

  private mutating func addMasterLogin(_ configuration: Configuration, _ patterns: PatternOptions) {
    let path: [Setting.Step] = [.key("master_login")]
    if let login = patterns.masterLogin {
      add(path, login, .option("--master-login"))
    } else if let login = configuration.masterLogin {
      add(path, login)
    } else {
      add(path, Catalogue.masterLoginDefault, .builtIn)
    }
  }

  private mutating func add(_ source: ConfiguredSource, _ path: [Setting.Step]) {
    add(path + [.key("paths")], source.paths)
    if let kind = source.kind { add(path + [.key("as")], kind.value.rawValue, origin(kind.line)) }
    if let host = source.host { add(path + [.key("host")], host) }
    if let zone = source.zone { add(path + [.key("timezone")], zone.value.name, origin(zone.line)) }
    if let follows = source.followsLinks {
      add(path + [.key("follow_links")], String(follows.value), origin(follows.line))
    }
  }

  private mutating func addDefaultSources() {
    for (index, path) in DefaultSources.found().enumerated() {
      add([.key("sources"), .item(0), .key("paths"), .item(index)], path, .found)
    }
  }

  private mutating func addAlerts(_ configuration: Configuration) {
    for (index, receiver) in configuration.receivers.enumerated() {
      let path: [Setting.Step] = [.key("receivers"), .item(index)]
      add(path + [.key("name")], receiver.name)
      add(path + [.key("mail")], receiver.mail)
      add(path + [.key("command")], receiver.command)
      for (key, value) in [
        ("from", receiver.from), ("webhook", receiver.webhook), ("webhook_file", receiver.webhookFile),
        ("secret_file", receiver.secretFile),
      ] {
        if let value { add(path + [.key(key)], value) }
      }
    }
    for (index, rule) in configuration.alerts.enumerated() {
      let path: [Setting.Step] = [.key("alerts"), .item(index)]
      add(path + [.key("name")], rule.name)
      add(path + [.key("on")], rule.on.map { Stated($0.value.rawValue, line: $0.line) })
      add(path + [.key("terms")], rule.terms)
      add(path + [.key("to")], rule.to)
      if let value = rule.coolDown { add(path + [.key("cool_down")], value.value.text, origin(value.line)) }
      if let value = rule.quietHours { add(path + [.key("quiet_hours")], value.value.text, origin(value.line)) }
      if let value = rule.zone { add(path + [.key("timezone")], value.value.name, origin(value.line)) }
    }
  }

  // MARK: Values

  private func origin(_ line: Int) -> Setting.Origin { .file(file, line: line) }

  private func count(_ key: String) -> Int { settings.count { $0.path.first == .key(key) } }

  private mutating func add(_ value: Stated<String>, _ key: String, index: Int) {
    add([.key(key), .item(index)], value)
  }

  private mutating func add(_ path: [Setting.Step], _ values: [Stated<String>]) {
    for (index, value) in values.enumerated() { add(path + [.item(index)], value) }
  }

  private mutating func add(_ path: [Setting.Step], _ value: Stated<String>) {
    add(path, value.value, origin(value.line))
  }

  private mutating func add(_ path: [Setting.Step], _ value: String, _ origin: Setting.Origin) {
    settings.append(Setting(path: path, value: value, origin: origin))
  }
}
