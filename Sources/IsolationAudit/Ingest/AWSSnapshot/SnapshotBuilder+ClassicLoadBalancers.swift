// `elb describe-load-balancers`: load balancers of the first generation, which have neither an ARN nor target groups.
extension SnapshotBuilder {
  /// Reads an element of `LoadBalancerDescriptions`.
  mutating func classicLoadBalancer(_ tape: borrowing JSONTape, _ node: Int) throws(SnapshotFault) {
    var balancer = LoadBalancer(
      arn: .empty,
      name: .empty,
      kind: .classic,
      isInternetFacing: false,
      vpc: .empty,
      subnets: [],
      groups: .none,
      listeners: [],
      owner: account,
      region: region,
      provenance: place(tape, node)
    )
    var members = try object(tape, node)
    while let member = members.next(in: tape) {
      guard let key = key(tape, member), tape.kind(member) != .null else { continue }
      switch key {
      case .LoadBalancerName: balancer.name = try symbol(tape, member)
      case .Scheme: balancer.isInternetFacing = try text(tape, member) == "internet-facing"
      case .VPCId: balancer.vpc = try symbol(tape, member)
      case .Subnets: balancer.subnets = try symbols(tape, member)
      case .SecurityGroups: balancer.groups = try groups(tape, member, nil)
      case .Instances: balancer.instances = try symbols(tape, member, .InstanceId)
      case .ListenerDescriptions: balancer.listeners = try classicListeners(tape, member)
      case .Tags: balancer.tags = try tags(tape, member)
      default: break
      }
    }
    try require(balancer.name, .LoadBalancerName, tape, node)
    balancer.arn = classicARN(balancer.name)
    guard isNew(balancer.arn, tape, node) else { return }
    estate.bind(balancer.arn, to: .loadBalancer(estate.loadBalancers.append(balancer)))
  }

  /// The ARN of a Classic Load Balancer of the place at hand, as IAM policies write it: `loadbalancer/name`.
  mutating func classicARN(_ name: Symbol) -> Symbol {
    let place = estate.symbols[region]
    let partition = place.hasPrefix("cn-") ? "aws-cn" : place.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
    let owner = estate.symbols[account]
    return estate.symbols.intern(
      "arn:\(partition):elasticloadbalancing:\(place):\(owner):loadbalancer/\(estate.symbols[name])"
    )
  }

  /// The listeners of `ListenerDescriptions`: each has a port of its own and one of the instances.
  private mutating func classicListeners(
    _ tape: borrowing JSONTape,
    _ node: Int
  ) throws(SnapshotFault) -> [LoadBalancer.Listener] {
    var listeners: [LoadBalancer.Listener] = []
    var elements = try array(tape, node)
    while let element = elements.next(in: tape) {
      guard let record = try member(tape, element, .Listener) else { throw missing(.Listener, tape, element) }
      guard let port = try member(tape, record, .LoadBalancerPort) else {
        throw missing(.LoadBalancerPort, tape, record)
      }
      guard let instancePort = try member(tape, record, .InstancePort) else {
        throw missing(.InstancePort, tape, record)
      }
      var listener = LoadBalancer.Listener(
        arn: .empty,
        port: UInt16(try integer(tape, port, 0...65535)),
        protocols: [.tcp],
        targetGroups: [],
        provenance: place(tape, element)
      )
      listener.instancePort = UInt16(try integer(tape, instancePort, 0...65535))
      listener.hasRules = true
      listeners.append(listener)
    }
    return listeners
  }
}
