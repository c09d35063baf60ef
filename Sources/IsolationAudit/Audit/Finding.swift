/// One violation: a path, a chain of identities, or an attribute, with its evidence.
public struct Finding: Codable, Equatable, Sendable {
  /// What a finding is about.
  public enum Kind: String, Codable, Sendable {
    /// Packets cross.
    case network
    /// A principal becomes, or is shared with, one of another environment.
    case identity
    /// The estate is arranged in a way that the policy forbids: a shared account, overlapping addresses.
    case arrangement
    /// Steps of packets and of identities lead from one environment to the other.
    case path
    /// A principal may make a change that opens a path which does not exist yet.
    case latent
  }

  /// The stable id: the first 16 hexadecimal digits of a SHA-256 over the assertion, the environments and the bottleneck.
  ///
  /// It holds no line numbers, paths or counts, so it survives edits that do not change the path.
  public var id: String
  /// The id of the violated assertion.
  public var assertion: String
  /// The severity, as the assertion has it.
  public var severity: Severity
  /// What the finding is about.
  public var kind: Kind
  /// One line: who reaches whom, how.
  public var title: String
  /// The environment in which the path starts; empty where a finding has no direction.
  public var from: String
  /// The environment that it reaches.
  public var to: String
  /// How far packets get; `nil` for findings that are not about packets.
  public var verdict: Reachability?
  /// The elements that carry the path from one environment to the other: a peering connection, a transit gateway, a role.
  public var via: [ResourceReference]
  /// A concrete packet that takes the path.
  public var witness: WitnessPacket?
  /// The hops of the witness, from source to destination.
  public var hops: [Hop]
  /// The hops of the answer, from destination to source; empty unless the verdict is `connects`.
  public var returnHops: [Hop]
  /// The whole traffic that crosses on this path, in few sets: none can be left out, and no two of one verdict are one set.
  public var traffic: [TrafficSet]
  /// The number of pairs of network interfaces that can talk on this path.
  public var endpointPairs: Int
  /// The steps of an identity finding.
  public var chain: [ChainStep]
  /// The resources that the finding is about, for findings without a path.
  public var resources: [ResourceReference]
  /// The connections that the path consists of, where they are several: each ends at a host or a relay that opens the next.
  public var legs: [PathLeg]
  /// What would close it, a sentence each: the steps of the cut, where there is one.
  public var remediation: [String]
  /// What to remove, proven to close every path of the finding; `nil` for findings that are not about packets.
  public var cut: Cut?
  /// For a latent finding, the number of API calls after which the path exists; `nil` for what exists already.
  public var calls: Int?
  /// The id of the waiver that permits the finding; `nil` for most.
  public var waiver: String?
  /// A digest of the whole path: it changes with any element, rule or statement on it, where ``id`` stays.
  ///
  /// A waiver holds for one digest. The first 16 hexadecimal digits of a SHA-256; `nil` in results of older versions.
  public var pathDigest: String?

  /// Creates a finding.
  public init(
    id: String,
    assertion: String,
    severity: Severity,
    kind: Kind,
    title: String,
    from: String,
    to: String,
    verdict: Reachability? = nil,
    via: [ResourceReference] = [],
    witness: WitnessPacket? = nil,
    hops: [Hop] = [],
    returnHops: [Hop] = [],
    traffic: [TrafficSet] = [],
    endpointPairs: Int = 0,
    chain: [ChainStep] = [],
    resources: [ResourceReference] = [],
    legs: [PathLeg] = [],
    remediation: [String] = [],
    cut: Cut? = nil,
    calls: Int? = nil,
    waiver: String? = nil,
    pathDigest: String? = nil
  ) {
    (self.calls, self.waiver, self.pathDigest) = (calls, waiver, pathDigest)
    (self.id, self.assertion, self.severity, self.kind, self.title) = (id, assertion, severity, kind, title)
    (self.from, self.to, self.verdict, self.via, self.witness) = (from, to, verdict, via, witness)
    (self.hops, self.returnHops, self.traffic) = (hops, returnHops, traffic)
    (self.endpointPairs, self.chain, self.resources) = (endpointPairs, chain, resources)
    (self.legs, self.remediation, self.cut) = (legs, remediation, cut)
  }
}

/// One of several connections of a path, one behind the other.
public struct PathLeg: Codable, Equatable, Sendable {
  /// A concrete packet of the connection.
  public var packet: WitnessPacket
  /// Its hops.
  public var hops: [Hop]
  /// The hops of its answer; empty when none comes back.
  public var returnHops: [Hop]

  /// Creates a leg.
  public init(packet: WitnessPacket, hops: [Hop], returnHops: [Hop]) {
    (self.packet, self.hops, self.returnHops) = (packet, hops, returnHops)
  }
}

/// A resource as a report shows it.
public struct ResourceReference: Codable, Equatable, Hashable, Sendable {
  /// The resource's id or ARN.
  public var id: String
  /// The `Name` tag or the resource's own name.
  public var name: String?
  /// What it is, in AWS's words, lower case: `network interface`, `VPC peering connection`.
  public var type: String
  /// The owning account.
  public var account: String?
  /// The Region.
  public var region: String?
  /// The environment that it stands in.
  public var environment: String?

  /// Creates a reference.
  public init(
    id: String,
    name: String? = nil,
    type: String,
    account: String? = nil,
    region: String? = nil,
    environment: String? = nil
  ) {
    (self.id, self.name, self.type) = (id, name, type)
    (self.account, self.region, self.environment) = (account, region, environment)
  }
}

/// A concrete packet that takes the path of a finding.
public struct WitnessPacket: Codable, Equatable, Sendable {
  /// The network interface, endpoint or place that sends it.
  public var source: ResourceReference
  /// The network interface, endpoint or place that receives it.
  public var destination: ResourceReference
  /// The source address as the sender writes it.
  public var sourceAddress: String
  /// The destination address as the sender writes it.
  public var destinationAddress: String
  /// The protocol's name, or its IANA number: `tcp`, `udp`, `icmp`, `icmpv6`, `50`.
  public var `protocol`: String
  /// The source port, for TCP and UDP.
  public var sourcePort: Int?
  /// The destination port, for TCP and UDP.
  public var destinationPort: Int?
  /// The ICMP type.
  public var icmpType: Int?
  /// The ICMP code.
  public var icmpCode: Int?

  /// Creates a packet.
  public init(
    source: ResourceReference,
    destination: ResourceReference,
    sourceAddress: String,
    destinationAddress: String,
    protocol: String,
    sourcePort: Int? = nil,
    destinationPort: Int? = nil,
    icmpType: Int? = nil,
    icmpCode: Int? = nil
  ) {
    (self.source, self.destination) = (source, destination)
    (self.sourceAddress, self.destinationAddress) = (sourceAddress, destinationAddress)
    self.protocol = `protocol`
    (self.sourcePort, self.destinationPort) = (sourcePort, destinationPort)
    (self.icmpType, self.icmpCode) = (icmpType, icmpCode)
  }
}

/// A set of packets as a report shows it: a product of ranges, each written out.
public struct TrafficSet: Codable, Equatable, Hashable, Sendable {
  /// The source addresses: a prefix, an address or a range.
  public var source: String
  /// The destination addresses: a prefix, an address or a range.
  public var destination: String
  /// The protocol, or `any`.
  public var `protocol`: String
  /// The destination ports: `443`, `1024-65535`, `any`; `nil` for ICMP, which has none.
  public var ports: String?
  /// The ICMP types: `8`, `0-7`, `any`; `nil` for other protocols.
  public var icmpType: String?
  /// The ICMP codes; `nil` for other protocols.
  public var icmpCode: String?
  /// How far these packets get.
  public var verdict: Reachability

  /// Creates a set of packets.
  public init(
    source: String,
    destination: String,
    protocol: String,
    ports: String? = nil,
    icmpType: String? = nil,
    icmpCode: String? = nil,
    verdict: Reachability
  ) {
    (self.source, self.destination, self.ports, self.verdict) = (source, destination, ports, verdict)
    (self.icmpType, self.icmpCode) = (icmpType, icmpCode)
    self.protocol = `protocol`
  }
}

/// One step of a packet's way: an element, what it did, and the rule that decided.
public struct Hop: Codable, Equatable, Sendable {
  /// The element.
  public var resource: ResourceReference
  /// What the element did, a short phrase: `egress allowed`, `routed to`, `translated source to 10.0.0.5`.
  public var action: String
  /// The rule, route or entry that decided, as its owner would write it; `nil` where there is none.
  public var rule: String?
  /// Where the rule is declared.
  public var location: SourceLocation?

  /// Creates a hop.
  public init(resource: ResourceReference, action: String, rule: String? = nil, location: SourceLocation? = nil) {
    (self.resource, self.action, self.rule, self.location) = (resource, action, rule, location)
  }
}

/// One step of a chain of identities.
public struct ChainStep: Codable, Equatable, Sendable {
  /// Who acts.
  public var from: ResourceReference
  /// The API call that it makes, such as `sts:AssumeRole`.
  public var action: String
  /// Who or what it then is or holds.
  public var to: ResourceReference
  /// The statements that allow the step.
  public var allowedBy: [Evidence]
  /// The conditions that remain to be met, in readable form.
  public var conditions: [String]
  /// What kind of step it is, such as `sts-AssumeRole`, `ssm-session` or `packets`; `nil` in results of older versions.
  public var kind: String?
  /// How the packets of the step get there; `nil` for a step of identity.
  public var leg: PathLeg?

  /// Creates a step.
  public init(
    from: ResourceReference,
    action: String,
    to: ResourceReference,
    allowedBy: [Evidence],
    conditions: [String],
    kind: String? = nil,
    leg: PathLeg? = nil
  ) {
    (self.from, self.action, self.to) = (from, action, to)
    (self.allowedBy, self.conditions) = (allowedBy, conditions)
    (self.kind, self.leg) = (kind, leg)
  }
}

/// A statement or a record, and where it is declared.
public struct Evidence: Codable, Equatable, Sendable {
  /// The statement in one line.
  public var text: String
  /// Where it is declared.
  public var location: SourceLocation?
  /// A digest of what a statement says, without its Sid and its place; `nil` for records and in results of older versions.
  public var digest: String?

  /// Creates a piece of evidence.
  public init(text: String, location: SourceLocation? = nil, digest: String? = nil) {
    (self.text, self.location, self.digest) = (text, location, digest)
  }
}
