/// Which ids a case's snapshot defines and which it names, so that a slip in a case is not taken for a verdict.
struct ReferentialIntegrity {
  /// Ids that are named but defined nowhere, sorted.
  let undefined: [String]
  /// Ids that two records of one place define, sorted.
  let definedTwice: [String]

  private static let kinds = [
    "vpc-", "subnet-", "rtb-", "acl-", "sg-", "eni-", "igw-", "eigw-", "nat-", "pcx-", "tgw-", "vgw-", "vpn-", "cgw-",
    "cvpn-endpoint-", "pl-", "vpce-",
  ]

  /// Keys whose records only wrap the rows of a parent that is defined elsewhere.
  private static let wrappers = [
    "PrefixListEntries", "TransitGatewayAssociations", "TransitGatewayPropagations", "TransitGatewayStaticRoutes",
    "TransitGatewayRoutes", "TransitGatewayVpcAttachments", "TransitGatewayPeeringAttachments",
    "ClientVpnTargetNetworks",
    "ClientVpnRoutes", "ClientVpnAuthorizationRules", "LoadBalancerListeners", "LoadBalancerTargetHealth", "Addresses",
    "ListenerRules", "LoadBalancerAttributes", "TargetGroupAttributes",
    "VpcEndpointServicePermissions", "latticeListeners", "latticeRules", "latticeTargets",
    "latticeAuthPolicies", "ResolverEndpointIpAddresses",
    "TransitGatewayPrefixListReferences", "TransitGatewayPolicyTableAssociations", "SecurityGroupVpcAssociations",
    "StaleSecurityGroupSet", "CoreNetworkPolicies",
  ]

  init(_ estate: CaseEstate) {
    var defined: Set<String> = []
    var twice: Set<String> = []
    var named: Set<String> = []
    for (_, members) in estate.snapshot() {
      var here: Set<String> = []
      for (key, value) in members {
        guard case .array(let rows) = value else { continue }
        for row in rows {
          Self.collect(row, into: &named)
          guard !Self.wrappers.contains(key), case .object(let fields) = row,
            case .string(let id)? = fields.first?.value
          else { continue }
          if !here.insert(id).inserted { twice.insert(id) }
        }
      }
      defined.formUnion(here)
    }
    undefined = named.subtracting(defined).sorted()
    definedTwice = twice.sorted()
  }

  private static func collect(_ value: JSONText, into named: inout Set<String>) {
    switch value {
    case .array(let elements): for element in elements { collect(element, into: &named) }
    case .object(let members):
      for (key, value) in members {
        guard case .string(let text) = value else {
          collect(value, into: &named)
          continue
        }
        if key.hasSuffix("Id") || key == "TargetSubnet", kinds.contains(where: text.hasPrefix) { named.insert(text) }
      }
    default: break
    }
  }
}
