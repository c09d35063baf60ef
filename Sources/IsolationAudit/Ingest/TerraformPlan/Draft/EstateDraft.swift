/// Records in the shape of AWS's answers, to be changed before an estate is built from them.
///
/// What stands here supersedes the records of the same names in a base snapshot.
struct EstateDraft: Sendable {
  /// A record as one folder holds it; the accounts that share a thing hold one each.
  struct Row: Sendable {
    var account: String
    var region: String
    var record: DraftObject
  }

  /// The rows of each record.
  private(set) var rows: [RecordKey: [Row]] = [:]
  /// The names of the records of each list.
  private var keysOfList: [String: Set<RecordKey>] = [:]
  /// The records that a security group's rules have in `SecurityGroupRules`, by group.
  private var rulesOfGroup: [String: [RecordKey]] = [:]
  /// The network ACLs that a subnet has, or had, and the route tables of a VPC, by subnet and by VPC.
  private var holders: [String: Set<RecordKey>] = [:]
  /// The records that were changed, made or taken away here.
  private(set) var touched: Set<RecordKey> = []

  /// Takes a record of the base snapshot.
  mutating func take(_ key: RecordKey, _ row: Row) {
    if key.list == "SecurityGroupRules", let group = row.record["GroupId"]?.text {
      rulesOfGroup[group, default: []].append(key)
    }
    rows[key, default: []].append(row)
    keysOfList[key.list, default: []].insert(key)
    noteHolder(key)
  }

  /// Notes of what a network ACL or a route table may be the one.
  private mutating func noteHolder(_ key: RecordKey) {
    switch key.list {
    case "NetworkAcls":
      for row in rows[key] ?? [] {
        for association in DraftObject.list(at: ["Associations"], in: row.record) {
          if let subnet = association["SubnetId"]?.text { holders[subnet, default: []].insert(key) }
        }
      }
    case "RouteTables":
      if let vpc = rows[key]?.first?.record["VpcId"]?.text { holders[vpc, default: []].insert(key) }
    default: break
    }
  }

  /// The names of the records of a list, in no order.
  func keys(_ list: String) -> Set<RecordKey> { keysOfList[list] ?? [] }

  /// Whether there is a record.
  func holds(_ key: RecordKey) -> Bool { rows[key] != nil }

  /// The rows of a record.
  subscript(_ key: RecordKey) -> [Row] { rows[key] ?? [] }

  /// Makes what an edit says true; returns whether there is a record to say it of.
  @discardableResult
  mutating func add(_ edit: DraftEdit, from origin: SourceOrigin?) -> Bool {
    switch edit.statement {
    case .record(let value):
      set(edit.target, value, dropping: nil, from: origin)
    case .field(let path, let value):
      guard prepare(edit, from: origin) else { return edit.isOptional }
      change(edit.target) { $0.set(value.from(origin), at: path[...]) }
    case .element(let path, let value, let identity):
      guard prepare(edit, from: origin) else { return edit.isOptional }
      change(edit.target) { record in
        var list = DraftObject.list(at: path, in: record)
        switch identity {
        case .permission: SecurityGroupPermissions.remove(value, from: &list)
        default: list.removeAll { identity.matches($0, value) }
        }
        list.append(value.from(origin))
        record.set(.array(list), at: path[...])
      }
      makeExclusive(edit.target, path, value)
    case .only(let path, let member, let names):
      guard rows[edit.target] != nil else { return edit.isOptional }
      change(edit.target) { record in
        let list = DraftObject.list(at: path, in: record).filter { names.contains($0[member]?.text ?? "") }
        record.set(.array(list), at: path[...])
      }
    }
    return true
  }

  /// Changes the fields of a record from what a resource said before to what it says now.
  mutating func update(_ target: RecordKey, from old: DraftValue, to new: DraftValue, at origin: SourceOrigin?) {
    guard rows[target] != nil else {
      set(target, new, dropping: nil, from: origin)
      return
    }
    var changed = DraftObject()
    for member in new.object?.members ?? [] where old[member.key] != member.value { changed.members.append(member) }
    set(target, .object(changed), dropping: old.object?.members.map(\.key).filter { new[$0] == nil }, from: origin)
  }

  /// Takes back what an edit says.
  mutating func remove(_ edit: DraftEdit) {
    guard rows[edit.target] != nil else { return }
    switch edit.statement {
    case .record: remove(edit.target)
    case .only: break
    case .field(let path, _): change(edit.target) { $0.set(nil, at: path[...]) }
    case .element(let path, let value, let identity):
      change(edit.target) { record in
        var list = DraftObject.list(at: path, in: record)
        switch identity {
        case .permission: SecurityGroupPermissions.remove(value, from: &list)
        default: list.removeAll { identity.matches($0, value) }
        }
        record.set(.array(list), at: path[...])
      }
      if identity == .permission { removeRules(edit.target.id, value, isEgress: path == ["IpPermissionsEgress"]) }
    }
  }

  /// Removes a record, whatever said that it exists.
  mutating func remove(_ key: RecordKey) {
    drop(key)
    for list in Self.companions[key.list] ?? [] {
      drop(RecordKey(list: list, id: key.id, account: key.account, region: key.region))
    }
  }

  private mutating func drop(_ key: RecordKey) {
    guard rows.removeValue(forKey: key) != nil else { return }
    keysOfList[key.list]?.remove(key)
    touched.insert(key)
  }

  /// Lists that describe the same thing once more.
  static let companions: [String: [String]] = [
    "TransitGatewayVpcAttachments": ["TransitGatewayAttachments"],
    "TransitGatewayPeeringAttachments": ["TransitGatewayAttachments"],
    "TransitGatewayConnects": ["TransitGatewayAttachments"],
    "Keys": ["KeyMetadata"],
  ]

  /// A subnet has one network ACL, and a VPC one main route table: where a resource gives it another, AWS takes the old
  /// one away (EC2 `ReplaceNetworkAclAssociation`, `ReplaceRouteTableAssociation`).
  private mutating func makeExclusive(_ target: RecordKey, _ path: [String], _ value: DraftValue) {
    guard path == ["Associations"] else { return }
    let identity: DraftEdit.ElementIdentity
    let vpc: String?
    switch target.list {
    case "NetworkAcls": (identity, vpc) = (.members(["SubnetId"]), nil)
    case "RouteTables" where value["Main"]?.flag == true:
      identity = .members(["Main"])
      vpc = rows[target]?.first?.record["VpcId"]?.text
    default: return
    }
    guard let holder = vpc ?? value["SubnetId"]?.text else { return }
    for key in holders[holder] ?? [] where key != target {
      if let vpc, rows[key]?.first?.record["VpcId"]?.text != vpc { continue }
      let isHere = rows[key]?.contains { row in
        DraftObject.list(at: path, in: row.record).contains { identity.matches($0, value) }
      }
      guard isHere == true else { continue }
      change(key) { record in
        let list = DraftObject.list(at: path, in: record)
        record.set(.array(list.filter { !identity.matches($0, value) }), at: path[...])
      }
    }
  }

  /// Removes the rows of `SecurityGroupRules` that say the same as a permission.
  private mutating func removeRules(_ group: String, _ permission: DraftValue, isEgress: Bool) {
    for key in rulesOfGroup[group] ?? [] {
      guard let row = rows[key]?.first?.record, (row["IsEgress"]?.flag ?? false) == isEgress else { continue }
      if SecurityGroupPermissions.isSame(rule: row, as: permission) { drop(key) }
    }
  }

  /// Sets fields of a record, which is made if it is not there.
  private mutating func set(
    _ target: RecordKey,
    _ fields: DraftValue,
    dropping dropped: [String]?,
    from origin: SourceOrigin?
  ) {
    guard let members = fields.object?.members else { return }
    guard rows[target] != nil else {
      var record = DraftObject()
      record.members = members
      record.origin = origin
      rows[target] = [Row(account: target.account, region: target.region, record: record)]
      keysOfList[target.list, default: []].insert(target)
      touched.insert(target)
      noteHolder(target)
      return
    }
    change(target) { record in
      for member in members { record[member.key] = member.value }
      for key in dropped ?? [] { record[key] = nil }
      if !members.isEmpty || dropped?.isEmpty == false { record.origin = origin }
    }
  }

  /// Makes the wrapper that an edit needs; returns whether there is a record.
  private mutating func prepare(_ edit: DraftEdit, from origin: SourceOrigin?) -> Bool {
    if rows[edit.target] != nil { return true }
    guard let wrapper = edit.wrapper else { return false }
    set(edit.target, wrapper, dropping: nil, from: origin)
    return true
  }

  mutating func change(_ target: RecordKey, _ body: (inout DraftObject) -> Void) {
    guard var list = rows.removeValue(forKey: target) else { return }
    touched.insert(target)
    for index in list.indices { body(&list[index].record) }
    rows[target] = list
    noteHolder(target)
  }
}

extension DraftEdit.ElementIdentity {
  /// Whether two elements are the same thing.
  func matches(_ a: DraftValue, _ b: DraftValue) -> Bool {
    switch self {
    case .members(let names): names.allSatisfy { a[$0]?.text == b[$0]?.text && a[$0]?.flag == b[$0]?.flag }
    case .value, .permission: a == b
    }
  }
}

extension DraftObject {
  /// The list at a path; empty if there is none.
  static func list(at path: [String], in record: DraftObject) -> [DraftValue] {
    var value: DraftValue? = .object(record)
    for key in path { value = value?[key] }
    return value?.elements ?? []
  }

  /// Sets or removes the value at a path.
  mutating func set(_ value: DraftValue?, at path: ArraySlice<String>) {
    guard let key = path.first else { return }
    guard path.count > 1 else {
      self[key] = value
      return
    }
    var inner = self[key]?.object ?? DraftObject()
    inner.set(value, at: path.dropFirst())
    self[key] = .object(inner)
  }
}

/// Records of a base snapshot that are not read from there, by list and id.
struct SupersededRecords: Sendable {
  private(set) var ids: [String: Set<String>] = [:]

  /// Whether every record counts.
  var isEmpty: Bool { ids.isEmpty }

  mutating func insert(_ list: String, _ id: String) { ids[list, default: []].insert(id) }
}
