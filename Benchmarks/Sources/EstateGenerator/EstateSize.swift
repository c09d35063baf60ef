/// How large an estate is to be, and the seed that decides everything else about it.
public struct EstateSize: Hashable, Sendable {
  /// The number of VPCs.
  public let vpcs: Int
  /// The number of elastic network interfaces, shared out evenly between the VPCs.
  public let interfaces: Int
  /// The seed; the same size and seed give the same bytes.
  public let seed: UInt64

  /// Creates a size, refusing one that the address plan of `10.0.0.0/8` cannot hold.
  ///
  /// - Throws: ``GeneratorError`` with what is possible.
  public init(vpcs: Int, interfaces: Int, seed: UInt64) throws(GeneratorError) {
    guard vpcs >= 10 else { throw GeneratorError("\(vpcs) VPCs: error: at least 10 were expected") }
    guard interfaces >= vpcs * Self.fewestInterfaces else {
      throw GeneratorError(
        "\(interfaces) interfaces: error: at least \(Self.fewestInterfaces) a VPC were expected, "
          + "\(vpcs * Self.fewestInterfaces) for \(vpcs) VPCs"
      )
    }
    (self.vpcs, self.interfaces, self.seed) = (vpcs, interfaces, seed)

    let length = vpcPrefixLength
    guard length <= 22 else {
      throw GeneratorError("\(vpcs) VPCs: error: at most 10240 were expected (a /22 of 10.0.0.0/8 each)")
    }
    // Half of a VPC's interfaces may end in one private subnet, an eighth of the VPC.
    let room = AddressBlock(base: 0, length: length + 3).usableCount * 2
    let most = (interfaces + vpcs - 1) / vpcs
    guard most <= room else {
      throw GeneratorError(
        "\(most) interfaces a VPC: error: at most \(room) were expected in the /\(length) that \(vpcs) VPCs leave for each"
      )
    }
  }

  /// The fewest interfaces of a VPC: its gateways, load balancer, endpoints and database, and a few workloads.
  static let fewestInterfaces = 20

  /// The prefix length of each VPC: the largest block of which a tier's quarter of `10.0.0.0/8` holds enough.
  var vpcPrefixLength: Int {
    let most =
      (0..<4).map { zone in
        Environment.allCases.filter { $0.zone == zone }.map { vpcCount(of: $0) }.reduce(0, +)
      }.max() ?? 0
    var length = 16
    while 1 << (length - 10) < most { length += 1 }
    return length
  }

  /// The number of VPCs of an environment.
  func vpcCount(of environment: Environment) -> Int {
    switch environment {
    case .production: vpcs - Environment.allCases.dropFirst().map { vpcCount(of: $0) }.reduce(0, +)
    case .staging: max(2, vpcs * 15 / 100)
    case .development: max(2, vpcs * 25 / 100)
    case .sandbox: max(1, vpcs * 15 / 100)
    case .shared: max(1, vpcs * 5 / 100)
    }
  }

  /// The number of accounts of an environment, about 25 VPCs in each.
  func accountCount(of environment: Environment) -> Int {
    let vpcs = vpcCount(of: environment)
    return max(min(2, vpcs), (vpcs + 24) / 25)
  }
}

/// The environments of a generated estate.
enum Environment: Int, CaseIterable, Sendable {
  case production, staging, development, sandbox, shared

  /// The name in the policy and in tags.
  var name: String {
    switch self {
    case .production: "production"
    case .staging: "staging"
    case .development: "development"
    case .sandbox: "sandbox"
    case .shared: "shared-network"
    }
  }

  /// The tier in the policy.
  var tier: String {
    switch self {
    case .production: "production"
    case .staging, .development, .sandbox: "non-production"
    case .shared: "shared"
    }
  }

  /// Which quarter of `10.0.0.0/8` the VPCs are carved from, and which transit gateway route table they use.
  var zone: Int {
    switch self {
    case .production: 0
    case .staging, .development: 1
    case .sandbox: 2
    case .shared: 3
    }
  }

  /// The quarter of `10.0.0.0/8`, as the summary that security groups name.
  var summary: AddressBlock { AddressBlock.estate.block(zone, length: 10) }
}
