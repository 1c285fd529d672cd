import LogPipeline
import Testing

@Suite struct ByteSetTests {
  @Test func `a set holds what was put in`() {
    let members: Set<UInt8> = [0, 1, 63, 64, 127, 128, 191, 192, 255]
    let set = ByteSet(members)
    for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == members.contains(byte)) }
    var union = set
    union.formUnion(ByteSet([2, 200]))
    #expect(union.contains(2) && union.contains(200) && union.contains(255) && !union.contains(3))
    #expect(union != set && ByteSet() != set)
    #expect(ByteSet(0...255) == .all)
  }
}
