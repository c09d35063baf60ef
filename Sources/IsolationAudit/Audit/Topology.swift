/// The large pieces of an estate and what joins them: enough for a picture.
///
/// The VPCs of an estate with more than 200 are told by account and environment, with their number.
/// What joins two pieces need not let packets through; ``Link/findings`` names the findings whose path takes a link.
public struct Topology: Codable, Equatable, Sendable {
  /// The pieces, sorted by environment, account and id.
  public var nodes: [Node]
  /// What joins them, sorted by the ids of both ends.
  public var links: [Link]

  /// A VPC, a gateway or a site.
  public struct Node: Codable, Equatable, Sendable {
    /// What a node stands for.
    public enum Kind: String, Codable, Sendable {
      /// A VPC.
      case vpc
      /// A transit gateway or a core network.
      case transitGateway = "transit-gateway"
      /// A Direct Connect gateway; a virtual private gateway is drawn as a part of its VPC.
      case vpnGateway = "vpn-gateway"
      /// A Client VPN endpoint with its clients.
      case clientVPN = "client-vpn"
      /// Hosts outside of the estate: an office, a customer gateway.
      case site
      /// The internet.
      case internet
    }

    /// The id of the resource, or the name of the site; unique.
    public var id: String
    /// What it stands for.
    public var kind: Kind
    /// The `Name` tag or own name; `nil` when there is none.
    public var name: String?
    /// The owning account; `nil` for what is outside.
    public var account: String?
    /// The Region; `nil` for what is outside.
    public var region: String?
    /// The environment; `nil` for what is in none.
    public var environment: String?
    /// What else there is to say in one line: the CIDR blocks of a VPC.
    public var detail: String
    /// The number of resources that it stands for in a large estate; `nil` for a single one.
    public var members: Int?

    /// Creates a node.
    public init(
      id: String,
      kind: Kind,
      name: String? = nil,
      account: String? = nil,
      region: String? = nil,
      environment: String? = nil,
      detail: String = "",
      members: Int? = nil
    ) {
      (self.id, self.kind, self.name, self.account) = (id, kind, name, account)
      (self.region, self.environment, self.detail) = (region, environment, detail)
      self.members = members
    }
  }

  /// What joins two nodes.
  public struct Link: Codable, Equatable, Sendable {
    /// The id of the first node.
    public var from: String
    /// The id of the second node.
    public var to: String
    /// What joins them, in AWS's words: `VPC peering connection`, `attachment`, `VPN connection`, `internet gateway`.
    public var kind: String
    /// The id of what joins them.
    public var id: String
    /// The ids of the findings whose path takes it, sorted.
    public var findings: [String]
    /// The number of links that it stands for in a large estate; `nil` for a single one, whose ``id`` it has.
    public var members: Int?

    /// Creates a link.
    public init(from: String, to: String, kind: String, id: String, findings: [String] = [], members: Int? = nil) {
      (self.from, self.to, self.kind, self.id, self.findings) = (from, to, kind, id, findings)
      self.members = members
    }
  }

  /// Creates a topology; the caller has sorted both lists.
  public init(nodes: [Node], links: [Link]) { (self.nodes, self.links) = (nodes, links) }
}
