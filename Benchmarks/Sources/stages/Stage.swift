/// What is done with the files: each stage does what those above it do, and one step more.
enum Stage: String, CaseIterable {
  case read = "read, inflate"
  case frame = "+ frame"
  /// Of the records that become no event; the others are passed over.
  case gate = "+ gate"
  case recognise = "+ recognise"
  /// The whole scan, from finding the files to its incidents.
  case scan = "+ arrange, correlate"
}
