/// A Plesk host with an address from which it calls: `NAME=ADDRESS`, or what the configuration states.
package struct PleskAddress: Hashable, Sendable {
  package let name: String
  package let address: String
  let range: AddressRange

  /// - Returns: `nil` where the address is none of IPv4 or IPv6.
  package init?(name: String, address: String) {
    guard !name.isEmpty, let range = AddressRange(address), range.isSingle else { return nil }
    self.name = name
    self.address = address
    self.range = range
  }
}
