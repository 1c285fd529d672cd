/// What a file is to a generation.
enum Relation: Equatable {
  case differs
  /// Too short to tell.
  case uncertain
  /// A beginning of it, as far as so many bytes tell.
  case shorter(agreedBytes: Int)
  /// It holds all that was read of the generation.
  case whole
  /// The same, and more than the file from which the generation is read.
  case longer
  /// It begins like it, so far that it must have been cut back, and goes on otherwise.
  case rewritten
}
