import ArgumentParser
import OxtailService

/// Reads `GLOB=VALUE`.
enum GlobArgument {
  static func host(_ argument: String) throws -> GlobRule<String> {
    let (glob, name) = try parts(argument, example: "logs/eu1/*=plesk17")
    return GlobRule(glob: glob, value: name)
  }

  static func zone(_ argument: String) throws -> GlobRule<NamedZone> {
    let (glob, name) = try parts(argument, example: "logs/eu1/*=Europe/Berlin")
    return GlobRule(glob: glob, value: try ZoneArgument.zone(name))
  }

  /// The last equals sign parts them: neither a host's nor a zone's name holds one.
  private static func parts(_ argument: String, example: String) throws -> (glob: String, value: String) {
    guard let sign = argument.lastIndex(of: "="), sign > argument.startIndex,
      argument.index(after: sign) < argument.endIndex
    else { throw ValidationError("GLOB=VALUE is expected, for instance '\(example)'") }
    return (String(argument[..<sign]), String(argument[argument.index(after: sign)...]))
  }
}
