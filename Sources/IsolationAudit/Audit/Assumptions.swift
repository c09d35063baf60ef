/// What the audit takes for granted where AWS's documentation is silent, and what it does not look at.
package enum Assumptions {
  /// The assumptions, by component in the order of a packet's way.
  package static let all = routing + filters + edges + joints + firewalls + relays + workloads

  /// What the audit does not look at.
  package static let notAnalysed = [
    "What software on a host passes on: proxies, jump hosts and application-level relays inside an environment.",
    "DNS queries to name servers of the internet as a channel, and copies of data through storage services.",
    "Firewall rules that look at more than the header: where they are on a way, packets count as passing.",
    "Permissions that no assertion of the policy asks for: who may change the network, a policy, or what others run.",
  ]

  private static let routing = [
    Assumption(
      "disassociated-cidr",
      "A CIDR block whose association is not in the state `associated` has no local route.",
      matters: "subnets left over in a CIDR block that was taken from their VPC",
      cases: ["C004"],
      applies: { estate in estate.contradictions.contains { $0.kind == .subnetOutsideVPC } }
    ),
    Assumption(
      "blackhole-does-not-fall-back",
      "A route in the state `blackhole` drops packets; no less specific route is tried.",
      matters: "tables with a blackhole route inside a shorter prefix that leads somewhere",
      cases: ["C008"],
      applies: { estate in
        estate.routeTables.records.contains { $0.routes.contains(where: \.isBlackhole) }
      }
    ),
    Assumption(
      "attachment-subnet-table",
      "Packets that enter a VPC from a transit gateway follow the route table of the attachment's subnet in their zone.",
      matters: "VPCs whose attachment subnets send packets through an appliance or a firewall",
      cases: ["C020", "C111"],
      applies: { estate in estate.transitGatewayAttachments.records.contains { $0.kind == .vpc } }
    ),
    Assumption(
      "replaced-local-route",
      "A route for a VPC's own CIDR block with another target than `local` takes every packet between its subnets there.",
      matters: "VPCs that send their inner traffic through an appliance",
      cases: ["C021"],
      applies: { estate in
        estate.routeTables.records.contains { table in
          let own = estate.vpc(table.vpc).map { estate.vpcs[$0].prefixes } ?? []
          return table.routes.contains { route in
            guard route.target != .local, case .prefix(let prefix) = route.destination else { return false }
            return own.contains(prefix)
          }
        }
      }
    ),
    Assumption(
      "unowned-address",
      "A packet for an address that no network interface owns is not delivered.",
      matters: "addresses of a subnet that are free, also for packets that a transit gateway brings",
      cases: ["C022", "C110"],
      applies: { $0.subnets.count > 0 }
    ),
    Assumption(
      "no-forged-sources",
      "A host with the source/destination check off may forward packets between its subnets, but is not assumed to forge sources.",
      matters: "appliances and other hosts without the check",
      applies: { estate in estate.networkInterfaces.records.contains { !$0.checksSourceAndDestination } }
    ),
  ]

  private static let filters = [
    Assumption(
      "portless-protocols",
      "Protocols other than TCP, UDP and ICMP have no ports; a rule for such a protocol covers all of it.",
      matters: "rules for ESP, GRE and other protocols by number",
      cases: ["C044"],
      applies: { estate in
        let known: [ProtocolRange] = [.all, .tcp, .udp, .icmp, .icmpv6]
        return estate.securityGroupRules.contains { !known.contains($0.protocols) }
          || estate.networkACLs.records.contains { $0.entries.contains { !known.contains($0.box.protocols) } }
      }
    ),
    Assumption(
      "all-protocols-all-ports",
      "An entry for all protocols (-1) covers all ports, whatever port range it carries.",
      matters: "network ACLs made from templates that give a port range with protocol -1",
      cases: ["C055"],
      applies: { estate in estate.networkACLs.records.contains { $0.entries.contains { $0.box.protocols == .all } } }
    ),
    Assumption(
      "associated-security-group",
      "A security group that is associated with a second VPC counts there as it does in its own, and a reference to it means its carriers in both.",
      matters: "network interfaces that carry a security group of another VPC",
      cases: ["C045"],
      applies: { estate in estate.contradictions.contains { $0.kind == .groupOfOtherVPC } }
    ),
  ]

  private static let edges = [
    Assumption(
      "internet-between-vpcs",
      "Public addresses of one VPC can be reached from another over the internet: out of one internet gateway and into the other, with the public address as the source.",
      matters: "VPCs with public addresses in two environments; neither of AWS's own analyzers tells such a path",
      cases: ["C067", "C068", "C069"],
      applies: { estate in estate.interfaceAddresses.contains(where: \.hasPublicAddress) }
    ),
    Assumption(
      "block-ingress-lets-nat-out",
      "VPC Block Public Access in the mode `block-ingress` stops connections from the internet; NAT gateways and egress-only gateways still work, and exclusions of a subnet win over the VPC's mode.",
      matters: "VPCs and subnets with Block Public Access",
      cases: ["C077"],
      applies: { estate in
        estate.vpcs.records.contains { $0.blockPublicAccess != .off }
          || estate.subnets.records.contains { $0.blockPublicAccess != nil }
      }
    ),
    Assumption(
      "ipv6-is-public",
      "IPv6 addresses are not translated, and are reachable from the internet where routes, network ACLs and security groups let packets through.",
      matters: "VPCs with IPv6 and a route to an internet gateway",
      cases: ["C079"],
      applies: { estate in estate.vpcs.records.contains { $0.prefixes.contains { $0.family == .ipv6 } } }
    ),
    Assumption(
      "tunnel-state-does-not-count",
      "Tunnel state and target health do not count: a VPN connection or a target that is down may come up.",
      matters: "VPN connections and targets of load balancers that are down at the moment",
      cases: ["C126"],
      applies: { $0.vpnConnections.count > 0 || $0.targetGroups.count > 0 }
    ),
    Assumption(
      "client-vpn-source",
      "Clients of a Client VPN endpoint appear with an address of the endpoint's interface in the target subnet, and nothing in a VPC can begin a connection to them.",
      matters: "Client VPN endpoints",
      cases: ["C135"],
      applies: { $0.clientVPNEndpoints.count > 0 }
    ),
    Assumption(
      "allowed-prefixes",
      "A Direct Connect gateway tells sites the allowed prefixes of its association with a transit gateway and no others.",
      matters: "transit gateways behind a Direct Connect gateway",
      cases: ["C125"],
      applies: { $0.directConnectGateways.count > 0 }
    ),
    Assumption(
      "sitelink",
      "Sites whose links end at one virtual private gateway, or that SiteLink joins, may reach each other: what they announce to each other is not known.",
      matters: "sites of two environments with links to one gateway",
      applies: { $0.virtualInterfaces.count > 0 || $0.vpnGateways.count > 0 }
    ),
  ]

  private static let joints = [
    Assumption(
      "peered-endpoint",
      "Network interfaces of every kind can be reached over a peering connection, those of interface endpoints too.",
      matters: "interface endpoints and load balancers in peered VPCs",
      cases: ["C085"],
      applies: { $0.peeringConnections.count > 0 && $0.vpcEndpoints.count > 0 }
    ),
    Assumption(
      "central-nat-turns-back",
      "A NAT gateway passes packets that a transit gateway brought on to any route of its subnet, back to the transit gateway too.",
      matters: "VPCs that many others use for their way to the internet",
      cases: ["C099"],
      applies: { estate in
        let attached = Set(
          estate.transitGatewayAttachments.records.filter { $0.kind == .vpc }.map(\.resource)
        )
        return estate.natGateways.records.contains { attached.contains($0.vpc) }
      }
    ),
    Assumption(
      "transit-peering-chain",
      "A transit gateway forwards between two of its peering attachments when static routes say so.",
      matters: "three or more transit gateways in a row",
      cases: ["C103"],
      applies: { estate in estate.transitGatewayAttachments.records.contains { $0.kind == .peering } }
    ),
    Assumption(
      "core-network-segments",
      "In a core network the deployed segment of an attachment decides, not its tags or the policy's text; an attachment that waits for acceptance carries nothing; two segments that share a third are not joined by that.",
      matters: "Cloud WAN core networks",
      cases: ["C115", "C116", "C118"],
      applies: { $0.coreNetworks.count > 0 }
    ),
    Assumption(
      "firewall-rule-order",
      "Network Firewall evaluates stateful rules by their action (pass, drop, reject, alert) or strictly by priority, as the policy's rule order says; what no rule matches takes the default action, which passes when none is named.",
      matters: "traffic through Network Firewall endpoints",
      cases: ["C151", "C152", "C153"],
      applies: { estate in
        estate.networkFirewalls.count > 0
      }
    ),
    Assumption(
      "core-network-states",
      "A core network's attachments in the states `UPDATING`, `PENDING_NETWORK_UPDATE` and `PENDING_TAG_ACCEPTANCE` forward as before.",
      matters: "attachments of Cloud WAN core networks that are being changed",
      applies: { $0.coreNetworks.count > 0 }
    ),
  ]

  private static let firewalls = [
    Assumption(
      "firewall-answers",
      "A Network Firewall passes the answers of connections that it let through, and drops TCP whose beginning it did not see unless its stream exception policy is `CONTINUE`.",
      matters: "Network Firewall endpoints that see one direction only",
      applies: { $0.networkFirewalls.count > 0 }
    ),
    Assumption(
      "drop-established-opens",
      "`aws:drop_established` lets the packets through that open a connection.",
      matters: "firewall policies with this default action",
      applies: { $0.firewallPolicies.count > 0 }
    ),
    Assumption(
      "managed-rule-groups-only-drop",
      "Rule groups that AWS manages for Network Firewall drop packets or note them; none lets through what other rules drop.",
      matters: "firewall policies with rule groups of AWS",
      applies: { $0.firewallPolicies.count > 0 }
    ),
    Assumption(
      "endpoint-subnet-lists",
      "Network ACLs judge packets for a firewall endpoint or Gateway Load Balancer endpoint at the border of its subnet.",
      matters: "subnets of such endpoints whose network ACL denies something",
      applies: { estate in
        estate.vpcEndpoints.records.contains { estate.symbols[$0.type] == "GatewayLoadBalancer" }
      }
    ),
    Assumption(
      "appliance-arms",
      "An appliance may send packets on by any interface of its instance whose source/destination check is off.",
      matters: "appliances with interfaces in several subnets",
      applies: { estate in
        estate.networkInterfaces.records.contains { !$0.checksSourceAndDestination && !$0.instance.isEmpty }
      }
    ),
    Assumption(
      "regional-nat-zones",
      "A regional NAT gateway that provisions zones by itself uses its addresses of another zone where it has none in the sender's.",
      matters: "regional NAT gateways",
      applies: { estate in estate.natGateways.records.contains(where: \.isRegional) }
    ),
  ]

  private static let relays = [
    Assumption(
      "load-balancer-relays",
      "A load balancer opens connections of its own to every target that is registered, in other VPCs too; who reaches a listener gets as far as its targets.",
      matters: "load balancers that two environments reach, or whose targets stand in another",
      cases: ["C087", "C157"],
      applies: { $0.loadBalancers.count > 0 }
    ),
    Assumption(
      "internal-load-balancer",
      "A load balancer of the scheme `internal` has no public address.",
      matters: "internal load balancers",
      cases: ["C163"],
      applies: { estate in estate.loadBalancers.records.contains { !$0.isInternetFacing } }
    ),
    Assumption(
      "function-target-ends",
      "A connection to a load balancer with a function as its target ends at the function's service, not at a network interface.",
      matters: "load balancers with targets of the type `lambda`",
      cases: ["C166"],
      applies: { estate in estate.targetGroups.records.contains { $0.kind == .lambda } }
    ),
    Assumption(
      "permission-is-no-connection",
      "Permission to connect to an endpoint service is no connection: packets pass where an endpoint exists and was accepted.",
      matters: "endpoint services whose allowed principals name another environment",
      cases: ["C142"],
      applies: { $0.endpointServices.count > 0 }
    ),
    Assumption(
      "resource-gateway-source",
      "What comes through a resource endpoint has the resource gateway's interface as its source, and the security groups of the resource judge that.",
      matters: "VPC endpoints of the type `Resource`",
      cases: ["C147"],
      applies: { estate in estate.vpcEndpoints.records.contains { estate.symbols[$0.type] == "Resource" } }
    ),
    Assumption(
      "service-network-needs-no-route",
      "VPCs of one VPC Lattice service network reach its services without routes or peering; the security groups of the VPC's association decide.",
      matters: "VPC Lattice service networks",
      cases: ["C148", "C149"],
      applies: { $0.serviceNetworks.count > 0 }
    ),
    Assumption(
      "resolver-forwards",
      "A DNS query that a forwarding rule covers leaves by the outbound endpoint's interface, and needs that interface's security groups and routes.",
      matters: "Route 53 Resolver endpoints and rules",
      cases: ["C172"],
      applies: { $0.resolverRules.count > 0 }
    ),
    Assumption(
      "listener-conditions-do-not-count",
      "The node of a load balancer that takes a connection opens the one to the target; conditions of listener rules do not count.",
      matters: "listener rules by host name, path or header, and load balancers in several zones",
      applies: { $0.loadBalancers.count > 0 }
    ),
    Assumption(
      "targets-anywhere",
      "Targets by address may be anywhere that routes lead to from the subnets of their load balancer.",
      matters: "target groups of the type `ip`",
      applies: { estate in estate.targetGroups.records.contains { $0.kind == .ip } }
    ),
    Assumption(
      "nodes-take-listeners",
      "Nodes of load balancers take what their listeners take, and ICMP.",
      matters: "load balancers with open security groups or none",
      applies: { $0.loadBalancers.count > 0 }
    ),
    Assumption(
      "lattice-needs-no-route",
      "VPC Lattice reaches targets from its own link-local addresses, past the network ACL of the target's subnet and without a route.",
      matters: "targets of VPC Lattice services",
      applies: { $0.serviceNetworks.count > 0 }
    ),
    Assumption(
      "resolver-asks-the-internet",
      "Every host of a VPC may ask the VPC's resolver for any name, which asks name servers of the internet: data can leave in such queries. DNS Firewall's domain lists are not evaluated.",
      matters: "environments from which data must not leave at all",
      applies: { $0.vpcs.count > 0 }
    ),
  ]

  private static let workloads = [
    Assumption(
      "public-flag-needs-route",
      "A database with `PubliclyAccessible` is reachable from the internet only where its subnet has a route to an internet gateway.",
      matters: "databases with the flag",
      cases: ["C167"],
      applies: { estate in estate.services.records.contains(where: \.isPubliclyAccessible) }
    ),
    Assumption(
      "function-interface-sends-only",
      "Network interfaces of Lambda functions only send; they take no connections.",
      matters: "functions in VPCs",
      cases: ["C168"],
      applies: { estate in estate.networkInterfaces.records.contains { $0.kind == .lambda } }
    ),
    Assumption(
      "pod-address",
      "Secondary addresses and delegated prefixes of an interface, those of pods for example, are behind that interface's security groups, unless a branch interface carries them.",
      matters: "Kubernetes nodes",
      cases: ["C169"],
      applies: { estate in estate.networkInterfaces.records.contains { $0.addresses.count > 1 } }
    ),
    Assumption(
      "owner-decides-in-shared-subnets",
      "In a subnet that several accounts use, a network interface belongs to the environment of its owner.",
      matters: "subnets that are shared with other accounts",
      cases: ["C170"],
      applies: { estate in
        estate.networkInterfaces.records.contains { interface in
          estate.vpc(interface.vpc).map { estate.vpcs[$0].owner != interface.owner } ?? false
        }
      }
    ),
    Assumption(
      "instance-connect-source",
      "What comes through an EC2 Instance Connect Endpoint has the endpoint's interface as its source unless it keeps the client's address.",
      matters: "EC2 Instance Connect Endpoints",
      cases: ["C173"],
      applies: { $0.instanceConnectEndpoints.count > 0 }
    ),
    Assumption(
      "identity-is-no-packet",
      "What an identity can do through AWS's own interfaces (a session on a host, a role, an object in a bucket) is no packet between the two environments, and is judged on its own.",
      matters: "assertions about packets where roles or data are shared",
      cases: ["C174", "C175", "C176"],
      applies: { $0.principals.count > 0 }
    ),
  ]
}
