// Reading the files and sending each record to its decoder.
extension SnapshotBuilder {
  /// Reads one file.
  mutating func read(_ file: FileID, with reader: inout JSONReader) {
    begin(file)
    let summary: JSONReader.Summary
    switch files[file].storage {
    case .disk(let path): summary = reader.forEachRecord(ofFile: path) { take($0, $1) }
    case .memory(let bytes): summary = reader.forEachRecord(of: bytes) { take($0, $1) }
    }
    files[file].byteCount = summary.byteCount
    files[file].recordMarks = summary.marks
    if summary.hasByteOrderMark {
      remarks.add(
        .note,
        "byte-order-mark",
        "byte order mark at the beginning, expected none (RFC 8259, section 8.1)",
        at: Provenance(file: file, offset: 0)
      )
    }
    if let error = summary.error {
      remarks.add(
        .error,
        error.code,
        error.message,
        at: Provenance(file: file, offset: UInt32(truncatingIfNeeded: error.offset))
      )
      spoilList(.truncated)
      brokenPlaces.append(Completeness.Place(account: account, region: region))
    }
    end()
  }

  private mutating func begin(_ file: FileID) {
    self.file = file
    let place = files[file].place
    isOverlay = files[file].virtual?.isOverlay ?? false
    account = estate.symbols.intern(place.account)
    region = estate.symbols.intern(place.region)
    list = ""
    lists.removeAll(keepingCapacity: true)
    isPaged = false
    accountOfFile[file] = account
  }

  private mutating func end() {
    accountOfFile[file] = account
    regionOfFile[file] = region
    if !account.isEmpty, seenAccounts[account] == nil {
      seenAccounts[account] = Provenance(file: file, offset: 0)
      accountOrder.append(account)
    }
    for (list, status) in lists where !isOverlay || status != .collected {
      let isCut = isPaged && status == .collected
      let call = Completeness.Call(account: account, region: region, list: list)
      estate.completeness.record(call, isCut ? .truncated : status)
    }
  }

  /// Takes one record: an element of a top-level list, or another top-level value.
  private mutating func take(_ tape: borrowing JSONTape, _ record: JSONReader.Record) {
    guard let key = AWSKey(rawValue: record.key) else {
      unread(record)
      return
    }
    if (record.index ?? 0) == 0 {
      guard begin(key, tape, record) else { return }
    } else if list.isEmpty, key != .calls {
      return
    }
    if !superseded.isEmpty, isSuperseded(key, tape, 0) { return }
    attempt(tape, 0, id: key.idKey) { builder, tape throws(SnapshotFault) in try builder.decode(key, tape, 0) }
  }

  /// Begins with the value of a top-level key; returns whether it holds a record.
  private mutating func begin(_ key: AWSKey, _ tape: borrowing JSONTape, _ record: JSONReader.Record) -> Bool {
    list = ""
    switch key {
    case .NextToken, .nextToken, .Marker, .NextMarker:
      isPaged = isPaged || (tape.kind(0) == .string && tape[0].length > 0)
      return false
    case .IsTruncated:
      isPaged = isPaged || tape.kind(0) == .true
      return false
    case .calls:
      recognised += 1
      hasCollection = true
      return record.index != nil
    case .collected:
      // Where several records are there, the snapshot is as old as the oldest.
      if let time = tape.string(0) { estate.completeness.collected = min(estate.completeness.collected ?? time, time) }
      return false
    case .partition, .schema, .ResponseMetadata:
      return false
    default:
      guard let name = key.listName(isRouteOfClientVPN: isRouteOfClientVPN(tape, key)) else {
        unread(record)
        return false
      }
      list = name
      lists.append((name, .collected))
      recognised += 1
    }
    if record.index != nil || (key.isSingle && tape.kind(0) != .array) { return true }
    // An empty list is a fact; anything else but a list is not what AWS writes.
    if tape.kind(0) != .array {
      remarks.add(.error, "wrong-type", "\(shown(tape, 0)) for \(key), expected an array", at: place(tape, 0))
      spoilList()
    }
    return false
  }

  /// Decodes a record; if that fails, says why and goes on.
  @inline(__always)
  mutating func attempt(
    _ tape: borrowing JSONTape,
    _ node: Int,
    id: AWSKey?,
    _ decode: (inout SnapshotBuilder, borrowing JSONTape) throws(SnapshotFault) -> Void
  ) {
    do {
      try decode(&self, tape)
    } catch {
      report(error, tape, node, id: id)
    }
  }

  @inline(never)
  private mutating func report(_ fault: SnapshotFault, _ tape: borrowing JSONTape, _ node: Int, id: AWSKey?) {
    var resource: String?
    if let id, let member = tape.member(id.rawValue, of: node) { resource = tape.string(member) }
    remarks.add(
      .error,
      "\(fault.code)",
      fault.message,
      at: Provenance(file: file, offset: fault.offset),
      resource: resource
    )
    spoilList()
  }

  /// Whether another description of a record takes its place; what a program wrote stands.
  func isSuperseded(_ key: AWSKey, _ tape: borrowing JSONTape, _ node: Int) -> Bool {
    guard files[file].virtual == nil else { return false }
    let list = key.recordList
    guard let ids = superseded.ids[list] else { return false }
    if RecordKey.hasOwnID(list) {
      guard let id = key.idKey, let member = tape.member(id.rawValue, of: node), let text = tape.string(member) else {
        return false
      }
      return ids.contains(text)
    }
    let place = files[file].place
    let value = DraftValue(tape.value(node))
    return RecordKey(list, value, account: place.account, region: place.region).map { ids.contains($0.id) } ?? false
  }

  private mutating func unread(_ record: JSONReader.Record) {
    list = ""
    if (record.index ?? 0) == 0 { unreadKeyIDs.insert(record.key) }
    if record.index == 0 { filledUnreadKeyIDs.insert(record.key) }
  }

  /// `describe-client-vpn-routes` and `search-transit-gateway-routes` both write `Routes`; only the first names the
  /// parent in each row.
  private func isRouteOfClientVPN(_ tape: borrowing JSONTape, _ key: AWSKey) -> Bool {
    (key == .Routes || key == .AuthorizationRules)
      && tape.member(AWSKey.ClientVpnEndpointId.rawValue, of: 0) != nil
  }
}
