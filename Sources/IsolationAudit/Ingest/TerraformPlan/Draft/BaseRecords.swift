/// The records of a base snapshot that a plan's changes touch, or need to be completed.
///
/// A base snapshot can be large: it is read record by record, and only what is asked for is kept.
struct BaseRecords {
  /// What is asked for.
  struct Wanted {
    /// Records by name.
    var keys: Set<RecordKey> = []
    /// Records of which only the presence is asked for.
    var presence: Set<RecordKey> = []
    /// Subnets whose addresses in use are asked for, and whose network ACLs.
    var subnets: Set<String> = []
    /// VPCs whose route tables and default security groups are asked for.
    var vpcs: Set<String> = []
    /// Beginnings of descriptions of network interfaces, by subnet.
    var interfaces: [String: Set<String>] = [:]

    var isEmpty: Bool { keys.isEmpty && presence.isEmpty && subnets.isEmpty && vpcs.isEmpty && interfaces.isEmpty }
  }

  /// The rows that were found.
  private(set) var rows: [(key: RecordKey, row: EstateDraft.Row)] = []
  /// The names of the records that are there, of those that were asked for.
  private(set) var found: Set<RecordKey> = []
  /// The IPv4 addresses in use, by subnet.
  private(set) var addresses: [String: Set<UInt32>] = [:]
  /// The accounts and Regions that the snapshot has files of.
  private(set) var places: Set<DraftPlace> = []
  /// Names of lists and ids as the base has them, by the name under which a row is kept.
  private(set) var origins: [RecordKey: [(list: String, id: String)]] = [:]

  private let wanted: Wanted
  private let ids: [String: Set<String>]
  private let present: [String: Set<String>]

  /// Looks for records in files.
  init(_ wanted: Wanted, in files: [SourceFile]) {
    self.wanted = wanted
    var ids: [String: Set<String>] = [:]
    for key in wanted.keys { ids[key.list, default: []].insert(key.id) }
    self.ids = ids
    var present: [String: Set<String>] = [:]
    for key in wanted.presence { present[key.list, default: []].insert(key.id) }
    self.present = present
    var reader = JSONReader(keys: AWSKey.names)
    for (index, file) in files.enumerated() {
      let place = file.place
      places.insert(DraftPlace(account: place.account, region: place.region))
      let id = FileID(rawValue: UInt32(index))
      func take(_ tape: borrowing JSONTape, _ record: JSONReader.Record) {
        guard let key = AWSKey(rawValue: record.key), tape.kind(0) == .object else { return }
        self.take(key, tape, id, place)
      }
      switch file.storage {
      case .disk(let path): _ = reader.forEachRecord(ofFile: path) { take($0, $1) }
      case .memory(let bytes): _ = reader.forEachRecord(of: bytes) { take($0, $1) }
      }
    }
  }

  private mutating func take(_ key: AWSKey, _ tape: borrowing JSONTape, _ file: FileID, _ place: SnapshotPlace) {
    let list = key.recordList
    switch key {
    case .Reservations:
      guard ids["Instances"] != nil || present["Instances"] != nil,
        let member = tape.member(AWSKey.Instances.rawValue, of: 0)
      else { return }
      tape.forEachChild(of: member) { child in keep("Instances", tape, child, file, place) }
      return
    case .NetworkInterfaces: if takesInterface(tape, file, place) { return }
    case .RouteTables, .SecurityGroups:
      let vpc = text(.VpcId, tape)
      let isDefault = key == .RouteTables || text(.GroupName, tape) == "default"
      if isDefault, let vpc, wanted.vpcs.contains(vpc) { return keepAlways(list, tape, 0, file, place) }
    case .NetworkAcls where !wanted.subnets.isEmpty:
      if let member = tape.member(AWSKey.Associations.rawValue, of: 0) {
        var holds = false
        tape.forEachChild(of: member) { child in
          if let node = tape.member(AWSKey.SubnetId.rawValue, of: child), let subnet = tape.string(node) {
            holds = holds || wanted.subnets.contains(subnet)
          }
        }
        if holds { return keepAlways(list, tape, 0, file, place) }
      }
    case .SecurityGroupRules:
      if let group = text(.GroupId, tape), ids["SecurityGroups"]?.contains(group) == true {
        return keepAlways(list, tape, 0, file, place)
      }
    case .TransitGatewayRoutes:
      if let table = text(.TransitGatewayRouteTableId, tape), ids["TransitGatewayStaticRoutes"]?.contains(table) == true
      {
        return keepStaticRoutes(table, tape, file, place)
      }
    case .Listeners:
      if let balancer = text(.LoadBalancerArn, tape), ids["LoadBalancerListeners"]?.contains(balancer) == true {
        return keepListener(balancer, tape, file, place)
      }
    case .KeyMetadata:
      if let id = text(.KeyId, tape), ids["Keys"]?.contains(id) == true {
        return keepAlways(list, tape, 0, file, place)
      }
    case .TransitGatewayAttachments:
      let lists = ["TransitGatewayVpcAttachments", "TransitGatewayPeeringAttachments", "TransitGatewayConnects"]
      if let id = text(.TransitGatewayAttachmentId, tape), lists.contains(where: { ids[$0]?.contains(id) == true }) {
        return keepAlways(list, tape, 0, file, place)
      }
    default: break
    }
    keep(list, tape, 0, file, place)
  }

  private func text(_ key: AWSKey, _ tape: borrowing JSONTape) -> String? {
    tape.member(key.rawValue, of: 0).flatMap { tape.string($0) }
  }

  /// Keeps a record that is asked for by its name.
  private mutating func keep(
    _ list: String,
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ file: FileID,
    _ place: SnapshotPlace
  ) {
    let (ids, present) = (ids[list], present[list])
    if ids == nil, present == nil { return }
    if RecordKey.hasOwnID(list) {
      guard let key = Self.idKeys[list], let member = tape.member(key.rawValue, of: node), let id = tape.string(member)
      else { return }
      if ids?.contains(id) != true {
        if present?.contains(id) == true {
          found.insert(RecordKey(list: list, id: id, account: place.account, region: place.region))
        }
        return
      }
    }
    let value = Self.value(tape, node, file)
    guard let key = RecordKey(list, value, account: place.account, region: place.region) else { return }
    if ids?.contains(key.id) == true {
      add(key, value, place, base: list, key.id)
    } else if present?.contains(key.id) == true {
      found.insert(key)
    }
  }

  /// The members that identify the records of lists.
  private static let idKeys: [String: AWSKey] = {
    var keys: [String: AWSKey] = ["Instances": .InstanceId]
    for key in AWSKey.allCases { if let id = key.idKey { keys["\(key)"] = id } }
    return keys
  }()

  /// Keeps a record, whatever it is called.
  private mutating func keepAlways(
    _ list: String,
    _ tape: borrowing JSONTape,
    _ node: Int,
    _ file: FileID,
    _ place: SnapshotPlace
  ) {
    let value = Self.value(tape, node, file)
    guard let key = RecordKey(list, value, account: place.account, region: place.region) else { return }
    add(key, value, place, base: list, key.id)
  }

  private mutating func add(
    _ key: RecordKey,
    _ value: DraftValue,
    _ place: SnapshotPlace,
    base list: String,
    _ id: String
  ) {
    guard let record = value.object else { return }
    rows.append((key, EstateDraft.Row(account: place.account, region: place.region, record: record)))
    found.insert(key)
    origins[key, default: []].append((list, id))
  }

  /// Keeps the static routes of routes in force: the propagated ones follow from the propagations again.
  private mutating func keepStaticRoutes(
    _ table: String,
    _ tape: borrowing JSONTape,
    _ file: FileID,
    _ place: SnapshotPlace
  ) {
    guard var record = Self.value(tape, 0, file).object else { return }
    record["Routes"] = .array((record["Routes"]?.elements ?? []).filter { $0["Type"]?.text != "propagated" })
    let key = RecordKey(
      list: "TransitGatewayStaticRoutes",
      id: table,
      account: place.account,
      region: place.region
    )
    add(key, .object(record), place, base: "TransitGatewayRoutes", table)
  }

  /// Keeps a listener without a wrapper in the wrapper of its load balancer.
  private mutating func keepListener(
    _ balancer: String,
    _ tape: borrowing JSONTape,
    _ file: FileID,
    _ place: SnapshotPlace
  ) {
    let key = RecordKey(
      list: "LoadBalancerListeners",
      id: balancer,
      account: place.account,
      region: place.region
    )
    let listener = Self.value(tape, 0, file)
    if let index = rows.firstIndex(where: { $0.key == key && $0.row.record["Listeners"] != nil }) {
      let known = rows[index].row.record["Listeners"]?.elements ?? []
      rows[index].row.record["Listeners"] = .array(known + [listener])
      origins[key, default: []].append(("Listeners", listener["ListenerArn"]?.text ?? ""))
    } else {
      let wrapper: DraftValue = ["LoadBalancerArn": .string(balancer), "Listeners": .array([listener])]
      add(key, wrapper, place, base: "Listeners", listener["ListenerArn"]?.text ?? "")
    }
  }

  /// Notes the addresses of an interface, and keeps it if its description is asked for; returns whether it was kept.
  private mutating func takesInterface(
    _ tape: borrowing JSONTape,
    _ file: FileID,
    _ place: SnapshotPlace
  ) -> Bool {
    guard !wanted.subnets.isEmpty || !wanted.interfaces.isEmpty, let subnet = text(.SubnetId, tape) else {
      return false
    }
    if wanted.subnets.contains(subnet) {
      if let address = text(.PrivateIpAddress, tape).flatMap(Self.address) {
        addresses[subnet, default: []].insert(address)
      }
      if let list = tape.member(AWSKey.PrivateIpAddresses.rawValue, of: 0) {
        tape.forEachChild(of: list) { child in
          if let node = tape.member(AWSKey.PrivateIpAddress.rawValue, of: child), let text = tape.string(node),
            let address = Self.address(text)
          {
            addresses[subnet, default: []].insert(address)
          }
        }
      }
    }
    guard let beginnings = wanted.interfaces[subnet], let description = text(.Description, tape),
      beginnings.contains(where: { description.hasPrefix($0) })
    else { return false }
    keepAlways("NetworkInterfaces", tape, 0, file, place)
    return true
  }

  /// An IPv4 address as an integer.
  static func address(_ text: String) -> UInt32? {
    guard let address = try? IPAddress.parse(Array(text.utf8)[...]), address.family == .ipv4 else { return nil }
    return UInt32(truncatingIfNeeded: address.value)
  }

  /// A value whose objects know where they stand.
  private static func value(_ tape: borrowing JSONTape, _ node: Int, _ file: FileID) -> DraftValue {
    switch tape.kind(node) {
    case .null: return .null
    case .true: return .bool(true)
    case .false: return .bool(false)
    case .number: return .number(tape.numberText(node) ?? "0")
    case .string: return .string(tape.string(node) ?? "")
    case .array:
      var elements: [DraftValue] = []
      tape.forEachChild(of: node) { elements.append(value(tape, $0, file)) }
      return .array(elements)
    case .object:
      var object = DraftObject()
      object.origin = .place(Provenance(file: file, offset: tape.offset(node)), address: nil)
      tape.forEachChild(of: node) { child in
        object.members.append(DraftObject.Member(key: tape.keyName(child), value: value(tape, child, file)))
      }
      return .object(object)
    }
  }
}
