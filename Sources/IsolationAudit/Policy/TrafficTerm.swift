/// A part of the traffic that an assertion speaks of: everything that the term asks for holds.
package struct TrafficTerm: Hashable, Sendable {
  /// Who sends; `nil` for anybody.
  package var source: Selector?
  /// Who receives; `nil` for anybody.
  package var destination: Selector?
  /// IP protocol numbers; empty for any.
  package var protocols: [UInt8] = []
  /// Destination ports, only with TCP and UDP; empty for any.
  package var ports: [PortRange] = []
  /// The ICMP type; `nil` for any.
  package var icmpType: UInt8?
  /// The ICMP code, only with a type; `nil` for any.
  package var icmpCode: UInt8?
  /// Elements of which the path passes at least one; empty for any path.
  package var via: [PathElement] = []
  /// Only the part of the traffic that any host of the internet may send as well.
  package var isOpenToTheInternet = false
  /// Why the traffic is accepted.
  package var reason: String?
  /// Where the term is written.
  package var location: SourceLocation

  /// Creates a term that covers all traffic.
  package init(location: SourceLocation) {
    self.location = location
  }
}

/// The elements of a path that a traffic term can ask for.
package enum PathElement: String, Hashable, Sendable, CaseIterable {
  /// An internet gateway, out or in.
  case internet
  /// A VPC peering connection.
  case peering
  /// A transit gateway.
  case transitGateway = "transit-gateway"
  /// A core network of Cloud WAN.
  case coreNetwork = "core-network"
  /// A site-to-site VPN connection.
  case vpn
  /// A Client VPN endpoint.
  case clientVPN = "client-vpn"
  /// A Direct Connect virtual interface.
  case directConnect = "direct-connect"
  /// A NAT gateway.
  case natGateway = "nat-gateway"
  /// A load balancer.
  case loadBalancer = "load-balancer"
  /// An interface, resource or service-network endpoint, or a service network of VPC Lattice.
  case privateLink = "private-link"
  /// A resolver that sends DNS queries on to other name servers.
  case dns
}

extension TrafficTerm: CustomStringConvertible {
  /// The term on one line, as YAML would have it, without its reason.
  package var description: String {
    var parts: [String] = []
    if let source { parts.append("from: \(source)") }
    if let destination { parts.append("to: \(destination)") }
    if !protocols.isEmpty { parts.append("protocol: \(PolicyWording.list(protocols.map(ProtocolRange.name)))") }
    if !ports.isEmpty { parts.append("ports: [\(ports.map(\.text).joined(separator: ", "))]") }
    if let icmpType { parts.append("icmp-type: \(icmpType)") }
    if let icmpCode { parts.append("icmp-code: \(icmpCode)") }
    if !via.isEmpty { parts.append("via: \(PolicyWording.list(via.map(\.rawValue)))") }
    if isOpenToTheInternet { parts.append("open-to-the-internet: true") }
    return "{ \(parts.joined(separator: ", ")) }"
  }
}
