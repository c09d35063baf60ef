// One id, one definition: what to do when an id comes a second time.
extension SnapshotBuilder {
  /// Whether a record is the first with its id; if not, the two are compared.
  ///
  /// Two records are the same if all that is read of them is, tags aside: an owner and those it shares with see
  /// different tags.
  @inline(__always)
  mutating func isNew(_ id: Symbol, _ tape: borrowing JSONTape, _ node: Int) -> Bool {
    let place = place(tape, node)
    let slot = Int(id.index)
    if slot >= declared.count {
      declared.append(contentsOf: repeatElement(.max, count: max(estate.symbols.count, slot + 1) - declared.count))
    }
    let known = declared[slot]
    if known == .max {
      declared[slot] = UInt64(place.file.rawValue) << 32 | UInt64(place.offset)
      return true
    }
    let first = Provenance(
      file: FileID(rawValue: UInt32(truncatingIfNeeded: known >> 32)),
      offset: UInt32(truncatingIfNeeded: known)
    )
    compare(id, first, place, tape.value(node))
    return false
  }

  /// Whether a record is the first of its list that tells of an id; if not, the two are compared.
  mutating func isNewPart(_ list: AWSKey, _ id: Symbol, _ tape: borrowing JSONTape, _ node: Int) -> Bool {
    let place = place(tape, node)
    let part = SnapshotStaging.Part(list: list, id: id)
    guard let first = staged.parts[part] else {
      staged.parts[part] = place
      return true
    }
    compare(id, first, place, tape.value(node))
    return false
  }

  @inline(never)
  private mutating func compare(_ id: Symbol, _ first: Provenance, _ second: Provenance, _ value: JSONValue) {
    if let known = files[first.file].value(at: first.offset), Self.agree(known, value) {
      repeated[second.file, default: 0] += 1
      return
    }
    // Which comes first must not depend on the order of reading.
    let (earlier, later) = first < second ? (first, second) : (second, first)
    remarks.add(
      .error,
      "conflicting-definition",
      "defined differently in another place, expected one definition:",
      at: later,
      resource: estate.symbols[id],
      other: earlier
    )
    spoilList()
  }

  /// Keys whose values may differ between two views of the same thing.
  private static let viewDependent: Set<String> = ["Tags", "TagSet", "TagList", "tags"]

  private static let readKeys: Set<String> = Set(AWSKey.names).subtracting(viewDependent)

  /// Whether all that is read of two values is the same; the order of lists does not count.
  private static func agree(_ a: JSONValue, _ b: JSONValue) -> Bool {
    switch (a, b) {
    case (.object(let x), .object(let y)):
      let left = x.filter { readKeys.contains($0.key) && $0.value != .null }
      let right = y.filter { readKeys.contains($0.key) && $0.value != .null }
      guard left.count == right.count else { return false }
      return left.allSatisfy { member in
        right.contains { $0.key == member.key && agree($0.value, member.value) }
      }
    case (.array(let x), .array(let y)):
      guard x.count == y.count else { return false }
      if zip(x, y).allSatisfy({ agree($0, $1) }) { return true }
      guard x.count <= 256 else { return false }
      var rest = y
      return x.allSatisfy { element in
        guard let index = rest.firstIndex(where: { agree($0, element) }) else { return false }
        rest.remove(at: index)
        return true
      }
    default:
      return a == b
    }
  }

  /// The tags of a thing that was seen twice: the owner's view, or both views together if neither or each is its own.
  mutating func mergedTags(
    _ known: TagSetID,
    at place: Provenance,
    _ new: TagSetID,
    owner: Symbol,
    viewer: Symbol? = nil
  ) -> TagSetID {
    guard known != new else { return known }
    let isKnownOwners = accountOfFile[place.file] == owner
    let isNewOwners = (viewer ?? account) == owner
    if isKnownOwners != isNewOwners { return isKnownOwners ? known : new }
    var tags = estate.tags(known)
    for tag in estate.tags(new) {
      if let index = tags.firstIndex(where: { $0.key == tag.key }) {
        let isLater = estate.symbols.utf8(tags[index].value).lexicographicallyPrecedes(estate.symbols.utf8(tag.value))
        if isLater { tags[index] = tag }
      } else {
        tags.append(tag)
      }
    }
    return estate.intern(tags: tags)
  }
}
