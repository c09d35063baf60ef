/// A text with `*` (any run of characters, also none) and `?` (exactly one character), as policies use it for actions,
/// resources and condition values.
///
/// Policies are an attacker's text, so matching never backtracks over more than one segment: the time is linear in the
/// length of the text for a pattern of any shape, except that a segment of `m` characters that holds `?` costs `m / 64` a
/// character.
package struct WildcardPattern: Hashable, Sendable {
  /// One character of a pattern.
  package enum Unit: Hashable, Sendable {
    case literal(UInt32)
    case anyCharacter
    case anyRun
  }

  /// The texts between the runs; a pattern without `*` has one segment, and a segment may be empty.
  private let segments: [[UInt32]]
  private let minimumLength: Int

  /// Stands for `?` in a segment; no Unicode scalar has this value.
  private static let anyCharacter = UInt32.max

  package init(_ units: some Sequence<Unit>) {
    var segments: [[UInt32]] = [[]]
    var minimumLength = 0
    var lastWasRun = false
    for unit in units {
      switch unit {
      case .literal(let scalar):
        segments[segments.count - 1].append(scalar)
      case .anyCharacter:
        segments[segments.count - 1].append(Self.anyCharacter)
      case .anyRun:
        if !lastWasRun { segments.append([]) }
      }
      lastWasRun = unit == .anyRun
      if !lastWasRun { minimumLength += 1 }
    }
    self.segments = segments
    self.minimumLength = minimumLength
  }

  /// Reads `*` and `?` as wildcards and every other character as itself.
  package init(_ text: String) {
    self.init(text.unicodeScalars.lazy.map { Self.unit(for: $0) })
  }

  /// What a character of a policy means where wildcards are allowed.
  package static func unit(for scalar: Unicode.Scalar) -> Unit {
    switch scalar {
    case "*": .anyRun
    case "?": .anyCharacter
    default: .literal(scalar.value)
    }
  }

  /// The pattern's characters in order; runs that follow each other are one.
  package var units: [Unit] {
    var units: [Unit] = []
    for (index, segment) in segments.enumerated() {
      if index > 0 { units.append(.anyRun) }
      units += segment.map { $0 == Self.anyCharacter ? .anyCharacter : .literal($0) }
    }
    return units
  }

  /// Whether the pattern is `*`, which matches every text.
  package var matchesEverything: Bool { segments.count > 1 && minimumLength == 0 }

  /// Whether the pattern covers the whole text.
  package func matches(_ text: MatchableText) -> Bool {
    switch text.storage {
    case .ascii(let characters): matches(charactersOf: characters)
    case .unicode(let characters): matches(charactersOf: characters)
    }
  }

  /// Whether the pattern covers the whole text.
  package func matches(_ text: String) -> Bool { matches(MatchableText(text)) }

  /// Whether the pattern covers a text, given by its Unicode scalar values at the places `0..<text.count`.
  package func matches<Text: RandomAccessCollection>(charactersOf text: Text) -> Bool
  where Text.Index == Int, Text.Element: FixedWidthInteger {
    guard text.count >= minimumLength, let first = segments.first, let last = segments.last else { return false }
    guard occurs(first, in: text, at: 0) else { return false }
    if segments.count == 1 { return text.count == first.count }
    let end = text.count - last.count
    guard occurs(last, in: text, at: end) else { return false }
    var position = first.count
    for segment in segments[1..<(segments.count - 1)] {
      // The leftmost occurrence leaves the most text for the segments that follow, so it never has to be reconsidered.
      guard let found = leftmost(segment, in: text, from: position, to: end) else { return false }
      position = found + segment.count
    }
    return position <= end
  }

  private func occurs<Text: RandomAccessCollection>(_ segment: [UInt32], in text: Text, at start: Int) -> Bool
  where Text.Index == Int, Text.Element: FixedWidthInteger {
    for offset in segment.indices {
      let wanted = segment[offset]
      if wanted != Self.anyCharacter && wanted != UInt32(truncatingIfNeeded: text[start + offset]) { return false }
    }
    return true
  }

  /// The first place at which a segment lies wholly inside `from..<to`.
  private func leftmost<Text: RandomAccessCollection>(
    _ segment: [UInt32],
    in text: Text,
    from: Int,
    to: Int
  ) -> Int? where Text.Index == Int, Text.Element: FixedWidthInteger {
    guard to - from >= segment.count else { return nil }
    if segment.count <= 16 {
      return (from...(to - segment.count)).first { occurs(segment, in: text, at: $0) }
    }
    if segment.contains(Self.anyCharacter) {
      return leftmostByBits(segment, in: text, from: from, to: to)
    }
    return leftmostByBorders(segment, in: text, from: from, to: to)
  }

  /// Knuth, Morris and Pratt's search: each character of the text is looked at once.
  private func leftmostByBorders<Text: RandomAccessCollection>(
    _ segment: [UInt32],
    in text: Text,
    from: Int,
    to: Int
  ) -> Int? where Text.Index == Int, Text.Element: FixedWidthInteger {
    var borders = [Int](repeating: 0, count: segment.count)
    var length = 0
    for index in 1..<segment.count {
      while length > 0 && segment[index] != segment[length] { length = borders[length - 1] }
      if segment[index] == segment[length] { length += 1 }
      borders[index] = length
    }
    length = 0
    for index in from..<to {
      let character = UInt32(truncatingIfNeeded: text[index])
      while length > 0 && character != segment[length] { length = borders[length - 1] }
      if character == segment[length] { length += 1 }
      if length == segment.count { return index + 1 - length }
    }
    return nil
  }

  /// Baeza-Yates and Gonnet's search: bit `i` is set while the last `i + 1` characters agree with the segment's first.
  private func leftmostByBits<Text: RandomAccessCollection>(
    _ segment: [UInt32],
    in text: Text,
    from: Int,
    to: Int
  ) -> Int? where Text.Index == Int, Text.Element: FixedWidthInteger {
    let words = (segment.count + 63) / 64
    var everywhere = [UInt64](repeating: 0, count: words)
    for (index, wanted) in segment.enumerated() where wanted == Self.anyCharacter {
      everywhere[index / 64] |= 1 << UInt64(index % 64)
    }
    var places: [UInt32: [UInt64]] = [:]
    for (index, wanted) in segment.enumerated() where wanted != Self.anyCharacter {
      places[wanted, default: everywhere][index / 64] |= 1 << UInt64(index % 64)
    }
    let lastBit: UInt64 = 1 << UInt64((segment.count - 1) % 64)
    var state = [UInt64](repeating: 0, count: words)
    for index in from..<to {
      let mask = places[UInt32(truncatingIfNeeded: text[index])] ?? everywhere
      var carry: UInt64 = 1
      for word in 0..<words {
        let next = state[word] >> 63
        state[word] = (state[word] << 1 | carry) & mask[word]
        carry = next
      }
      if state[words - 1] & lastBit != 0 { return index + 1 - segment.count }
    }
    return nil
  }
}

/// A text prepared for matching: bytes where it is ASCII, Unicode scalars where it is not, so that `?` is one character.
package struct MatchableText: Hashable, Sendable {
  fileprivate enum Storage: Hashable, Sendable {
    case ascii([UInt8])
    case unicode([UInt32])
  }

  fileprivate let storage: Storage

  package init(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) {
      storage = .ascii(bytes)
    } else {
      storage = .unicode(text.unicodeScalars.map(\.value))
    }
  }
}
