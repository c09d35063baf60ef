/// Something of the network that an identity may change.
package struct NetworkElement: Hashable, Sendable {
  package enum Kind: Int, Hashable, Sendable, Comparable, CaseIterable {
    case vpc, subnet, securityGroup, networkInterface, instance, networkACL, routeTable, vpnGateway, internetGateway
    case peeringConnection, transitGateway, transitGatewayAttachment, transitGatewayRouteTable, vpnConnection
    case clientVPNEndpoint, vpcEndpoint, endpointService, serviceNetwork, latticeService, coreNetwork
    case directConnectGateway, prefixList, firewallPolicy, firewallRuleGroup, resolverRule, loadBalancer, targetGroup
    case database, cluster, function

    package static func < (lhs: Kind, rhs: Kind) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  package let kind: Kind
  package let arn: String
  /// The account whose policies decide about it.
  package let account: String
  package let record: Estate.Handle
  /// The VPC in which it stands; empty where it stands in none or in several.
  package let vpc: Symbol
}

/// A change of the network that an identity may be allowed to make: a row of the table ``table``.
package struct NetworkChange: Sendable {
  /// A change that takes two, one in each account.
  package enum Half: Hashable, Sendable {
    case asks(for: String)
    case accepts(String)
  }

  /// The stable id, such as `ec2-CreateRoute`.
  package let id: String
  /// What it does, as a sentence in the third person.
  package let title: String
  /// The entries of the catalogue of ways that it decides.
  package let catalogue: [String]
  /// The kinds of elements that it changes.
  package let elements: [NetworkElement.Kind]
  package let requires: [CapabilityRow.Requirement]
  /// Which half it is of a change that takes two; nothing where it takes effect by itself.
  package let half: Half?
  /// The page of AWS that says so.
  package let source: String

  init(
    _ action: String,
    _ title: String,
    _ elements: [NetworkElement.Kind],
    catalogue: String? = nil,
    also: [CapabilityRow.Requirement] = [],
    _ half: Half? = nil,
    requires: [CapabilityRow.Requirement]? = nil
  ) {
    id = action.replacing(":", with: "-")
    self.title = title
    self.catalogue = ["x:net:" + (catalogue ?? action)]
    self.elements = elements
    self.requires = requires ?? [CapabilityRow.Requirement(action)] + also
    self.half = half
    source = "Service Authorization Reference and API Reference, \(action)"
  }
}

extension NetworkChange {
  private static func some(_ action: String, _ resource: String) -> CapabilityRow.Requirement {
    CapabilityRow.Requirement(action, on: .some("arn:aws:ec2:{region}:{account}:\(resource)"))
  }

  /// The table.
  package static let table: [NetworkChange] = [
    NetworkChange("ec2:AuthorizeSecurityGroupIngress", "lets more into the security group", [.securityGroup]),
    NetworkChange("ec2:AuthorizeSecurityGroupEgress", "lets more out of the security group", [.securityGroup]),
    NetworkChange("ec2:ModifySecurityGroupRules", "rewrites rules of the security group", [.securityGroup]),
    NetworkChange(
      "ec2:ModifyNetworkInterfaceAttribute",
      "gives the interface other security groups, or stops its source check",
      [.networkInterface]
    ),
    NetworkChange("ec2:ModifyInstanceAttribute", "gives the instance other security groups", [.instance]),
    NetworkChange("ec2:CreateNetworkAclEntry", "adds an entry to the network ACL", [.networkACL]),
    NetworkChange("ec2:ReplaceNetworkAclEntry", "rewrites an entry of the network ACL", [.networkACL]),
    NetworkChange("ec2:DeleteNetworkAclEntry", "removes an entry of the network ACL", [.networkACL]),
    NetworkChange(
      "ec2:ReplaceNetworkAclAssociation",
      "puts the subnet under another network ACL",
      [.subnet],
      also: [some("ec2:ReplaceNetworkAclAssociation", "network-acl/*")]
    ),
    NetworkChange("ec2:CreateRoute", "adds a route to the route table", [.routeTable]),
    NetworkChange("ec2:ReplaceRoute", "redirects a route of the route table", [.routeTable]),
    NetworkChange(
      "ec2:ReplaceRouteTableAssociation",
      "gives the subnet another route table",
      [.subnet],
      also: [some("ec2:ReplaceRouteTableAssociation", "route-table/*")]
    ),
    NetworkChange(
      "ec2:AssociateRouteTable",
      "gives the subnet a route table of its own",
      [.subnet],
      also: [some("ec2:AssociateRouteTable", "route-table/*")]
    ),
    NetworkChange(
      "ec2:EnableVgwRoutePropagation",
      "has the VPN gateway's routes appear in the route table",
      [.routeTable],
      also: [some("ec2:EnableVgwRoutePropagation", "vpn-gateway/*")]
    ),
    NetworkChange(
      "ec2:CreateVpcPeeringConnection",
      "asks for a peering connection of the VPC",
      [.vpc],
      also: [some("ec2:CreateVpcPeeringConnection", "vpc-peering-connection/*")],
      .asks(for: "ec2-AcceptVpcPeeringConnection")
    ),
    NetworkChange(
      "ec2:AcceptVpcPeeringConnection",
      "accepts a peering connection of the VPC",
      [.vpc],
      catalogue: "ec2:CreateVpcPeeringConnection",
      also: [some("ec2:AcceptVpcPeeringConnection", "vpc-peering-connection/*")],
      .accepts("ec2-CreateVpcPeeringConnection")
    ),
    NetworkChange(
      "ec2:ModifyVpcPeeringConnectionOptions",
      "has DNS names resolve over the peering connection",
      [.peeringConnection]
    ),
    NetworkChange(
      "ec2:CreateTransitGatewayVpcAttachment",
      "attaches the VPC to a transit gateway",
      [.vpc],
      also: [
        some("ec2:CreateTransitGatewayVpcAttachment", "transit-gateway-attachment/*"),
        CapabilityRow.Requirement(
          "ec2:CreateTransitGatewayVpcAttachment",
          on: .some("arn:aws:ec2:{region}:*:transit-gateway/*")
        ),
      ],
      .asks(for: "ec2-AcceptTransitGatewayVpcAttachment")
    ),
    NetworkChange(
      "ec2:AcceptTransitGatewayVpcAttachment",
      "accepts an attachment of another account's VPC",
      [.transitGateway],
      .accepts("ec2-CreateTransitGatewayVpcAttachment"),
      requires: [some("ec2:AcceptTransitGatewayVpcAttachment", "transit-gateway-attachment/*")]
    ),
    NetworkChange(
      "ec2:CreateTransitGatewayRoute",
      "adds a route to the transit gateway route table",
      [.transitGatewayRouteTable]
    ),
    NetworkChange(
      "ec2:ReplaceTransitGatewayRoute",
      "redirects a route of the transit gateway route table",
      [.transitGatewayRouteTable]
    ),
    NetworkChange(
      "ec2:AssociateTransitGatewayRouteTable",
      "puts an attachment under the transit gateway route table",
      [.transitGatewayRouteTable],
      also: [some("ec2:AssociateTransitGatewayRouteTable", "transit-gateway-attachment/*")]
    ),
    NetworkChange(
      "ec2:EnableTransitGatewayRouteTablePropagation",
      "has an attachment's routes appear in the transit gateway route table",
      [.transitGatewayRouteTable],
      also: [some("ec2:EnableTransitGatewayRouteTablePropagation", "transit-gateway-attachment/*")]
    ),
    NetworkChange(
      "ec2:ModifyTransitGateway",
      "changes which tables attachments get, or accepts attachments by itself",
      [.transitGateway]
    ),
    NetworkChange(
      "ec2:CreateTransitGatewayPeeringAttachment",
      "asks for a peering of the transit gateway",
      [.transitGateway],
      also: [some("ec2:CreateTransitGatewayPeeringAttachment", "transit-gateway-attachment/*")],
      .asks(for: "ec2-AcceptTransitGatewayPeeringAttachment")
    ),
    NetworkChange(
      "ec2:AcceptTransitGatewayPeeringAttachment",
      "accepts a peering of the transit gateway",
      [.transitGateway],
      catalogue: "ec2:CreateTransitGatewayPeeringAttachment",
      .accepts("ec2-CreateTransitGatewayPeeringAttachment"),
      requires: [some("ec2:AcceptTransitGatewayPeeringAttachment", "transit-gateway-attachment/*")]
    ),
    NetworkChange(
      "ec2:CreateVpnConnection",
      "connects another site to the gateway",
      [.vpnGateway, .transitGateway],
      also: [
        some("ec2:CreateVpnConnection", "customer-gateway/*"), some("ec2:CreateVpnConnection", "vpn-connection/*"),
      ]
    ),
    NetworkChange(
      "ec2:CreateVpnConnectionRoute",
      "adds a static route to the VPN connection",
      [.vpnConnection],
      catalogue: "ec2:CreateVpnConnection"
    ),
    NetworkChange("ec2:CreateClientVpnRoute", "adds a route to the Client VPN endpoint", [.clientVPNEndpoint]),
    NetworkChange(
      "ec2:AuthorizeClientVpnIngress",
      "admits more to the Client VPN endpoint",
      [.clientVPNEndpoint],
      catalogue: "ec2:CreateClientVpnRoute"
    ),
    NetworkChange(
      "ec2:ModifyClientVpnEndpoint",
      "gives the Client VPN endpoint other security groups",
      [.clientVPNEndpoint]
    ),
    NetworkChange(
      "ec2:CreateVpcEndpoint",
      "puts an endpoint of another account's service into the VPC",
      [.vpc],
      also: [some("ec2:CreateVpcEndpoint", "vpc-endpoint/*")],
      .asks(for: "ec2-ModifyVpcEndpointServicePermissions")
    ),
    NetworkChange(
      "ec2:ModifyVpcEndpointServicePermissions",
      "lets other accounts connect to the endpoint service",
      [.endpointService],
      catalogue: "ec2:CreateVpcEndpoint",
      .accepts("ec2-CreateVpcEndpoint")
    ),
    NetworkChange(
      "ec2:AcceptVpcEndpointConnections",
      "accepts a connection to the endpoint service",
      [.endpointService],
      .accepts("ec2-CreateVpcEndpoint")
    ),
    NetworkChange(
      "ec2:ModifyVpcEndpoint",
      "gives the endpoint another policy, security group, subnet or route table",
      [.vpcEndpoint]
    ),
    NetworkChange(
      "vpc-lattice:CreateServiceNetworkVpcAssociation",
      "associates a VPC with the service network",
      [.serviceNetwork]
    ),
    NetworkChange("vpc-lattice:PutAuthPolicy", "rewrites the auth policy", [.serviceNetwork, .latticeService]),
    NetworkChange(
      "networkmanager:PutCoreNetworkPolicy",
      "rewrites the segments of the core network",
      [.coreNetwork],
      also: [CapabilityRow.Requirement("networkmanager:ExecuteCoreNetworkChangeSet")]
    ),
    NetworkChange(
      "directconnect:AcceptDirectConnectGatewayAssociationProposal",
      "accepts a gateway of another account on the Direct Connect gateway",
      [.directConnectGateway],
      .accepts("directconnect-CreateDirectConnectGatewayAssociationProposal")
    ),
    NetworkChange(
      "directconnect:CreateDirectConnectGatewayAssociationProposal",
      "offers the gateway to a Direct Connect gateway of another account",
      [.vpnGateway, .transitGateway],
      catalogue: "directconnect:AcceptDirectConnectGatewayAssociationProposal",
      .asks(for: "directconnect-AcceptDirectConnectGatewayAssociationProposal"),
      requires: [
        CapabilityRow.Requirement("directconnect:CreateDirectConnectGatewayAssociationProposal", on: .some("*"))
      ]
    ),
    NetworkChange(
      "ec2:AttachInternetGateway",
      "attaches an internet gateway to the VPC",
      [.vpc],
      also: [some("ec2:AttachInternetGateway", "internet-gateway/*")]
    ),
    NetworkChange(
      "ec2:AssociateAddress",
      "gives the interface a public address",
      [.networkInterface],
      also: [some("ec2:AssociateAddress", "elastic-ip/*")]
    ),
    NetworkChange(
      "ec2:CreateNatGateway",
      "puts a NAT gateway into the subnet",
      [.subnet],
      also: [some("ec2:CreateNatGateway", "natgateway/*")]
    ),
    NetworkChange("ec2:ModifySubnetAttribute", "has new interfaces of the subnet get public addresses", [.subnet]),
    NetworkChange(
      "ec2:AttachNetworkInterface",
      "attaches an interface in another subnet to the instance",
      [.instance],
      also: [some("ec2:AttachNetworkInterface", "network-interface/*")]
    ),
    NetworkChange("ec2:AssociateVpcCidrBlock", "gives the VPC more addresses", [.vpc]),
    NetworkChange(
      "ec2:ModifyManagedPrefixList",
      "changes every rule and route that names the prefix list",
      [.prefixList]
    ),
    NetworkChange("network-firewall:UpdateFirewallPolicy", "rewrites the firewall policy", [.firewallPolicy]),
    NetworkChange(
      "network-firewall:UpdateRuleGroup",
      "rewrites the firewall's rules",
      [.firewallRuleGroup],
      catalogue: "network-firewall:UpdateFirewallPolicy"
    ),
    NetworkChange(
      "route53resolver:AssociateResolverRule",
      "has DNS queries of a VPC forwarded by the rule",
      [.resolverRule],
      catalogue: "route53resolver:CreateResolverRule"
    ),
    NetworkChange(
      "route53resolver:CreateResolverRule",
      "has DNS queries of the VPC forwarded elsewhere",
      [.vpc],
      requires: [
        CapabilityRow.Requirement(
          "route53resolver:CreateResolverRule",
          on: .some("arn:aws:route53resolver:{region}:{account}:resolver-rule/*")
        ),
        CapabilityRow.Requirement(
          "route53resolver:AssociateResolverRule",
          on: .some("arn:aws:route53resolver:{region}:{account}:resolver-rule/*")
        ),
      ]
    ),
    NetworkChange("elasticloadbalancing:RegisterTargets", "adds targets to the target group", [.targetGroup]),
    NetworkChange(
      "elasticloadbalancing:CreateListener",
      "adds a listener to the load balancer",
      [.loadBalancer],
      catalogue: "elasticloadbalancing:RegisterTargets"
    ),
    NetworkChange(
      "elasticloadbalancing:SetSecurityGroups",
      "gives the load balancer other security groups",
      [.loadBalancer],
      catalogue: "elasticloadbalancing:RegisterTargets"
    ),
    NetworkChange("rds:ModifyDBInstance", "makes the database public or gives it other security groups", [.database]),
    NetworkChange("eks:UpdateClusterConfig", "makes the cluster's endpoint public", [.cluster]),
    NetworkChange("lambda:UpdateFunctionConfiguration", "moves the function into other subnets", [.function]),
    NetworkChange(
      "ec2:ModifyVpcBlockPublicAccessOptions",
      "turns VPC Block Public Access off",
      [.vpc],
      catalogue: "ec2:DisableVpcBlockPublicAccess",
      requires: [CapabilityRow.Requirement("ec2:ModifyVpcBlockPublicAccessOptions", on: .some("*"))]
    ),
    NetworkChange(
      "ec2:CreateVpcBlockPublicAccessExclusion",
      "takes the VPC or subnet out of VPC Block Public Access",
      [.vpc, .subnet],
      catalogue: "ec2:DisableVpcBlockPublicAccess"
    ),
    NetworkChange(
      share: ["ram:CreateResourceShare", "ram:AssociateResourceShare"],
      id: "ram-AssociateResourceShare",
      "shares it with another account",
      .asks(for: "ram-AcceptResourceShareInvitation")
    ),
    NetworkChange(
      share: ["ram:AcceptResourceShareInvitation"],
      id: "ram-AcceptResourceShareInvitation",
      "accepts what another account shares",
      .accepts("ram-AssociateResourceShare")
    ),
  ]

  /// Sharing by AWS RAM; between accounts of one organization nothing need be accepted once sharing is enabled in it (RAM
  /// User Guide, Sharing your AWS resources).
  private init(share actions: [String], id: String, _ title: String, _ half: Half) {
    self.id = id
    self.title = title
    catalogue = ["x:ram-share"]
    let isAccepting = actions == ["ram:AcceptResourceShareInvitation"]
    elements = isAccepting ? [.vpc] : [.subnet, .transitGateway, .prefixList, .resolverRule]
    requires = [
      CapabilityRow.Requirement(
        anyOf: actions,
        on: .some(
          isAccepting
            ? "arn:aws:ram:{region}:{account}:resource-share-invitation/*"
            : "arn:aws:ram:{region}:{account}:resource-share/*"
        )
      )
    ]
    self.half = half
    source = "RAM User Guide, Sharing your AWS resources; Service Authorization Reference, AWS RAM"
  }
}
