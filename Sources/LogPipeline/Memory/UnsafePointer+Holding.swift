extension UnsafePointer where Pointee: BitwiseCopyable {
  /// Memory with these values in it, which its owner deallocates. Unlike an array's, nothing is checked or counted where it is read.
  static func holding(_ values: [Pointee]) -> UnsafePointer {
    let memory = UnsafeMutablePointer<Pointee>.allocate(capacity: max(1, values.count))
    unsafe memory.initialize(from: values, count: values.count)
    return unsafe UnsafePointer(memory)
  }
}
