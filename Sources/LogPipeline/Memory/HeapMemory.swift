import CPCRE2

/// The memory of this process that comes and goes.
package enum HeapMemory {
  /// Gives what is free back to the system. Else it stays with the process, and what is of other sizes comes on top.
  ///
  /// - Complexity: O(*n*) in the heap's pages: to be called after much was freed.
  package static func giveBack() { _ = malloc_trim(0) }
}
