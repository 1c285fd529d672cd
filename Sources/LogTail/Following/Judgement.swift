/// What is to be done with a file.
enum Judgement {
  case carrier(Track)
  case copy(Track)
  case new
  /// What stands behind `start` is new.
  case cutBack(Track, start: Int, isExact: Bool)
  case wait(Track?, untilMs: Int?)
}
