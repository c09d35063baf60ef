// Route tables and network ACLs: whose they are, and whether one thing has two of them.
extension EstateConsistency {
  mutating func checkTables() {
    var main: [Symbol: Symbol] = [:]
    var ofSubnet: [Symbol: Symbol] = [:]
    var ofGateway: [Symbol: Symbol] = [:]
    for table in estate.routeTables.records {
      if table.isMain {
        checkDefault("main route table", table.id, table.vpc, table.provenance, &main)
      }
      for subnet in table.subnets {
        checkAssociation("route table", table.id, table.vpc, subnet, table.provenance, &ofSubnet)
      }
      for gateway in table.gateways {
        if let other = ofGateway.updateValue(table.id, forKey: gateway), other != table.id {
          found(
            .severalAssociations,
            "gateway \(quoted(gateway)) is associated with \(quoted(other)) as well, expected one edge route table",
            of: table.id,
            concerning: [table.vpc],
            at: table.provenance
          )
        }
      }
    }
    var standard: [Symbol: Symbol] = [:]
    var listOfSubnet: [Symbol: Symbol] = [:]
    for list in estate.networkACLs.records {
      if list.isDefault { checkDefault("default network ACL", list.id, list.vpc, list.provenance, &standard) }
      for subnet in list.subnets {
        checkAssociation("network ACL", list.id, list.vpc, subnet, list.provenance, &listOfSubnet)
      }
    }
  }

  private mutating func checkDefault(
    _ what: String,
    _ id: Symbol,
    _ vpc: Symbol,
    _ place: Provenance,
    _ known: inout [Symbol: Symbol]
  ) {
    guard let other = known.updateValue(id, forKey: vpc), other != id else { return }
    found(
      .severalDefaults,
      "\(quoted(vpc)) has \(quoted(other)) as its \(what) as well, expected one",
      of: id,
      concerning: [vpc],
      at: place
    )
  }

  private mutating func checkAssociation(
    _ what: String,
    _ id: Symbol,
    _ vpc: Symbol,
    _ subnet: Symbol,
    _ place: Provenance,
    _ known: inout [Symbol: Symbol]
  ) {
    if let other = known.updateValue(id, forKey: subnet), other != id {
      found(
        .severalAssociations,
        "subnet \(quoted(subnet)) is associated with \(quoted(other)) as well, expected one \(what)",
        of: id,
        concerning: [self.vpc(ofSubnet: subnet) ?? vpc],
        at: place
      )
    }
    guard let home = self.vpc(ofSubnet: subnet), home != vpc else { return }
    found(
      .associationInOtherVPC,
      "is associated with subnet \(quoted(subnet)) of \(quoted(home)), expected subnets of \(quoted(vpc))",
      of: id,
      concerning: [home, vpc],
      at: place
    )
  }

  /// Entries with one number: which of them comes first is not told.
  mutating func checkAccessLists() {
    struct Slot: Hashable {
      var number: UInt32
      var isEgress: Bool
      var family: AddressFamily
    }
    for list in estate.networkACLs.records {
      var known: [Slot: NetworkACL.Entry] = [:]
      for entry in list.entries {
        let slot = Slot(number: entry.ruleNumber, isEgress: entry.isEgress, family: entry.box.family)
        guard let other = known.updateValue(entry, forKey: slot) else { continue }
        let decides = entry.allows != other.allows && entry.box.intersection(other.box) != nil
        found(
          .duplicateRuleNumber,
          "two \(entry.isEgress ? "egress" : "ingress") entries have the number \(entry.ruleNumber), expected one",
          of: list.id,
          concerning: decides ? [list.vpc] : [],
          at: entry.provenance
        )
      }
    }
  }
}
