/// The proofs of an audit's passes: for each assertion about packets and each ordered pair of its sides, why nothing crosses.
///
/// A proof is an *invariant*: for each place of the forwarding graph, a set of headers that holds everything that the origin's
/// packets can be there. That it holds at the beginning, that one step of forwarding never leaves it, and that nothing in it
/// is admitted by the other side, a program can check without searching, as `verify-certificate` does.
public struct IsolationCertificates: Codable, Equatable, Sendable {
  /// The identifier of this form.
  public static let currentSchema = "isolation-audit/certificates/v1"

  /// The identifier of the form, ``currentSchema``.
  public var schema: String
  /// The SHA-256 over the lines `digest, two spaces, path` of all files of the snapshot, lower-case hexadecimal.
  public var snapshot: String
  /// The same over the policy files.
  public var policy: String
  /// The environments with their members, and the narrower parties that assertions speak of.
  public var parties: [Party]
  /// The network interfaces that stand in no environment.
  public var unassigned: [String]
  /// The sites outside of the estate that the policy names.
  public var sites: [Site]
  /// The traffic that the policy accepts.
  public var terms: [Term]
  /// The invariants.
  public var invariants: [Invariant]
  /// For each assertion and pair that is called isolated, what proves it, or why nothing does.
  public var pairs: [Pair]

  /// Creates certificates; the caller has sorted every list.
  public init(
    snapshot: String,
    policy: String,
    parties: [Party],
    unassigned: [String],
    sites: [Site],
    terms: [Term],
    invariants: [Invariant],
    pairs: [Pair]
  ) {
    schema = Self.currentSchema
    (self.snapshot, self.policy, self.parties, self.unassigned) = (snapshot, policy, parties, unassigned)
    (self.sites, self.terms, self.invariants, self.pairs) = (sites, terms, invariants, pairs)
  }

  /// Those who send or receive: an environment, or a part of it that a selector covers.
  public struct Party: Codable, Equatable, Sendable {
    /// The environment; `nil` for a selector that speaks of no environment.
    public var environment: String?
    /// The selector; `nil` for a whole environment.
    public var selector: String?
    /// The ids of the network interfaces, sorted.
    public var interfaces: [String]
    /// The ids of the Client VPN endpoints whose clients count as hosts of the party, sorted.
    public var clientVPNEndpoints: [String]
    /// The ARNs of the load balancers that count as hosts of the party, sorted.
    public var loadBalancers: [String]

    /// Creates a party.
    public init(
      environment: String?,
      selector: String?,
      interfaces: [String],
      clientVPNEndpoints: [String],
      loadBalancers: [String]
    ) {
      (self.environment, self.selector, self.interfaces) = (environment, selector, interfaces)
      (self.clientVPNEndpoints, self.loadBalancers) = (clientVPNEndpoints, loadBalancers)
    }

    /// The party for readers.
    public var name: String { selector ?? environment ?? "" }
  }

  /// A site outside of the estate.
  public struct Site: Codable, Equatable, Sendable {
    /// The name in the policy.
    public var name: String
    /// The ids of the VPN connections that lead there, sorted.
    public var connections: [String]
    /// Whether the policy trusts the site to keep apart what it is connected with.
    public var isTrusted: Bool

    /// Creates a site.
    public init(name: String, connections: [String], isTrusted: Bool) {
      (self.name, self.connections, self.isTrusted) = (name, connections, isTrusted)
    }
  }

  /// Traffic that the policy accepts.
  public struct Term: Codable, Equatable, Sendable {
    /// The sender, as an index of ``IsolationCertificates/parties``; `nil` for anybody.
    public var from: Int?
    /// The receiver, as an index of ``IsolationCertificates/parties``; `nil` for anybody.
    public var to: Int?
    /// The headers, addresses aside: boxes of both IP versions.
    public var boxes: [String]
    /// The elements of which the packets pass at least one; empty for any way.
    public var via: [String]
    /// Whether only the traffic is meant that every host of the internet may send as well.
    public var isOpenToTheInternet: Bool
    /// The policy's reason.
    public var reason: String
    /// Where the term is written.
    public var location: SourceLocation?

    /// Creates a term.
    public init(
      from: Int?,
      to: Int?,
      boxes: [String],
      via: [String],
      isOpenToTheInternet: Bool,
      reason: String,
      location: SourceLocation?
    ) {
      (self.from, self.to, self.boxes, self.via) = (from, to, boxes, via)
      (self.isOpenToTheInternet, self.reason, self.location) = (isOpenToTheInternet, reason, location)
    }
  }

  /// What the packets of an origin can be, place by place.
  public struct Invariant: Codable, Equatable, Sendable {
    /// How much of a header the boxes tell.
    public enum Precision: String, Codable, Sendable, CaseIterable {
      /// Destinations, and on the internet sources: whatever else packets are, routes and filters by destination suffice.
      case destinations
      /// Destinations, and sources as far as the VPC that they are of: protocols and ports do not matter.
      case networks
      /// Everything.
      case headers
    }
    /// The origin, as an index of ``IsolationCertificates/parties``.
    public var origin: Int
    /// How much of a header the boxes tell.
    public var precision: Precision
    /// The locations that packets can be at, sorted; they can be nowhere else.
    public var locations: [Location]

    /// Creates an invariant.
    public init(origin: Int, precision: Precision, locations: [Location]) {
      (self.origin, self.precision, self.locations) = (origin, precision, locations)
    }
  }

  /// A place of the forwarding graph, with what is known of the way there, and the headers that packets can have there.
  public struct Location: Codable, Equatable, Sendable {
    /// `subnet`, `attachment-subnet`, `transit-gateway-route-table`, `internet` or `site`.
    public var place: String
    /// The id of the subnet, route table or VPN connection; `nil` for the internet.
    public var id: String?
    /// The availability zone that packets come from, before a transit gateway route table; `nil` when it does not count.
    public var zone: String?
    /// How far the sender's security groups count: `own`, `once` or `lost`.
    public var identity: String
    /// Whether the source address is another than the sender's own.
    public var isTranslated: Bool
    /// The elements that all of the packets have passed, in the policy's words.
    public var passed: [String]
    /// The ARN of the load balancer that opened the connection; `nil` for the origin's own.
    public var relay: String?
    /// The headers, a box a line: protocol, source, source ports, destination, destination ports.
    public var boxes: [String]

    /// Creates a location.
    public init(
      place: String,
      id: String?,
      zone: String?,
      identity: String,
      isTranslated: Bool,
      passed: [String],
      relay: String?,
      boxes: [String]
    ) {
      (self.place, self.id, self.zone, self.identity) = (place, id, zone, identity)
      (self.isTranslated, self.passed, self.relay, self.boxes) = (isTranslated, passed, relay, boxes)
    }
  }

  /// What proves that an assertion holds of one ordered pair.
  public struct Pair: Codable, Equatable, Sendable {
    /// The assertion's id.
    public var assertion: String
    /// The name of the side that sends, as the assertion's result has it.
    public var from: String
    /// The name of the side that must not receive.
    public var to: String
    /// The sending side, as an index of ``IsolationCertificates/parties``; `nil` when there is no certificate.
    public var origin: Int?
    /// The receiving side, as an index of ``IsolationCertificates/parties``; `nil` when there is no certificate.
    public var target: Int?
    /// The invariant, as an index of ``IsolationCertificates/invariants``; `nil` when there is no certificate.
    public var invariant: Int?
    /// The terms of the assertion, as indices of ``IsolationCertificates/terms``.
    public var terms: [Int]
    /// The traffic that crosses because the policy accepts it, by term.
    public var accepted: [Accepted]
    /// The routing entries and filters that stop everything else, in the order in which packets meet them.
    public var stops: [Stop]
    /// Why there is no certificate; `nil` when there is one.
    public var reason: String?

    /// Creates the proof of a pair, or its lack.
    public init(
      assertion: String,
      from: String,
      to: String,
      origin: Int? = nil,
      target: Int? = nil,
      invariant: Int? = nil,
      terms: [Int] = [],
      accepted: [Accepted] = [],
      stops: [Stop] = [],
      reason: String? = nil
    ) {
      (self.assertion, self.from, self.to, self.origin, self.target) = (assertion, from, to, origin, target)
      (self.invariant, self.terms, self.accepted, self.stops) = (invariant, terms, accepted, stops)
      self.reason = reason
    }
  }

  /// Traffic that crosses and that a term accepts.
  public struct Accepted: Codable, Equatable, Sendable {
    /// The term, as an index of ``IsolationCertificates/terms``.
    public var term: Int
    /// The headers as they are delivered.
    public var boxes: [String]

    /// Creates a record of accepted traffic.
    public init(term: Int, boxes: [String]) {
      (self.term, self.boxes) = (term, boxes)
    }
  }

  /// A routing entry or filter that stops packets for the receiving side.
  public struct Stop: Codable, Equatable, Sendable {
    /// Why, in the vocabulary of VPC Reachability Analyzer's explanation codes where it has a word.
    public var code: String
    /// The id of the route table, network ACL, security group, gateway or interface.
    public var resource: String
    /// Where the entry is declared, or the whole list when it is what the list lacks that stops the packets.
    public var location: SourceLocation?

    /// Creates a stop.
    public init(code: String, resource: String, location: SourceLocation?) {
      (self.code, self.resource, self.location) = (code, resource, location)
    }
  }
}

extension IsolationCertificates.Pair {
  /// Whether there is a certificate.
  public var isProven: Bool { invariant != nil }
}
