// References to what is not in the snapshot. Real estates are full of them; whether one matters is for the audit to say.
extension SnapshotBuilder {
  /// Notes each reference that leads nowhere.
  mutating func noteStaleReferences() {
    noteStaleRoutes()
    noteStaleGroups()
    noteStaleInterfaces()
  }

  /// Notes what contradicts itself; what may hide a path is an error.
  mutating func noteContradictions() {
    estate.contradictions += EstateConsistency(estate).contradictions
    for contradiction in estate.contradictions {
      remarks.add(
        contradiction.isUndecided ? .error : .warning,
        contradiction.kind.rawValue,
        contradiction.message,
        at: contradiction.provenance,
        resource: estate.symbols[contradiction.resource]
      )
    }
  }

  private mutating func noteStaleRoutes() {
    for table in estate.routeTables.records {
      for route in table.routes {
        if case .prefixList(let list) = route.destination, estate.prefixList(list) == nil {
          note("route", to: list, "prefix list", at: route.provenance, of: table.id)
        }
        switch route.target {
        case .internetGateway(let id), .egressOnlyInternetGateway(let id):
          if estate.internetGateway(id) == nil { note("route", to: id, "gateway", at: route.provenance, of: table.id) }
        case .vpnGateway(let id):
          if estate.vpnGateway(id) == nil { note("route", to: id, "gateway", at: route.provenance, of: table.id) }
        case .natGateway(let id):
          if estate.natGateway(id) == nil { note("route", to: id, "gateway", at: route.provenance, of: table.id) }
        case .transitGateway(let id):
          if estate.transitGateway(id) == nil { note("route", to: id, "gateway", at: route.provenance, of: table.id) }
        case .coreNetwork(let id):
          if estate.coreNetwork(id) == nil { note("route", to: id, "core network", at: route.provenance, of: table.id) }
        case .peeringConnection(let id):
          if estate.peeringConnection(id) == nil {
            note("route", to: id, "peering connection", at: route.provenance, of: table.id)
          }
        case .vpcEndpoint(let id):
          if estate.vpcEndpoint(id) == nil { note("route", to: id, "endpoint", at: route.provenance, of: table.id) }
        case .networkInterface(let id):
          if estate.networkInterface(id) == nil {
            note("route", to: id, "network interface", at: route.provenance, of: table.id)
          }
        case .local, .unsupported, .none: break
        }
      }
      if estate.vpc(table.vpc) == nil { note("route table", to: table.vpc, "VPC", at: table.provenance, of: table.id) }
      for subnet in table.subnets where estate.subnet(subnet) == nil {
        note("route table", to: subnet, "subnet", at: table.provenance, of: table.id)
      }
    }
    for table in estate.transitGatewayRouteTables.records {
      for route in table.routes {
        for id in route.attachments where estate.transitGatewayAttachment(id) == nil {
          note("route", to: id, "attachment", at: route.provenance, of: table.id)
        }
      }
    }
  }

  private mutating func noteStaleGroups() {
    for group in estate.securityGroups.records {
      for index in Array(group.ingress.range) + Array(group.egress.range) {
        let rule = estate.securityGroupRules[index]
        switch rule.peer {
        case .securityGroup(let id) where estate.securityGroup(id) == nil:
          note("rule", to: id, "security group", at: rule.provenance, of: group.id)
        case .prefixList(let id) where estate.prefixList(id) == nil:
          note("rule", to: id, "prefix list", at: rule.provenance, of: group.id)
        default: break
        }
      }
    }
  }

  private mutating func noteStaleInterfaces() {
    for interface in estate.networkInterfaces.records
    where !interface.subnet.isEmpty && estate.subnet(interface.subnet) == nil {
      note("network interface", to: interface.subnet, "subnet", at: interface.provenance, of: interface.id)
    }
    for subnet in estate.subnets.records where estate.vpc(subnet.vpc) == nil {
      note("subnet", to: subnet.vpc, "VPC", at: subnet.provenance, of: subnet.id)
    }
    // Each set of groups is looked at once, with the first interface that has it.
    var isSeen = [Bool](repeating: false, count: estate.groupSetCount)
    for interface in estate.networkInterfaces.records where !isSeen[Int(interface.groups.index)] {
      isSeen[Int(interface.groups.index)] = true
      for id in estate.groups(interface.groups) where !id.isEmpty && estate.securityGroup(id) == nil {
        note("network interface", to: id, "security group", at: interface.provenance, of: interface.id)
      }
    }
  }

  private mutating func note(
    _ what: StaticString,
    to id: Symbol,
    _ kind: StaticString,
    at place: Provenance,
    of resource: Symbol
  ) {
    remarks.add(
      .note,
      "stale-reference",
      "\(what) names \(kind) `\(estate.symbols[id])`, which is not in the snapshot",
      at: place,
      resource: estate.symbols[resource]
    )
  }
}
