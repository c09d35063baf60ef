/// One elastic network interface of a VPC.
struct InterfacePlan: Sendable {
  enum Kind: Sendable {
    case natGateway, privateNAT, transitGateway, balancer, endpoint, database
    case cache, instance, node, task, function

    /// The security group; gateways have none.
    var group: SecurityGroup? {
      switch self {
      case .natGateway, .privateNAT, .transitGateway: nil
      case .balancer: .balancer
      case .endpoint: .endpoint
      case .database, .cache: .data
      case .instance, .task: .application
      case .node: .cluster
      case .function: .function
      }
    }
  }

  /// The number of the interface in its VPC.
  let number: Int
  let kind: Kind
  let subnet: VPCPlan.Subnet
  let address: String
  /// The public address, of the NAT gateway and of the load balancer's nodes.
  let publicAddress: String?
}

extension VPCPlan {
  /// The interfaces of the VPC, in order: first what every VPC has, then workloads in a fixed proportion.
  func interfaces() -> [InterfacePlan] {
    var plans: [InterfacePlan] = []
    plans.reserveCapacity(interfaceCount)
    var used = [Int](repeating: 0, count: Subnet.allCases.count)
    func add(_ kind: InterfacePlan.Kind, _ subnet: Subnet, publicNumber: Int? = nil) {
      let address = block(subnet).interfaceAddress(used[subnet.rawValue])
      used[subnet.rawValue] += 1
      plans.append(
        InterfacePlan(
          number: plans.count,
          kind: kind,
          subnet: subnet,
          address: address,
          publicAddress: publicNumber.map { publicAddress($0) }
        )
      )
    }
    add(.natGateway, .publicA, publicNumber: 0)
    add(.balancer, .publicA, publicNumber: 1)
    add(.balancer, .publicB, publicNumber: 2)
    if hasPrivateNAT { add(.privateNAT, .publicA) }
    add(.transitGateway, .privateA)
    add(.transitGateway, .privateB)
    add(.endpoint, .privateA)
    add(.endpoint, .privateB)
    add(.database, .dataA)
    add(.database, .dataB)

    while plans.count < interfaceCount {
      let place = plans.count % 20
      let second = plans.count.isMultiple(of: 2)
      let inPrivate: Subnet = second ? .privateB : .privateA
      switch place {
      case 0, 7: add(.instance, inPrivate)
      case 3: add(.node, inPrivate)
      case 5, 12, 18: add(.function, inPrivate)
      case 9, 16: add(.cache, second ? .dataB : .dataA)
      default: add(.task, inPrivate)
      }
    }
    return plans
  }

  /// The interfaces that a planted violation connects: those of the application security group.
  func applicationInterfaces() -> [String] {
    interfaces().filter { $0.kind.group == .application }.map { interfaceID($0.number) }
  }
}
