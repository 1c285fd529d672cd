/// What reading heads needs besides their layouts, and what it remembers from head to head.
struct HeadScratch: ~Copyable {
  var match = MatchScratch()
  var stamps = StampMemory()
  var heads = HeadMemory()
  var halves = HalvedHeadMemory()
  var refusals = RefusalMemory()
}
