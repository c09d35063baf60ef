/// The security groups of a VPC.
enum SecurityGroup: Int, CaseIterable, Sendable {
  case `default`, balancer, application, data, endpoint, function, cluster

  var name: String {
    switch self {
    case .default: "default"
    case .balancer: "load-balancer"
    case .application: "application"
    case .data: "data"
    case .endpoint: "endpoint"
    case .function: "function"
    case .cluster: "cluster"
    }
  }
}

/// One rule of a security group: what it lets through and to or from whom.
struct RulePlan: Sendable {
  enum Direction: Sendable { case ingress, egress }
  enum Peer: Sendable { case block(String), group(SecurityGroup) }

  let direction: Direction
  /// The protocol as AWS prints it; `-1` is all.
  let ipProtocol: StaticString
  /// The ports; `nil` for all protocols.
  let ports: ClosedRange<Int>?
  let peer: Peer
  let description: StaticString

  init(
    _ direction: Direction,
    _ ipProtocol: StaticString,
    _ ports: ClosedRange<Int>?,
    _ peer: Peer,
    _ description: StaticString
  ) {
    (self.direction, self.ipProtocol, self.ports, self.peer) = (direction, ipProtocol, ports, peer)
    self.description = description
  }
}

extension VPCPlan {
  /// The rules of a security group: 20 in a VPC, and what was opened.
  func rules(_ group: SecurityGroup) -> [RulePlan] {
    let whole = RulePlan.Peer.block(block.description)
    let anywhere = RulePlan.Peer.block("0.0.0.0/0")
    switch group {
    case .default:
      return [
        RulePlan(.ingress, "-1", nil, .group(.default), "Members of the group"),
        RulePlan(.egress, "-1", nil, anywhere, "Everywhere"),
      ]
    case .balancer:
      return AddressBlock.edges.map {
        RulePlan(.ingress, "tcp", 443...443, .block($0.description), "HTTPS from the delivery network")
      } + [RulePlan(.egress, "tcp", 8080...8080, .group(.application), "To the application")]
    case .application:
      // What a tier shares inside; the shared network is open to the whole estate.
      let tier = environment == .shared ? AddressBlock.estate : environment.summary
      return [
        RulePlan(.ingress, "tcp", 8080...8080, .group(.balancer), "From the load balancer"),
        RulePlan(.ingress, "tcp", 8444...8444, .block(tier.description), "Services of the same tier"),
        RulePlan(.ingress, "tcp", 9100...9100, .block(Environment.shared.summary.description), "Monitoring"),
        RulePlan(.egress, "-1", nil, anywhere, "Everywhere"),
      ] + openings
    case .data:
      return [
        RulePlan(.ingress, "tcp", 5432...5432, .group(.application), "Orders, from the application"),
        RulePlan(.ingress, "tcp", 5432...5432, .group(.function), "Orders, from the functions"),
        RulePlan(.ingress, "tcp", 6379...6379, .group(.application), "Sessions, from the application"),
      ]
    case .endpoint:
      return [RulePlan(.ingress, "tcp", 443...443, whole, "AWS interfaces, from the VPC")]
    case .function:
      return [
        RulePlan(.egress, "tcp", 443...443, anywhere, "HTTPS"),
        RulePlan(.egress, "tcp", 5432...5432, .group(.data), "Orders"),
      ]
    case .cluster:
      return [
        RulePlan(.ingress, "tcp", 443...443, .group(.application), "Control plane"),
        RulePlan(.ingress, "tcp", 1025...65535, .group(.cluster), "Nodes to nodes"),
        RulePlan(.ingress, "udp", 53...53, .group(.cluster), "Names"),
        RulePlan(.ingress, "icmp", -1 ... -1, .group(.cluster), "Diagnosis"),
        RulePlan(.egress, "-1", nil, whole, "The VPC"),
      ]
    }
  }
}
