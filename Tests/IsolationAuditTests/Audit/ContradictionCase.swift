import IsolationAudit
import Testing

/// Two facts that cannot both be true, what is said of them, and what the audit makes of it.
struct ContradictionCase: Sendable, CustomTestStringConvertible {
  let what: String
  /// The diagnostics, with their places.
  let diagnostics: [String]
  /// What the assertion about packets comes to.
  let outcome: AssertionResult.Outcome
  let files: @Sendable () -> [String: String]

  var testDescription: String { what }

  /// A snapshot of two isolated environments, changed.
  init(
    _ what: String,
    _ diagnostics: [String],
    _ outcome: AssertionResult.Outcome = .inconclusive,
    in estate: AuditEstate = AuditEstate(),
    change: @escaping @Sendable (inout AuditEstate) -> Void = { _ in },
    files: @escaping @Sendable (inout [String: String]) -> Void = { _ in }
  ) {
    (self.what, self.diagnostics, self.outcome) = (what, diagnostics, outcome)
    self.files = {
      var estate = estate
      change(&estate)
      var result = estate.files
      files(&result)
      return result
    }
  }

  static func path(_ list: String, _ account: String = "333333333333") -> String { AuditEstate.path(list, account) }

  private static let prod = "accounts/333333333333/us-east-1/"
  private static let dev = "accounts/111111111111/us-east-1/"

  // MARK: Subnets and interfaces

  static let places: [ContradictionCase] = [
    ContradictionCase(
      "a network interface in a subnet of another VPC than it says",
      [
        "\(prod)NetworkInterfaces.json:2:1 #/NetworkInterfaces/0 (eni-prod): error: VpcId is `vpc-dev`, expected `vpc-prod`, the VPC of its subnet `subnet-prod`",
        "\(prod)NetworkInterfaces.json:2:1 #/NetworkInterfaces/0 (eni-prod): warning: carries security group `sg-prod` of `vpc-prod`, expected groups of `vpc-dev`, or an association of the group with it",
      ],
      files: { $0.change("NetworkInterfaces", #""VpcId": "vpc-prod""#, #""VpcId": "vpc-dev""#) }
    ),
    ContradictionCase(
      "an address outside of the subnet",
      [
        "\(prod)NetworkInterfaces.json:2:1 #/NetworkInterfaces/0 (eni-prod): error: address 10.2.9.10 lies outside of `subnet-prod`, expected one of 10.2.1.0/24"
      ],
      change: { $0.production.hosts = ["10.2.9.10"] }
    ),
    ContradictionCase(
      "a subnet outside of its VPC",
      [
        "\(prod)Subnets.json:2:1 #/Subnets/0 (subnet-prod): error: CIDR block 10.3.1.0/24 lies outside of those of `vpc-prod`, expected a part of 10.2.0.0/16"
      ],
      change: { $0.production.hosts = ["10.3.1.10"] },
      files: { $0.change("Subnets", "10.2.1.0/24", "10.3.1.0/24") }
    ),
    ContradictionCase(
      "two subnets of a VPC that overlap",
      [
        "\(prod)More.json:1:14 #/Subnets/0 (subnet-more): error: CIDR block 10.2.1.128/25 overlaps 10.2.1.0/24 of `subnet-prod`, expected subnets of `vpc-prod` that share no address"
      ],
      files: {
        $0[prod + "More.json"] =
          #"{"Subnets": [{"SubnetId": "subnet-more", "VpcId": "vpc-prod", "OwnerId": "333333333333", "CidrBlock": "10.2.1.128/25", "AvailabilityZone": "us-east-1a"}]}"#
      }
    ),
    ContradictionCase(
      "two network interfaces with one address",
      [
        "\(prod)NetworkInterfaces.json:3:1 #/NetworkInterfaces/1 (eni-prod-1): error: address 10.2.1.10 is also that of `eni-prod`, expected an address of one interface"
      ],
      change: { $0.production.hosts = ["10.2.1.10", "10.2.1.10"] }
    ),
    ContradictionCase(
      "a network interface with the default security group of another VPC",
      [
        "\(prod)NetworkInterfaces.json:2:1 #/NetworkInterfaces/0 (eni-prod): error: carries security group `sg-other` of `vpc-dev`, expected groups of `vpc-prod`"
      ],
      change: { $0.production.groups = ["sg-other"] },
      files: {
        $0[dev + "More.json"] =
          #"{"SecurityGroups": [{"GroupId": "sg-other", "GroupName": "default", "VpcId": "vpc-dev", "OwnerId": "111111111111", "IpPermissions": [], "IpPermissionsEgress": []}]}"#
      }
    ),
    ContradictionCase(
      "a network interface with another security group of another VPC, which may be associated",
      [
        "\(prod)NetworkInterfaces.json:2:1 #/NetworkInterfaces/0 (eni-prod): warning: carries security group `sg-dev` of `vpc-dev`, expected groups of `vpc-prod`, or an association of the group with it"
      ],
      .passed,
      change: { $0.production.groups = ["sg-dev"] }
    ),
  ]

  // MARK: Tables and lists

  static let tables: [ContradictionCase] = [
    ContradictionCase(
      "two main route tables",
      [
        "\(prod)RouteTables.json:2:1 #/RouteTables/0 (rtb-prod): error: `vpc-prod` has `rtb-more` as its main route table as well, expected one"
      ],
      files: { $0[prod + "More.json"] = table("rtb-more", "vpc-prod", #"{"Main": true}"#) }
    ),
    ContradictionCase(
      "a route table of another VPC",
      [
        "\(prod)More.json:1:18 #/RouteTables/0 (rtb-more): error: is associated with subnet `subnet-dev` of `vpc-dev`, expected subnets of `vpc-prod`"
      ],
      files: { $0[prod + "More.json"] = table("rtb-more", "vpc-prod", #"{"Main": false, "SubnetId": "subnet-dev"}"#) }
    ),
    ContradictionCase(
      "a subnet with two route tables",
      [
        "\(prod)More.json:1:279 #/RouteTables/1 (rtb-b): error: subnet `subnet-prod` is associated with `rtb-a` as well, expected one route table"
      ],
      files: {
        let one = table("rtb-a", "vpc-prod", #"{"Main": false, "SubnetId": "subnet-prod"}"#)
        let two = table("rtb-b", "vpc-prod", #"{"Main": false, "SubnetId": "subnet-prod"}"#)
        $0[prod + "More.json"] = one.dropLast(2) + ", " + two.dropFirst(#"{"RouteTables": ["#.count)
      }
    ),
    ContradictionCase(
      "two entries of a network ACL with one number, one of which allows what the other denies",
      [
        "\(prod)NetworkAcls.json:2:393 #/NetworkAcls/0/Entries/2 (acl-prod): error: two ingress entries have the number 100, expected one",
        "\(prod)NetworkAcls.json:2:497 #/NetworkAcls/0/Entries/3 (acl-prod): error: two egress entries have the number 100, expected one",
      ],
      change: { $0.production.entries.append(.init(number: 100, allows: false)) }
    ),
    ContradictionCase(
      "two entries of a network ACL with one number that say the same",
      [
        "\(prod)NetworkAcls.json:2:393 #/NetworkAcls/0/Entries/2 (acl-prod): warning: two ingress entries have the number 100, expected one",
        "\(prod)NetworkAcls.json:2:498 #/NetworkAcls/0/Entries/3 (acl-prod): warning: two egress entries have the number 100, expected one",
      ],
      .passed,
      change: { $0.production.entries.append(.init(number: 100)) }
    ),
    ContradictionCase(
      "routes that send packets to an appliance from which they come back to it",
      [
        "\(dev)RouteTables.json:2:275 #/RouteTables/0/Routes/1 (rtb-dev): warning: packets for 192.168.0.0 that leave appliance `eni-dev` come back to it, expected a route that leads on from the subnet of the appliance"
      ],
      .passed,
      change: { $0.development.routes.append(("192.168.0.0/16", "eni-dev")) },
      files: {
        $0.change("NetworkInterfaces", #""SourceDestCheck": true"#, #""SourceDestCheck": false"#, "111111111111")
      }
    ),
    ContradictionCase(
      "a prefix list with an entry twice, and one that covers everything",
      [
        "\(dev)PrefixListEntries.json:1:108 #/PrefixListEntries/0/Entries/1 (pl-1): warning: entry 192.168.0.0/16 is there twice, expected it once",
        "\(dev)PrefixListEntries.json:1:136 #/PrefixListEntries/0/Entries/2 (pl-1): warning: entry 0.0.0.0/0 covers every address, expected the addresses that the list is named after",
      ],
      .passed,
      files: {
        $0[path("PrefixListEntries", "111111111111")] =
          #"{"PrefixListEntries": [{"PrefixListId": "pl-1", "Entries": [{"Cidr": "192.168.0.0/16", "Description": ""}, {"Cidr": "192.168.0.0/16"}, {"Cidr": "0.0.0.0/0"}]}]}"#
      }
    ),
    ContradictionCase(
      "a prefix list that contains itself by reference",
      [
        "\(dev)PrefixListEntries.json:1:70 #/PrefixListEntries/0/Entries/0/Cidr (pl-1): error: `pl-1` has no prefix length, expected `address/length`"
      ],
      files: {
        $0[path("PrefixListEntries", "111111111111")] =
          #"{"PrefixListEntries": [{"PrefixListId": "pl-1", "Entries": [{"Cidr": "pl-1"}]}]}"#
      }
    ),
  ]

  private static func table(_ id: String, _ vpc: String, _ association: String) -> String {
    #"{"RouteTables": [{"RouteTableId": "\#(id)", "VpcId": "\#(vpc)", "OwnerId": "333333333333", "Associations": [\#(association)], "Routes": [{"DestinationCidrBlock": "10.2.0.0/16", "GatewayId": "local", "State": "active", "Origin": "CreateRouteTable"}]}]}"#
  }
}

extension [String: String] {
  /// Replaces a text of a list's file.
  mutating func change(_ list: String, _ old: String, _ new: String, _ account: String = "333333333333") {
    let path = AuditEstate.path(list, account)
    self[path] = self[path]?.replacing(old, with: new)
  }
}
