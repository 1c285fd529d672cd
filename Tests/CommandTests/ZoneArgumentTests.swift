import ArgumentParser
import Testing

@testable import oxtail

struct ZoneArgumentTests {
  @Test(arguments: ["UTC", "Europe/Berlin", "+02:00", "-0330", "+02", "America/St_Johns"])
  func `zones have the names that the system knows, or an offset`(name: String) throws {
    #expect(try ZoneArgument.zone(name).name == name)
  }

  @Test(arguments: [
    ("Berlin", "; did you mean `Europe/Berlin`?"), ("new york", "; did you mean `America/New_York`?"),
    ("Europe/Berln", "; did you mean `Europe/Berlin`?"), ("nowhere at all", ""), ("+25:00", ""),
  ])
  func `an unknown zone is refused, with the one that may be meant`(name: String, suggestion: String) {
    let error = #expect(throws: ValidationError.self) { _ = try ZoneArgument.zone(name) }
    #expect(
      error?.message == "the zone '\(name)' is not known\(suggestion); name one as Europe/Berlin, UTC or +02:00")
  }

  @Test(arguments: [
    ("logs/*=plesk17", "logs/*", "plesk17"), ("-=plesk17", "-", "plesk17"), ("a=b=c", "a=b", "c"), ("*=ü", "*", "ü"),
  ])
  func `the last equals sign parts glob and value`(argument: String, glob: String, value: String) throws {
    let rule = try GlobArgument.host(argument)
    #expect(rule.glob == glob)
    #expect(rule.value == value)
  }

  @Test(arguments: ["", "=", "a", "a=", "=b"])
  func `a glob without a value, and the other way round, are refused`(argument: String) {
    #expect(throws: ValidationError.self) { _ = try GlobArgument.host(argument) }
    #expect(throws: ValidationError.self) { _ = try GlobArgument.zone(argument) }
  }
}
