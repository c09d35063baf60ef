// `describe-network-acls`.
extension SnapshotBuilder {
  /// Reads an element of `NetworkAcls`.
  mutating func networkACL(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var list = NetworkACL(
      id: .empty,
      vpc: .empty,
      isDefault: false,
      subnets: [],
      entries: [],
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .NetworkAclId: list.id = try symbol(tape, member)
      case .VpcId: list.vpc = try symbol(tape, member)
      case .OwnerId: noteOwner(try symbol(tape, member))
      case .IsDefault: list.isDefault = try bool(tape, member)
      case .Associations: list.subnets = try symbols(tape, member, .SubnetId)
      case .Entries:
        var elements = try array(tape, member)
        while let element = elements.next(in: tape) { list.entries.append(try networkACLEntry(tape, element)) }
      case .Tags: list.tags = try tags(tape, member)
      default: break
      }
    }
    try require(list.id, .NetworkAclId, tape, node)
    try require(list.vpc, .VpcId, tape, node)
    list.entries.sort { a, b in
      (a.isEgress ? 1 : 0, a.box.family, a.ruleNumber, a.provenance)
        < (b.isEgress ? 1 : 0, b.box.family, b.ruleNumber, b.provenance)
    }
    guard isNew(list.id, tape, node) else { return }
    estate.bind(list.id, to: .networkACL(estate.networkACLs.append(list)))
  }

  private mutating func networkACLEntry(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> NetworkACL.Entry {
    var ruleNumber: Int?
    var isEgress: Bool?
    var allows: Bool?
    var protocols = ProtocolRange.all
    var block: IPPrefix?
    var ports = PortRange.all
    var type = (PortRange.all, PortRange.all)
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      switch key(tape, member) {
      case .RuleNumber: ruleNumber = try integer(tape, member, 0...65535)
      case .Egress: isEgress = try bool(tape, member)
      case .RuleAction:
        switch try text(tape, member) {
        case "allow": allows = true
        case "deny": allows = false
        default: throw wrongKind(tape, member, expected: "allow or deny")
        }
      case .`Protocol`: protocols = try protocolRange(tape, member)
      case .CidrBlock, .Ipv6CidrBlock: if tape.kind(member) != .null { block = try prefix(tape, member) }
      case .PortRange: ports = try portRange(tape, member)
      case .IcmpTypeCode: type = try typeAndCode(tape, member)
      default: break
      }
    }
    guard let ruleNumber else { throw missing(.RuleNumber, tape, node) }
    guard let isEgress else { throw missing(.Egress, tape, node) }
    guard let allows else { throw missing(.RuleAction, tape, node) }
    guard let block else { throw missing(.CidrBlock, tape, node) }
    var box = HeaderBox.all(block.family)
    if isEgress { box.destination = block.range } else { box.source = block.range }
    box.protocols = protocols
    switch protocols {
    case .tcp, .udp: box.destinationPorts = ports
    case .icmp, .icmpv6: (box.destinationPorts, box.sourcePorts) = type
    default: break
    }
    return NetworkACL.Entry(
      ruleNumber: UInt32(ruleNumber),
      isEgress: isEgress,
      allows: allows,
      box: box,
      provenance: place(tape, node)
    )
  }

  /// `{From, To}`.
  private func portRange(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> PortRange {
    guard tape.kind(node) != .null else { return .all }
    guard let from = try member(tape, node, .From) else { throw missing(.From, tape, node) }
    guard let to = try member(tape, node, .To) else { throw missing(.To, tape, node) }
    return try ports(tape, from: from, to: to)
  }

  /// `{Type, Code}` of ICMP; -1 is all.
  private func typeAndCode(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> (type: PortRange, code: PortRange) {
    guard tape.kind(node) != .null else { return (.all, .all) }
    let type = try member(tape, node, .`Type`)
    let code = try member(tape, node, .Code)
    return (try icmpRange(tape, type), try icmpRange(tape, code))
  }
}

// What network ACLs and security groups say in the same words.
extension SnapshotBuilder {
  /// The protocols that a text means: `-1`, a number, or a name that AWS uses.
  func protocolRange(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) -> ProtocolRange {
    let number: UInt8?
    if let name = tape.string(node) {
      switch name {
      case "-1", "all": return .all
      case "tcp": return .tcp
      case "udp": return .udp
      case "icmp": return .icmp
      case "icmpv6": return .icmpv6
      default: number = UInt8(name)
      }
    } else if let value = tape.integer(node) {
      if value == -1 { return .all }
      number = UInt8(exactly: value)
    } else {
      number = nil
    }
    guard let number else {
      throw wrongKind(tape, node, expected: "-1, tcp, udp, icmp, icmpv6 or a number from 0 to 255")
    }
    return ProtocolRange(number)
  }

  /// The ports from one value to another.
  func ports(_ tape: borrowing JSONTape, from: Int, to: Int) throws(SnapshotFault) -> PortRange {
    let lower = try integer(tape, from, -1...65535)
    let upper = try integer(tape, to, -1...65535)
    if lower == -1 || upper == -1 { return .all }
    guard lower <= upper else {
      throw SnapshotFault(
        offset: tape.offset(from),
        code: "wrong-value",
        message: "ports from \(lower) to \(upper), expected the lower one first"
      )
    }
    return PortRange(UInt16(lower), UInt16(upper))
  }

  /// An ICMP type or code; all of them for -1 and for none.
  func icmpRange(_ tape: borrowing JSONTape, _ node: Int?) throws(SnapshotFault) -> PortRange {
    guard let node else { return .all }
    let value = try integer(tape, node, -1...255)
    return value == -1 ? .all : PortRange(UInt16(value), UInt16(value))
  }
}
