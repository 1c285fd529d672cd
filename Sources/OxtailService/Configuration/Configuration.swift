import LogPipeline

/// What a configuration file states. What it leaves out has a default; what a command line says counts more.
package struct Configuration: Sendable {
  /// The file; `nil` where there is none.
  package var file: String?
  package var database: Stated<String>?
  package var patterns: [Stated<String>] = []
  package var masterLogin: Stated<String>?
  package var logLevel: Stated<ServiceLogLevel>?
  package var sources: [ConfiguredSource] = []
  package var installations: [Installation] = []
  package var pleskHosts: [PleskHost] = []
  /// The program that takes mails; that of the system by default.
  package var sendmail: Stated<String>?
  package var receivers: [AlertReceiver] = []
  package var alerts: [AlertRule] = []

  package init(file: String? = nil) { self.file = file }

  /// What is there of all sources, in their order.
  package var existingPaths: [String] { sources.flatMap(\.existingPaths) }

  /// The sources, or without any the usual places on this host.
  package var sourcesToFollow: [ConfiguredSource] {
    guard sources.isEmpty else { return sources }
    let found = DefaultSources.found()
    return found.isEmpty ? [] : [ConfiguredSource(paths: found.map { Stated($0, line: 0) })]
  }
}

extension ScanOptions {
  /// Adds what a configuration says of logs, behind what was said already.
  package mutating func add(_ configuration: Configuration) {
    for source in configuration.sources {
      hosts += source.rules(source.host?.value)
      zones += source.rules(source.zone?.value)
      kinds += source.rules(source.kind?.value.source)
    }
    stated.pleskHosts += configuration.pleskHosts.map {
      StatedEstate.PleskHost(
        name: $0.host.value, addresses: $0.addresses.map(\.value), subadmins: $0.subadmins.map(\.value))
    }
    stated.installations += configuration.installations.map { $0.nodes.map(\.value) }.filter { !$0.isEmpty }
  }
}
