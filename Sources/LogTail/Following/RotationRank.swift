/// Sorts files by their names, the older generation first: numbers count backwards, the live file is the newest.
struct RotationRank: Comparable {
  private let number: Int
  private let path: String

  init(name: RotatedName, path: String) {
    // Dates sort as they are written, before the live file.
    number = name.number ?? 1
    self.path = path
  }

  static func < (left: RotationRank, right: RotationRank) -> Bool {
    left.number != right.number ? left.number > right.number : left.path < right.path
  }
}
