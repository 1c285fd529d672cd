extension Array {
  /// The place of the first element that is not before something, in an array in which all that are come first; its end where all are.
  ///
  /// - Complexity: O(log *n*).
  func firstPlace(behind isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
