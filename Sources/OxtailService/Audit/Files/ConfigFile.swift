/// A configuration file of one of the hosts, read and understood.
struct ConfigFile {
  /// As the user named it, or the directory that was named and the path below it.
  var path: String
  /// The name of the host whose file it is: the directory above those that every host has.
  var host: String
  /// The lines as they are written: secrets are in them.
  var lines: [String]
  var content: ConfigContent

  /// Lines without their line feeds. A carriage return before one stays: together they are one character, so that bytes are split.
  static func lines(of bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// What a configuration file holds, by its kind.
enum ConfigContent {
  case panelINI(INIFile, isSample: Bool)
  case apache(ApacheSection)
  case properties(JavaProperties)
  /// Settings of the APS package as its scripts are given them.
  case packageSettings(JavaProperties)
  case packages(PackageList)
  case version(ProductVersion)
  case logback([LoggerLevel])
  /// The name servers of a resolv.conf.
  case resolver([String], line: Int)
  /// A script or a note that calls Open-Xchange's command-line tools.
  case script
}

/// A place in a configuration file.
struct ConfigPlace {
  var file: String
  /// 1-based; `nil` where the file as a whole is meant.
  var line: Int?
}
