/// Sets of names of which some turn out to be one.
struct DisjointSets {
  private var parents: [String: String] = [:]

  mutating func join(_ one: String, _ other: String) {
    let (mine, theirs) = (root(of: one), root(of: other))
    parents[one] = parents[one] ?? one
    parents[other] = parents[other] ?? other
    if mine != theirs { parents[max(mine, theirs)] = min(mine, theirs) }
  }

  /// All names that were ever joined with another one, by what they are one with; in no order.
  var sets: [[String]] { Array(Dictionary(grouping: parents.keys, by: root(of:)).values) }

  private func root(of name: String) -> String {
    var name = name
    while let parent = parents[name], parent != name { name = parent }
    return name
  }
}
