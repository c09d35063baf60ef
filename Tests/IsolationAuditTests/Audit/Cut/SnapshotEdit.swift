import IsolationAudit

/// A snapshot's files as somebody would change them who removes rules, routes and connections: the JSON itself is edited.
struct SnapshotEdit {
  /// Something that is removed, narrowed, or denied.
  enum Change: Hashable {
    /// An element of an array: a rule, an entry, a static route, a listener.
    case element(file: String, pointer: [String])
    /// What a virtual private gateway propagates into a route table.
    case gatewayPropagation(table: String, gateway: String)
    /// What an attachment propagates into a transit gateway route table.
    case propagation(table: String, attachment: String)
    /// A peering connection: AWS keeps its record as deleted, and its routes as blackholes.
    case peering(String)
    /// An attachment to a transit gateway; its propagated routes go with it.
    case attachment(String)
    /// A VPN connection.
    case vpnConnection(String)
    /// The attachment of a managed policy to a role, user or group.
    case policyAttachment(of: String, to: String)
    /// A statement that takes the place of another.
    case statement(String, file: String, pointer: [String])
    /// A statement that denies a role or user something, in an inline policy.
    case denial(statement: String, to: String)
    /// The instance profile of an instance.
    case instanceProfile(of: String)
  }

  /// A change that cannot be made, because the place is not there.
  struct NoSuchPlace: Error, CustomStringConvertible {
    var description: String
  }

  private var documents: [(path: String, value: JSONValue)]

  init(_ files: [(path: String, bytes: [UInt8])]) throws {
    documents = try files.map { ($0.path, try JSONValue(parsing: $0.bytes)) }
  }

  /// The files as they are now.
  var files: [(path: String, bytes: [UInt8])] {
    documents.map { ($0.path, Array($0.value.withoutGaps.text.utf8)) }
  }

  /// Makes a change.
  mutating func make(_ change: Change) throws {
    switch change {
    case .element(let file, let pointer):
      guard let index = documents.firstIndex(where: { $0.path == file }) else {
        throw NoSuchPlace(description: file)
      }
      try documents[index].value.edit(pointer[...]) { $0 = .null }
    case .statement(let text, let file, let pointer):
      guard let index = documents.firstIndex(where: { $0.path == file }) else {
        throw NoSuchPlace(description: file)
      }
      let statement = try JSONValue(parsing: text)
      try documents[index].value.edit(pointer[...]) { $0 = statement }
    case .gatewayPropagation(let table, let gateway):
      edit("RouteTables", where: { $0["RouteTableId"]?.string == table }) { record in
        record.removeAll("PropagatingVgws") { $0["GatewayId"]?.string == gateway }
        record.removeAll("Routes") {
          $0["GatewayId"]?.string == gateway && $0["Origin"]?.string == "EnableVgwRoutePropagation"
        }
      }
    case .propagation(let table, let attachment): withdraw(attachment, from: table)
    case .peering(let id):
      edit("VpcPeeringConnections", where: { $0["VpcPeeringConnectionId"]?.string == id }) { record in
        record.set("Status", .object([.init(key: "Code", value: .string("deleted"))]))
      }
      edit("RouteTables", where: { _ in true }) { record in
        record.editAll("Routes", where: { $0["VpcPeeringConnectionId"]?.string == id }) {
          $0.set("State", .string("blackhole"))
        }
      }
    case .attachment(let id):
      for list in ["TransitGatewayAttachments", "TransitGatewayVpcAttachments", "TransitGatewayPeeringAttachments"] {
        edit(list, where: { $0["TransitGatewayAttachmentId"]?.string == id }) { $0.set("State", .string("deleted")) }
      }
      withdraw(id, from: nil)
    case .policyAttachment(let policy, let holder):
      for list in ["RoleDetailList", "UserDetailList", "GroupDetailList"] {
        edit(list, where: { $0["Arn"]?.string == holder }) { record in
          record.removeAll("AttachedManagedPolicies") { $0["PolicyArn"]?.string == policy }
        }
      }
    case .denial(let statement, let holder):
      let document = try JSONValue(parsing: #"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#)
      let policy = JSONValue.object([
        .init(key: "PolicyName", value: .string("denial")), .init(key: "PolicyDocument", value: document),
      ])
      for (list, inline) in [("RoleDetailList", "RolePolicyList"), ("UserDetailList", "UserPolicyList")] {
        edit(list, where: { $0["Arn"]?.string == holder }) { record in
          record.set(inline, .array((record[inline]?.array ?? []) + [policy]))
        }
      }
    case .instanceProfile(let id):
      edit("Reservations", where: { _ in true }) { record in
        record.editAll("Instances", where: { $0["InstanceId"]?.string == id }) { $0.set("IamInstanceProfile", .null) }
      }
    case .vpnConnection(let id):
      edit("VpnConnections", where: { $0["VpnConnectionId"]?.string == id }) { $0.set("State", .string("deleted")) }
    }
  }

  private mutating func withdraw(_ attachment: String, from table: String?) {
    func isOf(_ record: JSONValue) -> Bool {
      table == nil || record["TransitGatewayRouteTableId"]?.string == table
    }
    edit("TransitGatewayPropagations", where: isOf) { record in
      record.removeAll("TransitGatewayRouteTablePropagations") {
        $0["TransitGatewayAttachmentId"]?.string == attachment
      }
    }
    edit("TransitGatewayRoutes", where: isOf) { record in
      record.removeAll("Routes") { route in
        route["Type"]?.string == "propagated"
          && route["TransitGatewayAttachments"]?.array?.contains {
            $0["TransitGatewayAttachmentId"]?.string == attachment
          } ?? false
      }
    }
  }

  private mutating func edit(
    _ list: String,
    where matches: (JSONValue) -> Bool,
    _ change: (inout JSONValue) -> Void
  ) {
    for index in documents.indices where documents[index].value[list] != nil {
      documents[index].value.editAll(list, where: matches, change)
    }
  }
}

extension SnapshotEdit.Change {
  /// The change that an element of a cut asks for.
  init(_ element: CutElement) throws {
    let text = element.step
    if let statement = element.statement, !text.hasPrefix("Deny "), let location = element.location {
      let pointer = (location.pointer ?? "").split(separator: "/").map(String.init)
      self = .statement(statement, file: location.file, pointer: pointer)
    } else if let statement = element.statement {
      self = .denial(statement: statement, to: element.resource.id)
    } else if text.hasPrefix("Give instance ") {
      self = .instanceProfile(of: element.resource.id)
    } else if text.hasPrefix("Disable the propagation of virtual private gateway") {
      self = .gatewayPropagation(table: element.resource.id, gateway: Self.origin(element))
    } else if text.hasPrefix("Disable the propagation of attachment") {
      self = .propagation(table: element.resource.id, attachment: Self.origin(element))
    } else if text.hasPrefix("Delete VPC peering connection") {
      self = .peering(element.resource.id)
    } else if text.hasPrefix("Delete transit gateway attachment") {
      self = .attachment(element.resource.id)
    } else if text.hasPrefix("Delete VPN connection") {
      self = .vpnConnection(element.resource.id)
    } else if text.hasPrefix("Detach policy ") {
      self = .policyAttachment(of: element.rule ?? "", to: element.resource.id)
    } else if text.hasPrefix("Remove "), let location = element.location, let pointer = location.pointer {
      self = .element(file: location.file, pointer: pointer.split(separator: "/").map(String.init))
    } else {
      throw SnapshotEdit.NoSuchPlace(description: text)
    }
  }

  private static func origin(_ element: CutElement) -> String {
    String((element.rule ?? "").dropFirst("propagation of ".count))
  }
}

extension SnapshotEdit {
  /// Everything that can be removed from the snapshot, found in the JSON alone.
  var allChanges: [Change] {
    var changes: [Change] = []
    for (file, document) in documents {
      func elements(_ list: String, _ inner: [String], where isIncluded: (JSONValue) -> Bool = { _ in true }) {
        for (index, record) in (document[list]?.array ?? []).enumerated() {
          for name in inner {
            for (place, member) in (record[name]?.array ?? []).enumerated() where isIncluded(member) {
              changes.append(.element(file: file, pointer: [list, "\(index)", name, "\(place)"]))
            }
          }
        }
      }
      for (index, group) in (document["SecurityGroups"]?.array ?? []).enumerated() {
        for side in ["IpPermissions", "IpPermissionsEgress"] {
          for (number, permission) in (group[side]?.array ?? []).enumerated() {
            for peers in ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"] {
              for peer in (permission[peers]?.array ?? []).indices {
                changes.append(
                  .element(
                    file: file,
                    pointer: ["SecurityGroups", "\(index)", side, "\(number)", peers, "\(peer)"]
                  )
                )
              }
            }
          }
        }
      }
      elements("NetworkAcls", ["Entries"]) { $0["RuleAction"]?.string == "allow" }
      elements("RouteTables", ["Routes"]) {
        $0["GatewayId"]?.string != "local" && $0["Origin"]?.string != "EnableVgwRoutePropagation"
      }
      elements("TransitGatewayStaticRoutes", ["Routes"]) { $0["State"]?.string != "blackhole" }
      for table in document["RouteTables"]?.array ?? [] {
        for gateway in table["PropagatingVgws"]?.array ?? [] {
          changes.append(
            .gatewayPropagation(
              table: table["RouteTableId"]?.string ?? "",
              gateway: gateway["GatewayId"]?.string ?? ""
            )
          )
        }
      }
      for table in document["TransitGatewayPropagations"]?.array ?? [] {
        for propagation in table["TransitGatewayRouteTablePropagations"]?.array ?? [] {
          changes.append(
            .propagation(
              table: table["TransitGatewayRouteTableId"]?.string ?? "",
              attachment: propagation["TransitGatewayAttachmentId"]?.string ?? ""
            )
          )
        }
      }
      for connection in document["VpcPeeringConnections"]?.array ?? [] {
        changes.append(.peering(connection["VpcPeeringConnectionId"]?.string ?? ""))
      }
      for attachment in document["TransitGatewayAttachments"]?.array ?? [] {
        changes.append(.attachment(attachment["TransitGatewayAttachmentId"]?.string ?? ""))
      }
    }
    var seen: Set<Change> = []
    return changes.filter { seen.insert($0).inserted }
  }
}

extension JSONValue {
  /// Changes the value at a pointer.
  fileprivate mutating func edit(_ pointer: ArraySlice<String>, _ change: (inout JSONValue) -> Void) throws {
    guard let part = pointer.first else { return change(&self) }
    switch self {
    case .array(var elements):
      guard let index = Int(part), elements.indices.contains(index) else {
        throw SnapshotEdit.NoSuchPlace(description: "/\(part)")
      }
      try elements[index].edit(pointer.dropFirst(), change)
      self = .array(elements)
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.key == part }) else {
        throw SnapshotEdit.NoSuchPlace(description: "/\(part)")
      }
      try members[index].value.edit(pointer.dropFirst(), change)
      self = .object(members)
    case .string(let text):
      // Policies of buckets, secrets and keys are JSON in a string.
      var inner = try JSONValue(parsing: text)
      try inner.edit(pointer, change)
      self = .string(inner.text)
    default: throw SnapshotEdit.NoSuchPlace(description: "/\(part)")
    }
  }

  fileprivate mutating func set(_ key: String, _ value: JSONValue) {
    guard case .object(var members) = self else { return }
    members.removeAll { $0.key == key }
    members.append(Member(key: key, value: value))
    self = .object(members)
  }

  fileprivate mutating func removeAll(_ list: String, where isRemoved: (JSONValue) -> Bool) {
    guard let elements = self[list]?.array else { return }
    replace(list, elements.filter { !isRemoved($0) })
  }

  fileprivate mutating func editAll(
    _ list: String,
    where matches: (JSONValue) -> Bool,
    _ change: (inout JSONValue) -> Void
  ) {
    guard var elements = self[list]?.array else { return }
    for index in elements.indices where matches(elements[index]) { change(&elements[index]) }
    replace(list, elements)
  }

  private mutating func replace(_ list: String, _ elements: [JSONValue]) {
    guard case .object(var members) = self, let index = members.firstIndex(where: { $0.key == list }) else { return }
    members[index].value = .array(elements)
    self = .object(members)
  }

  /// The value without the elements of arrays that were taken out.
  fileprivate var withoutGaps: JSONValue {
    switch self {
    case .array(let elements): .array(elements.filter { $0 != .null }.map(\.withoutGaps))
    case .object(let members): .object(members.map { Member(key: $0.key, value: $0.value.withoutGaps) })
    case .string(let text) where text.hasPrefix("{") && text.contains("null"):
      (try? JSONValue(parsing: text)).map { .string($0.withoutGaps.text) } ?? self
    default: self
    }
  }

  var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
    case .object(let members): "{\(members.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
