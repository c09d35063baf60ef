extension String.UTF8View {
  /// Whether every byte is one that needs no further look, told without a branch for each byte.
  ///
  /// Nearly all strings of a report are such, and there are many: what is slow about others does not matter.
  ///
  /// - Parameter isPlain: Tells of a byte. It must not branch, or this is no faster than `allSatisfy`.
  /// - Returns: Whether it holds for every byte.
  @inline(__always)
  func areAllPlain(_ isPlain: (UInt8) -> Bool) -> Bool {
    let answer = withContiguousStorageIfAvailable { bytes in
      var odd: UInt8 = 0
      for byte in bytes { odd |= isPlain(byte) ? 0 : 1 }
      return odd == 0
    }
    return answer ?? allSatisfy(isPlain)
  }
}

extension String.UTF8View {
  /// Whether another text, which is not empty, occurs in this one, byte for byte.
  ///
  /// - Complexity: The product of the lengths at worst; linear where the first byte of `part` is rare.
  func holds(_ part: String.UTF8View) -> Bool {
    guard let first = part.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: part) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
