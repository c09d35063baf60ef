/// An endpoint of Route 53 Resolver: network interfaces at which queries enter a VPC's resolver, or leave it.
///
/// Source: Route 53 Developer Guide, "Resolving DNS queries between VPCs and your network"; Route 53 Resolver API
/// reference, `ResolverEndpoint`.
package struct ResolverEndpoint: Sendable {
  /// Where queries go (`Direction`).
  package enum Direction: UInt8, Hashable, Sendable {
    /// Into the VPC's resolver: `INBOUND`, `INBOUND_DELEGATION`.
    case inbound
    /// Out of it: `OUTBOUND`.
    case outbound
  }
  /// The id, `rslvr-in-…` or `rslvr-out-…`.
  package var id: Symbol
  /// The ARN.
  package var arn: Symbol
  /// The name.
  package var name: Symbol
  /// The owning account.
  package var owner: Symbol
  /// The Region.
  package var region: Symbol
  /// Where queries go.
  package var direction: Direction
  /// The id of its VPC (`HostVPCId`).
  package var vpc: Symbol
  /// The security groups of its network interfaces.
  package var groups: GroupSetID
  /// Its addresses with their subnets; `nil` when they are not in the snapshot.
  package var addresses: [Address]?
  /// The tags.
  package var tags: TagSetID
  /// Where it is declared.
  package var provenance: Provenance

  /// An address of an endpoint.
  package struct Address: Hashable, Sendable {
    /// The id of its subnet.
    package var subnet: Symbol
    /// The address.
    package var address: IPAddress

    package init(subnet: Symbol, address: IPAddress) { (self.subnet, self.address) = (subnet, address) }
  }

  package init(
    id: Symbol,
    arn: Symbol,
    name: Symbol = .empty,
    owner: Symbol,
    region: Symbol,
    direction: Direction,
    vpc: Symbol,
    groups: GroupSetID,
    addresses: [Address]? = nil,
    tags: TagSetID = .none,
    provenance: Provenance
  ) {
    (self.id, self.arn, self.name, self.owner, self.region) = (id, arn, name, owner, region)
    (self.direction, self.vpc, self.groups, self.addresses) = (direction, vpc, groups, addresses)
    (self.tags, self.provenance) = (tags, provenance)
  }
}

/// A rule of Route 53 Resolver: queries for a domain go to name servers through an outbound endpoint.
package struct ResolverRule: Sendable {
  /// The id, `rslvr-rr-…`.
  package var id: Symbol
  /// The domain, with a dot at its end as AWS writes it.
  package var domain: Symbol
  /// Whether it forwards queries (`FORWARD` or `DELEGATE`); `SYSTEM` and `RECURSIVE` rules leave them to the VPC's resolver.
  package var forwards: Bool
  /// The outbound endpoint that queries leave by; empty when it has none.
  package var endpoint: Symbol
  /// The name servers; empty for rules that do not list them.
  package var targets: [Target]
  /// The owning account.
  package var owner: Symbol
  /// The VPCs that it is associated with; `nil` when nothing tells of them.
  package var vpcs: [Association]?
  /// Where it is declared.
  package var provenance: Provenance

  /// A name server.
  package struct Target: Hashable, Sendable {
    /// Its address.
    package var address: IPAddress
    /// Its port, 53 unless the rule says otherwise.
    package var port: UInt16
    /// Whether queries go over TLS (`DoH`, `DoH-FIPS`), which is TCP only.
    package var isEncrypted: Bool

    package init(address: IPAddress, port: UInt16, isEncrypted: Bool = false) {
      (self.address, self.port, self.isEncrypted) = (address, port, isEncrypted)
    }
  }

  /// A VPC whose queries the rule concerns.
  package struct Association: Hashable, Sendable {
    /// The id of the VPC.
    package var vpc: Symbol
    /// Where it is declared.
    package var provenance: Provenance

    package init(vpc: Symbol, provenance: Provenance) { (self.vpc, self.provenance) = (vpc, provenance) }
  }

  package init(
    id: Symbol,
    domain: Symbol,
    forwards: Bool,
    endpoint: Symbol = .empty,
    targets: [Target] = [],
    owner: Symbol,
    vpcs: [Association]? = nil,
    provenance: Provenance
  ) {
    (self.id, self.domain, self.forwards, self.endpoint) = (id, domain, forwards, endpoint)
    (self.targets, self.owner, self.vpcs, self.provenance) = (targets, owner, vpcs, provenance)
  }
}

/// A rule group of Route 53 Resolver DNS Firewall that filters the queries of a VPC; which names it lets through is not read.
package struct DNSFirewallAssociation: Hashable, Sendable {
  /// The id, `rslvr-frgassoc-…`.
  package var id: Symbol
  /// The id of the rule group.
  package var group: Symbol
  /// The id of the VPC.
  package var vpc: Symbol
  /// Where it is declared.
  package var provenance: Provenance

  package init(id: Symbol, group: Symbol, vpc: Symbol, provenance: Provenance) {
    (self.id, self.group, self.vpc, self.provenance) = (id, group, vpc, provenance)
  }
}
