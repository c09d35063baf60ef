// Security groups, network ACLs and prefix lists, with rules inline and as resources of their own.
extension ResourceReader {
  /// `aws_security_group`.
  ///
  /// AWS gives a new group a rule that lets everything out; the provider takes it away unless the configuration names one
  /// (`aws_security_group`, "NOTE on Egress rules"), so that there are no rules but those that are named.
  mutating func securityGroup() {
    record(
      "SecurityGroups",
      [
        "GroupId": .string(id), "GroupName": .string(known("name") ?? address),
        "VpcId": DraftValue(isComputed("vpc_id") ? nil : named("vpc_id")),
        "OwnerId": .string(known("owner_id") ?? account), "Tags": tags(),
      ]
    )
    inlineRules(of: id)
  }

  /// `aws_default_security_group`: the default group of a VPC, with exactly the rules that it names.
  mutating func defaultSecurityGroup() {
    let vpc = named("vpc_id")
    var group = id
    if group == address, let vpc {
      // The VPC is named, and with it its group.
      let owner = state.values("aws_vpc", id: vpc) ?? state.values("aws_default_vpc", id: vpc)
      group = owner?["default_security_group_id"]?.string ?? "\(vpc).default_security_group_id"
    }
    record(
      "SecurityGroups",
      [
        "GroupId": .string(group), "GroupName": "default", "VpcId": DraftValue(vpc), "OwnerId": .string(account),
        "Tags": tags(),
      ]
    )
    inlineRules(of: group)
  }

  private mutating func inlineRules(of group: String) {
    for (attribute, list) in [("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")] {
      for rule in inline(attribute) {
        var peers = self.peers(in: rule, "cidr_blocks", "CidrIp")
        peers += self.peers(in: rule, "ipv6_cidr_blocks", "CidrIpv6")
        peers += self.peers(in: rule, "prefix_list_ids", "PrefixListId")
        peers += self.peers(in: rule, "security_groups", "GroupId")
        if flag("self", in: rule) == true { peers.append(("GroupId", group)) }
        for peer in peers { add(peer, of: group, list, rule) }
      }
    }
  }

  /// `aws_security_group_rule`.
  mutating func securityGroupRule() {
    guard let group = named("security_group_id"), let type = text("type") else { return }
    var peers = self.peers(in: root, "cidr_blocks", "CidrIp")
    peers += self.peers(in: root, "ipv6_cidr_blocks", "CidrIpv6")
    peers += self.peers(in: root, "prefix_list_ids", "PrefixListId")
    if !isComputed("source_security_group_id"), let other = named("source_security_group_id") {
      // The group of another account is written with the account before it.
      peers.append(("GroupId", other.split(separator: "/").last.map(String.init) ?? other))
    }
    if flag("self") == true { peers.append(("GroupId", group)) }
    for peer in peers { add(peer, of: group, type == "egress" ? "IpPermissionsEgress" : "IpPermissions", root) }
  }

  /// `aws_vpc_security_group_ingress_rule`, `aws_vpc_security_group_egress_rule`.
  mutating func vpcSecurityGroupRule() {
    guard let group = named("security_group_id") else { return }
    let list = resource.type.contains("_egress_") ? "IpPermissionsEgress" : "IpPermissions"
    for (attribute, member) in [
      ("cidr_ipv4", "CidrIp"), ("cidr_ipv6", "CidrIpv6"), ("prefix_list_id", "PrefixListId"),
      ("referenced_security_group_id", "GroupId"),
    ] {
      for peer in peers(in: root, attribute, member) {
        let name = member == "GroupId" ? peer.name.split(separator: "/").last.map(String.init) ?? peer.name : peer.name
        add((peer.member, name), of: group, list, root)
      }
    }
  }

  /// The peers that an attribute names; one that is not known is a prefix list that nobody knows, and may hold any address.
  private mutating func peers(
    in block: Block,
    _ attribute: String,
    _ member: String
  ) -> [(member: String, name: String)] {
    if case .computed? = block[attribute]?.unknown?.reason, block.name != address { return [] }
    let (elements, words) = state.elements(block[attribute])
    var peers: [(member: String, name: String)] = words.map { [("PrefixListId", $0)] } ?? []
    if let words { note(explain(words, attribute, block)) }
    for element in elements {
      switch state.settle(element) {
      case .none: break
      case .text(let text): peers.append((member, text))
      case .unknown(let words):
        note(explain(words, attribute, block))
        peers.append(("PrefixListId", words))
      }
    }
    return peers
  }

  /// Adds a rule for one peer.
  private mutating func add(
    _ peer: (member: String, name: String),
    of group: String,
    _ list: String,
    _ block: Block
  ) {
    let isSeparate = block.name == address
    let name = isSeparate && resource.type != "aws_security_group_rule" ? "ip_protocol" : "protocol"
    var fields = DraftObject()
    // Traffic that is not known may be any.
    let protocols = text(name, in: block)?.lowercased() ?? "-1"
    fields["IpProtocol"] = .string(protocols == "all" ? "-1" : protocols == "icmpv6" ? "icmpv6" : protocols)
    if fields["IpProtocol"]?.text != "-1" {
      if let port = integer("from_port", in: block) { fields["FromPort"] = DraftValue(port) }
      if let port = integer("to_port", in: block) { fields["ToPort"] = DraftValue(port) }
    }
    var element: DraftValue
    switch peer.member {
    case "CidrIp":
      element = ["CidrIp": .string(peer.name)]
      fields["IpRanges"] = [element.from(nil)]
    case "CidrIpv6":
      element = ["CidrIpv6": .string(peer.name)]
      fields["Ipv6Ranges"] = [element]
    case "PrefixListId":
      element = ["PrefixListId": .string(peer.name)]
      fields["PrefixListIds"] = [element]
    default:
      element = ["GroupId": .string(peer.name)]
      fields["UserIdGroupPairs"] = [element]
    }
    self.element("SecurityGroups", group, [list], .object(fields), .permission)
  }

  /// `aws_vpc_security_group_vpc_association`.
  mutating func securityGroupAssociation() {
    guard let group = named("security_group_id"), let vpc = named("vpc_id") else { return }
    record(
      "SecurityGroupVpcAssociations",
      ["GroupId": .string(group), "VpcId": .string(vpc), "State": "associated"]
    )
  }

  /// `aws_network_acl`.
  mutating func networkACL() {
    record(
      "NetworkAcls",
      [
        "NetworkAclId": .string(id), "VpcId": .string(named("vpc_id") ?? "\(address).vpc_id"),
        "OwnerId": .string(known("owner_id") ?? account), "IsDefault": false, "Tags": tags(),
      ]
    )
    entries(of: id)
    if !isComputed("subnet_ids") {
      for subnet in namedTexts("subnet_ids").sorted() { associate(subnet, with: id) }
    }
  }

  /// `aws_default_network_acl`: the default network ACL of a VPC, with exactly the entries that it names.
  mutating func defaultNetworkACL() {
    guard let list = named("default_network_acl_id") else { return }
    lookUp("NetworkAcls", list)
    if let tags = tags() { field("NetworkAcls", list, ["Tags"], tags) }
    entries(of: list)
    for subnet in namedTexts("subnet_ids").sorted() { associate(subnet, with: list) }
  }

  private mutating func associate(_ subnet: String, with list: String) {
    element("NetworkAcls", list, ["Associations"], ["SubnetId": .string(subnet)], .members(["SubnetId"]))
  }

  /// `aws_network_acl_association`.
  mutating func networkACLAssociation() {
    guard let list = named("network_acl_id"), let subnet = named("subnet_id") else { return }
    associate(subnet, with: list)
  }

  private mutating func entries(of list: String) {
    for (attribute, isEgress) in [("ingress", false), ("egress", true)] {
      for entry in inline(attribute) {
        addEntry(entry, to: list, number: "rule_no", action: "action", isEgress: isEgress)
      }
    }
  }

  /// `aws_network_acl_rule`.
  mutating func networkACLRule() {
    guard let list = named("network_acl_id") else { return }
    addEntry(root, to: list, number: "rule_number", action: "rule_action", isEgress: flag("egress") ?? false)
  }

  private mutating func addEntry(
    _ block: Block,
    to list: String,
    number: String,
    action: String,
    isEgress: Bool
  ) {
    guard let number = integer(number, in: block), let action = text(action, in: block) else { return }
    var fields = DraftObject()
    fields["RuleNumber"] = DraftValue(number)
    fields["Egress"] = .bool(isEgress)
    fields["RuleAction"] = .string(action.lowercased())
    // An entry whose packets are not known cannot be said: what it may allow or hide is an open question.
    guard let protocols = text("protocol", in: block) else { return }
    let number4 = ["tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58", "all": "-1"][protocols.lowercased()]
    let name = number4 ?? protocols
    fields["Protocol"] = .string(name)
    let block4 = text("cidr_block", in: block)
    let block6 = text("ipv6_cidr_block", in: block)
    guard block4 != nil || block6 != nil else { return }
    if let block4 { fields["CidrBlock"] = .string(block4) }
    if let block6, block4 == nil { fields["Ipv6CidrBlock"] = .string(block6) }
    switch name {
    case "6", "17":
      let (from, to) = (integer("from_port", in: block) ?? 0, integer("to_port", in: block) ?? 65535)
      fields["PortRange"] =
        from == 0 && to == 0 ? ["From": 0, "To": 0] : ["From": DraftValue(from), "To": DraftValue(to)]
    case "1", "58":
      let (type, code) = (integer("icmp_type", in: block) ?? -1, integer("icmp_code", in: block) ?? -1)
      fields["IcmpTypeCode"] = ["Type": DraftValue(type), "Code": DraftValue(code)]
    default: break
    }
    element("NetworkAcls", list, ["Entries"], .object(fields), .members(["Egress", "RuleNumber"]))
  }

  /// `aws_ec2_managed_prefix_list`.
  mutating func prefixList() {
    record(
      "PrefixLists",
      [
        "PrefixListId": .string(id), "PrefixListName": DraftValue(text("name")),
        "OwnerId": .string(known("owner_id") ?? account), "AddressFamily": DraftValue(text("address_family")),
        "Tags": tags(),
      ]
    )
    // Without its entries the list may hold any address: there is none of which they would be known.
    if isComputed("entry") {
      // The provider fills them in where they are resources of their own, and Terraform does not take both.
      let list = id
      let hasOwn = state.resources(ofType: "aws_ec2_managed_prefix_list_entry").contains { entry in
        state.settle(state.values[entry.address]?["prefix_list_id"]) == .text(list)
      }
      guard hasOwn else { return note("\(address).entry is known after apply") }
    } else if let words = state.elements(root["entry"]).words {
      return note(explain(words, "entry", nil))
    }
    wrapper("PrefixListEntries", ["PrefixListId": .string(id)])
    for entry in inline("entry") {
      guard let block = text("cidr", in: entry) else { continue }
      entryOfList(block, of: id)
    }
  }

  /// `aws_ec2_managed_prefix_list_entry`.
  mutating func prefixListEntry() {
    guard let list = named("prefix_list_id"), let block = text("cidr") else { return }
    entryOfList(block, of: list)
  }

  private mutating func entryOfList(_ block: String, of list: String) {
    wrapped(
      "PrefixListEntries",
      ["PrefixListId": .string(list)],
      ["Entries"],
      ["Cidr": .string(block)],
      .members(["Cidr"])
    )
  }
}
