/// What the audit takes for granted where AWS's documentation is silent, and what it does not look at.
package enum Assumptions {
  /// The statements about AWS that the audit relies on and AWS does not document.
  package static let all = [
    "A CIDR block whose association is not in the state `associated` has no local route.",
    "A route in the state `blackhole` drops packets; no less specific route is tried.",
    "A packet for an address that no network interface owns is not delivered.",
    "Packets that enter a VPC from a transit gateway follow the route table of the attachment's subnet in their zone.",
    "Public addresses of one VPC can be reached from another VPC through two internet gateways.",
    "IPv6 addresses are reachable from the internet where routes, network ACLs and security groups let packets through.",
    "A transit gateway forwards between two of its peering attachments when static routes say so.",
    "Tunnel state and target health do not count: a VPN connection or a target that is down may come up.",
    "The node of a load balancer that takes a connection opens the one to the target; conditions of listener rules do not count.",
    "Targets by address may be anywhere that routes lead to from the subnets of their load balancer.",
    "Nodes of load balancers take what their listeners take, and ICMP.",
    "Protocols other than TCP, UDP and ICMP have no ports; a rule for such a protocol covers all of it.",
    "Network interfaces of Lambda functions only send; they take no connections.",
    "A host with the source/destination check off may forward packets between its subnets, but is not assumed to forge sources.",
    "An interface endpoint can be reached from peered and attached networks as any network interface can.",
    "VPC Lattice reaches targets from its own link-local addresses, past the network ACL of the target's subnet and without a route.",
    "A resource that a resource endpoint or service network leads to sees an address of the resource gateway.",
    "Users of an EC2 Instance Connect Endpoint get in by its network interface, which counts as a host of its environment.",
    "Every host of a VPC may ask the VPC's resolver for any name, which asks name servers of the internet: data can leave in such queries. DNS Firewall's domain lists are not evaluated.",
    "A Direct Connect gateway takes from on-premises only packets for what it advertises there: allowed prefixes.",
    "Sites whose links end at one virtual private gateway, or that SiteLink joins, may reach each other: what they announce to each other is not known.",
    "A core network's attachments in the states `UPDATING`, `PENDING_NETWORK_UPDATE` and `PENDING_TAG_ACCEPTANCE` forward as before.",
    "Clients of a Client VPN endpoint appear with an address of the endpoint's interface in the target subnet.",
    "A Network Firewall passes the answers of connections that it let through, and drops TCP whose beginning it did not see unless its stream exception policy is `CONTINUE`.",
    "`aws:drop_established` lets the packets through that open a connection.",
    "Rule groups that AWS manages for Network Firewall drop packets or note them; none lets through what other rules drop.",
    "Network ACLs judge packets for a firewall endpoint or Gateway Load Balancer endpoint at the border of its subnet.",
    "An appliance may send packets on by any interface of its instance whose source/destination check is off.",
    "A regional NAT gateway that provisions zones by itself uses its addresses of another zone where it has none in the sender's.",
  ]

  /// What the audit does not look at.
  package static let notAnalysed = [
    "What software on a host passes on: proxies, jump hosts and application-level relays inside an environment.",
    "DNS queries to name servers of the internet as a channel, and copies of data through storage services.",
    "Firewall rules that look at more than the header: where they are on a way, packets count as passing.",
    "Permissions other than assuming roles: who may read data or change the network.",
  ]
}
