// `describe-managed-prefix-lists`, `describe-prefix-lists`, `get-managed-prefix-list-entries`.
extension SnapshotBuilder {
  /// Reads an element of `PrefixLists`.
  mutating func prefixList(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var list = PrefixList(id: .empty, provenance: place(tape, node))
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .PrefixListId: list.id = try symbol(tape, member)
      case .PrefixListName: list.name = try symbol(tape, member)
      case .OwnerId: list.owner = try symbol(tape, member)
      case .Cidrs:
        var entries: [PrefixList.Entry] = []
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) {
          entries.append(PrefixList.Entry(prefix: try prefix(tape, element), provenance: place(tape, element)))
        }
        list.entries = entries
      case .Tags: list.tags = try tags(tape, member)
      default: break
      }
    }
    try require(list.id, .PrefixListId, tape, node)
    guard isNew(list.id, tape, node) else {
      if let known = estate.prefixList(list.id) {
        let place = estate.prefixLists[known].provenance
        estate.prefixLists[known].tags = mergedTags(
          estate.prefixLists[known].tags,
          at: place,
          list.tags,
          owner: list.owner
        )
      }
      return
    }
    estate.bind(list.id, to: .prefixList(estate.prefixLists.append(list)))
  }

  /// Reads an element of `PrefixListEntries`: the entries of one list.
  mutating func prefixListEntries(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    let id = try symbol(tape, node, .PrefixListId)
    try require(id, .PrefixListId, tape, node)
    var entries: [PrefixList.Entry] = []
    if let list = try member(tape, node, .Entries) {
      var elements = try array(tape, list)
      while let element = elements.next(in: tape) {
        guard let cidr = try member(tape, element, .Cidr) else { throw missing(.Cidr, tape, element) }
        entries.append(PrefixList.Entry(prefix: try prefix(tape, cidr), provenance: place(tape, element)))
      }
    }
    guard isNewPart(.PrefixListEntries, id, tape, node) else { return }
    staged.prefixListEntries.append((id, entries, place(tape, node)))
  }

  /// Puts entries into their lists; a list that only its entries tell of becomes one without a name.
  mutating func joinPrefixLists() {
    for part in staged.prefixListEntries {
      if let id = estate.prefixList(part.list) {
        estate.prefixLists[id].entries = part.entries
      } else {
        let list = PrefixList(id: part.list, entries: part.entries, provenance: part.provenance)
        estate.bind(part.list, to: .prefixList(estate.prefixLists.append(list)))
      }
    }
  }
}
