/// The best assignment of two lists to each other as a whole: one pair more may cost another one its second best.
///
/// Shortest augmenting paths over reduced costs. Whoever is not worth pairing stays alone. What hangs together is assigned by itself.
struct Assignment {
  struct Edge {
    /// What the pair is worth; more than 0.
    let weight: Int
    private let leftIndex: Int32
    private let rightIndex: Int32

    init(left: Int, right: Int, weight: Int) {
      (leftIndex, rightIndex) = (Int32(left), Int32(right))
      self.weight = weight
    }

    var left: Int { Int(leftIndex) }
    var right: Int { Int(rightIndex) }
  }

  /// For each left element the index of its edge.
  private(set) var chosen: [Int?]

  private let edges: [Edge]
  /// Indices of `edges`, by left element.
  private var byLeft: [[Int32]]
  private let most: Int
  private var leftDuals: [Int]
  private var rightDuals: [Int]
  private var owners: [Int?]
  /// What one search found; `round` tells what is of this search.
  private var distances: [Int]
  private var arrivals: [Int]
  private var rounds: [Int]
  private var round = 0
  /// In which order left elements are assigned, and which of two right ones as near is taken.
  private var order = Order.rising
  /// Right elements that searches passed: what it costs.
  private(set) var passed = 0

  private enum Order {
    case rising, falling
  }

  /// A search passes few right elements; where a group's pass more than this on average, its order may be the wrong one.
  private static let passedMax = 32

  /// - Parameter edges: In an order that is a function of what they stand for: among equals it decides.
  /// - Complexity: O(*l* · *e* log *e*) at worst; a left element's search ends at the nearest free right one.
  init(_ edges: [Edge], left: Int, right: Int) {
    self.edges = edges
    most = edges.reduce(0) { max($0, $1.weight) }
    chosen = Array(repeating: nil, count: left)
    byLeft = Array(repeating: [], count: left)
    leftDuals = Array(repeating: 0, count: left)
    rightDuals = Array(repeating: 0, count: right)
    owners = Array(repeating: nil, count: right)
    distances = Array(repeating: 0, count: right)
    arrivals = Array(repeating: 0, count: right)
    rounds = Array(repeating: 0, count: right)
    for (index, edge) in edges.enumerated() { byLeft[edge.left].append(Int32(index)) }
    for group in groups(right) {
      assign(group)
      straighten(group)
    }
  }

  /// Left elements that compete for the same right ones, directly or through others.
  private func groups(_ right: Int) -> [[Int]] {
    var parents = Array(0..<right)
    func root(_ element: Int) -> Int {
      var element = element
      while parents[element] != element {
        parents[element] = parents[parents[element]]
        element = parents[element]
      }
      return element
    }
    for indices in byLeft {
      guard let first = indices.first else { continue }
      let target = root(edges[Int(first)].right)
      for index in indices { parents[root(edges[Int(index)].right)] = target }
    }
    var places: [Int: Int] = [:]
    var groups: [[Int]] = []
    for (left, indices) in byLeft.enumerated() {
      guard let first = indices.first else { continue }
      let root = root(edges[Int(first)].right)
      if let place = places[root] {
        groups[place].append(left)
      } else {
        places[root] = groups.count
        groups.append([left])
      }
    }
    return groups
  }

  /// Where a burst's reports all fit earlier records best, each pushes those before it to and fro, and in vain: nothing is free there. From
  /// the last one on only the first few do; where all fit later ones, it is the other way round. Both orders are tried, with ever more patience: the
  /// sum is the same.
  private mutating func assign(_ group: [Int]) {
    var patience = Self.passedMax * group.count
    while !assign(group, .rising, patience), !assign(group, .falling, patience) { patience *= 2 }
  }

  /// - Returns: Whether it needed no more patience than that; else nothing is assigned.
  private mutating func assign(_ group: [Int], _ order: Order, _ patience: Int) -> Bool {
    self.order = order
    let end = passed + patience
    for left in order == .rising ? group : group.reversed() {
      assign(left)
      guard passed <= end else {
        forget(group)
        return false
      }
    }
    return true
  }

  /// Gives earlier left elements the earlier ones of right elements that are worth the same to them and to those that have them.
  private mutating func straighten(_ group: [Int]) {
    for left in group { byLeft[left].sort { edges[Int($0)].right < edges[Int($1)].right } }
    for left in group {
      for index in byLeft[left].lazy.map(Int.init) {
        let mine = chosen[left]
        let right = edges[index].right
        if let mine, edges[mine].right <= right { break }
        guard let theirs = owners[right] else {
          if let mine, edges[mine].weight == edges[index].weight { give(index) }
          continue
        }
        let other = edges[theirs].left
        guard other > left else { continue }
        if let mine {
          guard let instead = edge(from: other, to: edges[mine].right),
            edges[mine].weight + edges[theirs].weight == edges[index].weight + edges[instead].weight
          else { continue }
          owners[edges[mine].right] = instead
          chosen[other] = instead
          owners[right] = index
          chosen[left] = index
        } else if edges[index].weight == edges[theirs].weight {
          chosen[other] = nil
          give(index)
        }
      }
    }
  }

  private mutating func give(_ index: Int) {
    let edge = edges[index]
    if let before = chosen[edge.left] { owners[edges[before].right] = nil }
    chosen[edge.left] = index
    owners[edge.right] = index
  }

  /// - Precondition: The left element's edges are in the order of their right ones.
  private func edge(from left: Int, to right: Int) -> Int? {
    let indices = byLeft[left]
    var (low, high) = (0, indices.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[Int(indices[middle])].right < right { low = middle + 1 } else { high = middle }
    }
    guard low < indices.count, edges[Int(indices[low])].right == right else { return nil }
    return Int(indices[low])
  }

  private mutating func forget(_ group: [Int]) {
    for left in group {
      (chosen[left], leftDuals[left]) = (nil, 0)
      for index in byLeft[left] {
        let right = edges[Int(index)].right
        (owners[right], rightDuals[right]) = (nil, 0)
      }
    }
  }

  /// Finds the shortest way from a left element to a free right one, or to a left one that had better stay alone.
  private mutating func assign(_ start: Int) {
    round += 1
    var heap = Heap()
    var settled: [Int] = []
    var left = start
    var reached = 0
    var alone: (distance: Int, left: Int)?
    var end: Int?
    while end == nil {
      let lonely = reached + most - leftDuals[left]
      if alone.map({ lonely < $0.distance }) ?? true { alone = (lonely, left) }
      for index in byLeft[left].lazy.map(Int.init) {
        let right = edges[index].right
        let distance = reached + most - edges[index].weight - leftDuals[left] - rightDuals[right]
        if rounds[right] == round, distances[right] <= distance { continue }
        (rounds[right], distances[right], arrivals[right]) = (round, distance, index)
        heap.push(Heap.Entry(distance: distance, rank: order == .rising ? right : -right))
      }
      var next = heap.pop()
      while let entry = next, entry.distance > distances[entry.right] { next = heap.pop() }
      guard let entry = next, let alone, entry.distance < alone.distance else { break }
      reached = entry.distance
      if let owner = owners[entry.right] {
        settled.append(entry.right)
        left = edges[owner].left
      } else {
        end = entry.right
      }
    }
    passed += settled.count
    let length = end.map { distances[$0] } ?? alone?.distance ?? 0
    leftDuals[start] += length
    for right in settled {
      let change = length - distances[right]
      if let owner = owners[right] { leftDuals[edges[owner].left] += change }
      rightDuals[right] -= change
    }
    augment(from: end, alone: alone?.left ?? start, start)
  }

  private mutating func augment(from end: Int?, alone: Int, _ start: Int) {
    var right = end
    if right == nil {
      guard alone != start, let given = chosen[alone] else { return }
      chosen[alone] = nil
      right = edges[given].right
    }
    while let current = right {
      let edge = arrivals[current]
      let left = edges[edge].left
      let before = chosen[left].map { edges[$0].right }
      owners[current] = edge
      chosen[left] = edge
      right = left == start ? nil : before
    }
  }

  /// The nearest first, among equals the first.
  private struct Heap {
    struct Entry {
      var distance: Int
      /// The right element, negative where a greater one is rather taken.
      var rank: Int

      var right: Int { abs(rank) }

      static func < (left: Entry, right: Entry) -> Bool {
        left.distance != right.distance ? left.distance < right.distance : left.rank < right.rank
      }
    }

    private var entries: [Entry] = []

    mutating func push(_ entry: Entry) {
      entries.append(entry)
      var child = entries.count - 1
      while child > 0, entries[child] < entries[(child - 1) / 2] {
        entries.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    }

    mutating func pop() -> Entry? {
      guard let first = entries.first, let last = entries.popLast() else { return nil }
      if entries.isEmpty { return first }
      entries[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child] < entries[least] {
          least = child
        }
        if least == parent { return first }
        entries.swapAt(parent, least)
        parent = least
      }
    }
  }
}
