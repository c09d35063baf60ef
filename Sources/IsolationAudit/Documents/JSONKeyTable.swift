/// The names of object keys, interned to small integers while a text is scanned.
///
/// The names given at the start have the ids `0, 1, 2, …`, so a decoder can switch over an enumeration with those raw
/// values; a name seen for the first time gets the next id. The table is bounded: a text with more names, or with names
/// made to collide, gets ``uninterned`` for the rest, and such keys are told apart by their bytes.
package struct JSONKeyTable: Sendable {
  /// The id of a key that found no room in the table.
  package static let uninterned = UInt16.max
  /// The most names that are given an id.
  static let capacity = 8192
  private static let longestProbe = 32

  /// What is compared first: together these are the whole name if it has at most 16 bytes.
  private struct Slot {
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var length: UInt32 = .max
    var id: UInt16 = uninterned
  }

  private var slots = [Slot](repeating: Slot(), count: 64)
  private var names: [[UInt8]] = []

  /// Creates a table in which a name's id is its index in a list of different names.
  package init(known: [String]) {
    names.reserveCapacity(known.count)
    for name in known {
      let bytes = Array(name.utf8)
      let padded = bytes + [UInt8](repeating: 0, count: 8)
      _ = id(of: padded.span.bytes, from: 0, length: bytes.count)
    }
  }

  /// The number of names that have an id.
  package var count: Int { names.count }

  /// The name with an id; `nil` for ``uninterned``.
  package func name(_ id: UInt16) -> String? {
    Int(id) < names.count ? String(decoding: names[Int(id)], as: UTF8.self) : nil
  }

  /// The id of the name in a range of bytes, adding it where there is room.
  ///
  /// At least 8 bytes must follow the start of the name in `bytes`.
  @inline(__always)
  mutating func id(of bytes: borrowing RawSpan, from start: Int, length: Int) -> UInt16 {
    var head = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
    let tail: UInt64
    if length < 8 {
      head &= (1 << (8 * UInt64(length))) &- 1
      tail = head
    } else {
      tail = bytes.unsafeLoadUnaligned(fromByteOffset: start + length - 8, as: UInt64.self).littleEndian
    }
    var index = Self.hash(head, tail, length) & (slots.count - 1)
    for _ in 0..<Self.longestProbe {
      let slot = slots[index]
      if slot.head == head, slot.tail == tail, slot.length == UInt32(truncatingIfNeeded: length) {
        if length <= 16 || hasName(slot.id, bytes, from: start, length: length) { return slot.id }
      } else if slot.length == .max {
        let slot = Slot(head: head, tail: tail, length: UInt32(truncatingIfNeeded: length), id: UInt16(names.count))
        return insert(slot, at: index, bytes, from: start)
      }
      index = (index + 1) & (slots.count - 1)
    }
    return Self.uninterned
  }

  private func hasName(_ id: UInt16, _ bytes: borrowing RawSpan, from start: Int, length: Int) -> Bool {
    let name = names[Int(id)]
    for i in 8..<(length - 8) where name[i] != bytes.unsafeLoad(fromByteOffset: start + i, as: UInt8.self) {
      return false
    }
    return true
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ tail: UInt64, _ length: Int) -> Int {
    let first = (head ^ UInt64(truncatingIfNeeded: length)).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let second = (first.low ^ first.high ^ tail).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return Int(truncatingIfNeeded: second.low ^ second.high)
  }

  @inline(never)
  private mutating func insert(_ slot: Slot, at index: Int, _ bytes: borrowing RawSpan, from start: Int) -> UInt16 {
    // Long keys are not worth keeping: no name that is switched over is longer.
    guard names.count < Self.capacity, slot.length <= 128 else { return Self.uninterned }
    var name: [UInt8] = []
    name.reserveCapacity(Int(slot.length))
    for i in 0..<Int(slot.length) { name.append(bytes.unsafeLoad(fromByteOffset: start + i, as: UInt8.self)) }
    names.append(name)
    slots[index] = slot
    if names.count * 4 > slots.count { grow() }
    return slot.id
  }

  /// Doubles the number of slots, so that at most a quarter of them is taken.
  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.length != .max {
      var index = Self.hash(slot.head, slot.tail, Int(slot.length)) & (slots.count - 1)
      while slots[index].length != .max { index = (index + 1) & (slots.count - 1) }
      slots[index] = slot
    }
  }
}
